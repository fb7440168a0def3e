"""Conversations with the fake Bot API, through the real client and from another process."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonWebApp,
    Message,
    WebAppInfo,
)
from telegram.error import BadRequest, Conflict, Forbidden

from tests.fake_botapi import FakeBotApi, client
from tests.fake_botapi.remote import AsyncRemoteBotApi, RemoteBotApi, RemoteError

KIM = 7
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x10" * 2 + b"\x08\x02\0\0\0"


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi.running() as server:
        server.user(KIM, started=True)
        yield server


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    async with client(api.url) as made:
        yield made


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.from_row(
        [InlineKeyboardButton(label, callback_data=label) for label in labels]
    )


async def test_a_conversation_reads_like_one(api: FakeBotApi, bot: Bot) -> None:
    api.starts(KIM, "abc")
    (update,) = await bot.get_updates(timeout=2)
    assert update.message is not None
    assert [e.type for e in update.message.entities] == ["bot_command"]
    markup = keyboard("A", "B")
    sent = await bot.send_message(
        KIM, "<b>One</b> &amp;\ntwo?", parse_mode="HTML", reply_markup=markup
    )
    assert sent.text == "One &\ntwo?"
    assert sent.entities[0].type == "bold"
    api.presses(KIM, label="B")
    (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=2)
    query = update.callback_query
    assert query is not None
    assert query.data == "B"
    assert isinstance(query.message, Message)
    await query.answer("Noted")
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await query.answer()
    await query.edit_message_text("Thanks")
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await query.edit_message_text("Thanks")
    with pytest.raises(LookupError):
        api.presses(KIM, label="B")
    photo = await bot.send_photo(KIM, PNG, caption="Star", reply_markup=keyboard("C"))
    assert api.files[photo.photo[0].file_id] == PNG
    assert photo.photo[0].width == 16
    await bot.send_photo(KIM, photo.photo[0].file_id)
    await bot.edit_message_caption(KIM, photo.message_id, caption="Star 2")
    await bot.edit_message_reply_markup(KIM, photo.message_id, reply_markup=keyboard("D"))
    await bot.delete_message(KIM, photo.message_id)
    await bot.send_document(KIM, b"%PDF", filename="a.pdf")
    assert api.violations == ["answerCallbackQuery: a callback id answered twice"]
    assert api.transcript(KIM) == [
        "user: /start abc",
        "bot: One &", "  two?", "  [A] [B]",
        "user presses: [B]",
        "bot toast: Noted",
        "bot edits: Thanks",
        "bot: (photo) Star", "  [C]",
        "bot: (photo)",
        "bot edits: (photo) Star 2",
        "bot edits: (photo) Star 2", "  [D]",
        "bot deletes: (photo) Star 2",
        "bot: (document)",
    ]  # fmt: skip
    assert api.newest(KIM)["document"]["file_name"] == "a.pdf"
    assert [v["text"] for v in api.versions(KIM, sent.message_id)] == [sent.text, "Thanks"]
    assert len(api.calls_of("sendPhoto", KIM)) == 2


async def test_everything_else_a_bot_asks(api: FakeBotApi, bot: Bot) -> None:
    assert (await bot.get_me()).username == "fake_test_bot"
    await bot.set_my_commands([BotCommand("start", "Börja")], language_code="sv")
    assert api.commands["default", "sv"][0]["command"] == "start"
    button = MenuButtonWebApp("Skriv", WebAppInfo("https://example.org/"))
    await bot.set_chat_menu_button(KIM, button)
    assert api.menu_buttons[KIM]["type"] == "web_app"
    await bot.send_chat_action(KIM, "typing")
    assert (await bot.get_chat(KIM)).first_name == "Kim"
    api.says(KIM, "hej")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert api.pending() == 0
    api.assert_clean()


async def test_updates_stay_until_an_offset_confirms_them(api: FakeBotApi, bot: Bot) -> None:
    async def ids(**kwargs: Any) -> list[int]:
        return [u.update_id for u in await bot.get_updates(**kwargs)]

    api.jumps_to(100)
    for number in range(5):
        api.says(KIM, str(number))
    assert await ids(limit=2) == [100, 101]
    assert await ids(offset=102) == [102, 103, 104]
    assert await ids(offset=102) == [102, 103, 104]
    assert await ids(offset=-1) == [104]
    assert await ids(offset=105) == []
    api.inject({"update_id": 101, "message": api.messages(KIM)[1]})
    assert await ids(offset=105) == [101]
    assert await ids(offset=105) == []
    api.jumps_to(3)  # ids start anew: an offset far in the future is ignored, as by TDLib's queue
    api.says(KIM, "after an idle week")
    assert await ids(offset=105) == [3]
    assert await ids(offset=4, allowed_updates=["callback_query"]) == []
    api.says(KIM, "not asked for")
    assert await ids(offset=4) == []
    api.assert_clean()
    await ids(limit=101)
    assert "limit 101" in api.violations[0]


async def test_a_poll_waits_and_gives_way(api: FakeBotApi, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=10))
    await api.until(lambda: api.queue.poll is not None)
    async with client(api.url) as second:
        newer = asyncio.create_task(second.get_updates(timeout=10))
        with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates"):
            await older
        api.says(KIM, "hej")
        assert len(await newer) == 1
    hung_up = asyncio.create_task(bot.get_updates(offset=9, timeout=10))
    await api.until(lambda: api.queue.poll is not None)
    hung_up.cancel()
    await api.until(lambda: api.queue.poll is None)
    assert api.calls[-1].outcome == "gone"
    began = time.monotonic()
    assert await bot.get_updates(offset=9, timeout=1) == ()
    assert 0.9 < time.monotonic() - began < 2
    api.assert_clean()


async def test_who_blocks_is_not_reached(api: FakeBotApi, bot: Bot) -> None:
    sent = await bot.send_message(KIM, "hej", reply_markup=keyboard("A"))
    api.blocks(KIM)
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        await bot.send_message(KIM, "hej")
    api.unblocks(KIM)
    pressed = api.presses(KIM)
    api.callback_expires()
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(pressed["callback_query"]["id"])
    api.deletes(KIM, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)to edit not found"):
        await sent.edit_text("x")
    api.deactivates(KIM)
    with pytest.raises(Forbidden, match=r"(?i)deactivated"):
        await bot.send_message(KIM, "hej")
    changes = [
        u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member
    ]
    assert changes == ["kicked", "member"]
    api.assert_clean()


async def test_other_things_people_send(api: FakeBotApi, bot: Bot) -> None:
    api.group(-5)
    made = [api.sends_sticker(KIM), api.sends_voice(KIM), api.sends_photo(KIM, "me")]
    made += [
        api.group_says(-5, KIM, "hej /help"),
        api.edits(KIM, 1, "no"),
        api.presses(KIM, 1, data="x"),
    ]
    updates = await bot.get_updates()
    assert [u.update_id for u in updates] == [m["update_id"] for m in made]
    assert updates[3].effective_chat is not None
    assert updates[3].effective_chat.type == "group"
    with pytest.raises(ValueError, match=r"(?i)start payload"):
        api.starts(KIM, "a b")


async def test_waiting_for_what_the_bot_says(api: FakeBotApi, bot: Bot) -> None:
    await bot.send_message(KIM, "Question 1")
    assert (await api.wait_for(KIM, "Question"))["text"] == "Question 1"
    api.says(KIM, "answer")
    with pytest.raises(AssertionError, match="user: answer"):
        await api.wait_for(KIM, "Question", timeout=0.05)
    assert (await api.wait_for(KIM, "Question", since=0))["message_id"] == 1
    waiting = asyncio.create_task(api.wait_for(KIM, lambda m: m.get("text") == "Question 2"))
    await asyncio.sleep(0)
    await bot.edit_message_text("Question 2", KIM, 1)
    assert "edit_date" in await waiting


@pytest.fixture
def url() -> Iterator[str]:
    """A fake Bot API as its own process."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.fake_botapi", "--port", "0", "--update-id", "50"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()
        assert process.wait(5) == 0


async def test_another_process_is_controlled_the_same_way(url: str) -> None:
    root = url.removesuffix("/bot")
    with RemoteBotApi(root) as remote:
        people: list[tuple[str, dict[str, object]]] = [
            ("user", {"chat_id": 1}),
            ("starts", {"chat_id": 1}),
        ]
        assert remote.batch(people)[1]["update_id"] == 50
        with pytest.raises(RemoteError, match="LookupError"):
            remote.do("says", chat_id=9, text="hej")
    async with AsyncRemoteBotApi(root) as control, client(url) as bot:
        await control.do("fault", method="sendMessage", kind="slow", seconds=0.1)
        answer = asyncio.create_task(control.do("wait_for", chat_id=1, what="hej"))
        await bot.send_message(1, "hej")
        assert (await answer)["message_id"] == 2
        assert await control.do("violations") == []
        assert (await control.do("calls_of", method="sendMessage"))[0]["params"]["text"] == "hej"
        with pytest.raises(BadRequest):
            await bot.send_message(1, " ")
        with pytest.raises(RemoteError, match="text is empty"):
            await control.do("assert_clean")
