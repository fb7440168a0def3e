"""The fake Bot API against the real client: its rules are only worth something if they hold."""

import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.fake_botapi import TOKEN, FakeBotApi, Limits, client
from tests.fake_botapi.world import Callback

KIM, STRANGER = 7, 8
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x10" * 2 + b"\x08\x02\0\0\0"
OGG, M4A = b"OggS\0\x02" + b"\0" * 22 + b"OpusHead", b"\0\0\0\x18ftypM4A "
Ask = Callable[[Bot], Awaitable[Any]]


@pytest.fixture(autouse=True)
def _without_deprecations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else every RetryAfter warns


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi.running() as server:
        server.user(KIM, started=True)
        server.user(STRANGER)
        yield server


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    async with client(api.url) as made:
        yield made


def keyboard(*labels: str, **kwargs: Any) -> InlineKeyboardMarkup:
    kwargs = kwargs or {"callback_data": "d"}
    return InlineKeyboardMarkup([[InlineKeyboardButton(x, **kwargs)] for x in labels])


def say(text: str, **kwargs: Any) -> Ask:
    return lambda bot: bot.send_message(KIM, text, **kwargs)


async def answer_twice(bot: Bot) -> None:
    await bot.answer_callback_query("press")
    await bot.answer_callback_query("press")


FORBIDDEN: dict[str, tuple[Ask, str]] = {
    "empty text": (say("  "), "text is empty"),
    "long text": (say("😀" * 2049), "too long"),
    "long caption": (lambda b: b.send_photo(KIM, PNG, caption="x" * 1025), "caption is too long"),
    "callback data": (say("x", reply_markup=keyboard("A", callback_data="å" * 33)), "DATA_INVALID"),
    "no action": (say("x", reply_markup={"inline_keyboard": [[{"text": "A"}]]}), "unallowed"),
    "empty label": (say("x", reply_markup=keyboard("")), "non-empty"),
    "flat keyboard": (say("x", reply_markup={"inline_keyboard": [{"text": "A"}]}), "Array of"),
    "many buttons": (say("x", reply_markup=keyboard(*map(str, range(101)))), "too long"),
    "local link": (say("x", reply_markup=keyboard("A", url="http://localhost/")), "Wrong HTTP"),
    "dead start link": (say("https://t.me/fake_test_bot?start=a.b"), "START_PARAM"),
    "open tag": (say("<b>x", parse_mode="HTML"), "end tag"),
    "crossed tags": (say("<b><i>x</b></i>", parse_mode="HTML"), "Unmatched"),
    "foreign tag": (say("<p>x</p>", parse_mode="HTML"), "Unsupported"),
    "bare <": (say("1 < 2", parse_mode="HTML"), "Unsupported"),
    "foreign entity": (say("a&nbsp;b", parse_mode="HTML"), "entity"),
    "parse mode": (say("x", parse_mode="BBCode"), "parse_mode"),
    "unknown chat": (lambda b: b.send_message(99, "x"), "chat not found"),
    "stranger": (lambda b: b.send_message(STRANGER, "x"), "can't initiate"),
    "edit nothing": (lambda b: b.edit_message_text("x", KIM, 99), "to edit not found"),
    "delete nothing": (lambda b: b.delete_message(KIM, 99), "to delete not found"),
    "unknown callback": (lambda b: b.answer_callback_query("1"), "query is too old"),
    "not a picture": (lambda b: b.send_photo(KIM, b"GIF89a"), "IMAGE_PROCESS_FAILED"),
    "not a voice": (lambda b: b.send_voice(KIM, b"ID3"), "wrong type of voice"),
    "not a sound": (lambda b: b.send_audio(KIM, OGG), "wrong type of audio"),
    "long words of a voice": (lambda b: b.send_voice(KIM, OGG, caption="x" * 1025), "too long"),
    "unknown file": (lambda b: b.send_photo(KIM, "AgAC"), "wrong file identifier"),
    "command name": (lambda b: b.set_my_commands([BotCommand("Å", "x")]), "COMMAND_INVALID"),
    "answer twice": (answer_twice, "query is too old"),
    "long answer": (lambda b: b.answer_callback_query("press", "x" * 201), "MESSAGE_TOO_LONG"),
    "chat action": (lambda b: b.send_chat_action(KIM, "dancing"), "parameter action"),
    "wrong type": (say("x", api_kwargs={"message_thread_id": "one"}), "message_thread_id"),
}


@pytest.mark.parametrize("name", FORBIDDEN)
async def test_forbidden_requests_fail_and_are_violations(
    api: FakeBotApi, bot: Bot, name: str
) -> None:
    api.callbacks["press"] = Callback(KIM)
    ask, error = FORBIDDEN[name]
    with pytest.raises((BadRequest, Forbidden), match=f"(?i){error}"):
        await ask(bot)
    assert len(api.violations) >= 1
    with pytest.raises(AssertionError, match="violations"):
        api.assert_clean()


async def test_sounds_go_by_their_id_as_long_as_it_holds(api: FakeBotApi, bot: Bot) -> None:
    first = await bot.send_voice(KIM, OGG, caption="x", reply_markup=keyboard("A"))
    assert first.voice is not None
    again = await bot.send_voice(KIM, first.voice.file_id)
    assert again.voice == first.voice
    audio = await bot.send_audio(KIM, M4A)
    assert audio.audio is not None
    assert audio.audio.file_id != first.voice.file_id
    await bot.edit_message_caption(KIM, first.message_id, caption="y")
    api.forgets_files()
    with pytest.raises(BadRequest, match=r"(?i)wrong remote file"):
        await bot.send_voice(KIM, first.voice.file_id)
    api.assert_clean()


async def test_who_takes_no_voice_messages_takes_sounds(api: FakeBotApi, bot: Bot) -> None:
    api.refuses_voice(KIM)
    with pytest.raises(BadRequest, match=r"(?i)voice_messages_forbidden"):
        await bot.send_voice(KIM, OGG)
    await bot.send_audio(KIM, M4A)
    api.assert_clean()


async def test_silent_mistakes_are_violations_too(api: FakeBotApi, bot: Bot) -> None:
    await bot.send_message(KIM, "x", api_kwargs={"colour": "red"})
    assert "sendMessage: unknown parameter 'colour'" in api.violations
    with pytest.raises(TelegramError):
        await bot.send_dice(KIM)
    assert "not one the fake knows" in api.violations[-1]
    with pytest.raises(InvalidToken):
        async with client(api.url, token="1:wrong"):
            pass


@pytest.mark.parametrize(
    ("method", "body", "deviation"),
    [
        ("sendVoice", {}, "required voice"),
        ("sendMessage", {"chat_id": KIM, "text": "x", "odd": 1}, "unknown field odd"),
        ("setChatMenuButton", {"menu_button": {"type": "web_app", "text": "x"}}, "web_app of"),
        (
            "sendMessage",
            {"chat_id": KIM, "text": "x", "link_preview_options": '{"is_disabled": 1}'},
            "is_disabled is no Boolean",
        ),
    ],
)
async def test_the_specification_is_enforced(
    api: FakeBotApi, method: str, body: dict[str, Any], deviation: str
) -> None:
    if "BOTAPI_SPEC" not in os.environ:
        pytest.skip("BOTAPI_SPEC is not set")
    async with httpx.AsyncClient(trust_env=False) as http:
        await http.post(f"{api.url}{TOKEN}/{method}", json=body)
    assert any("spec:" in line and deviation in line for line in api.violations), api.violations


async def test_limits() -> None:
    now = 0.0
    limits = Limits(burst=2, overall=3, clock=lambda: now)
    async with FakeBotApi.running(limits=limits) as api, client(api.url) as bot:
        for chat_id in (1, 2):
            api.user(chat_id, started=True)
        await bot.send_message(1, "x")
        await bot.send_message(1, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "x")
        assert api.calls[-1].outcome == "429 Too Many Requests: retry after 1"
        await bot.send_message(2, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(2, "x")
        now = 1.0
        await bot.send_message(1, "x")
        api.assert_clean()


async def test_a_timeout_may_mean_delivered(api: FakeBotApi) -> None:
    async with client(api.url, read_timeout=0.2) as bot:
        api.fault("sendMessage", KIM, kind="timeout_after_delivery")
        with pytest.raises(TimedOut):
            await bot.send_message(KIM, "hej")
        assert api.newest(KIM)["text"] == "hej"
        await bot.send_message(KIM, "again")
        assert [call.outcome for call in api.calls_of("sendMessage")][1] == "ok"


async def test_faults_before_delivery(api: FakeBotApi, bot: Bot) -> None:
    api.fault("sendMessage", kind="error_500", times=2)
    api.fault("sendMessage", kind="bad_gateway_html")
    api.fault("*", KIM, kind="disconnect")
    for error in ("Internal Server Error", "Internal", "Bad Gateway", "disconnected|ReadError"):
        with pytest.raises(NetworkError, match=error):
            await bot.send_message(KIM, "hej")
    api.fault("sendMessage", chat_id=KIM, kind="retry_after", seconds=7)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(KIM, "hej")
    assert caught.value.retry_after == timedelta(seconds=7)
    assert api.messages(KIM) == []
    api.fault("sendMessage", STRANGER, kind="error_500")
    await bot.send_message(KIM, "hej")
    api.fault("sendMessage", KIM, kind="slow", seconds=0.3)
    began = time.monotonic()
    await bot.send_message(KIM, "late")
    assert time.monotonic() - began > 0.29
    with pytest.raises(ValueError, match="no such fault"):
        api.fault("sendMessage", kind="earthquake")  # type: ignore[arg-type]
    api.assert_clean()
