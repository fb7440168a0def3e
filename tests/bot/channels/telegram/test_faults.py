"""What Telegram and people do at the worst moment: nothing is lost, nothing comes twice."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import func, select

from storage.tables.channels import Outgoing
from storage.tables.people import Account
from storage.tables.ratings import StoredAnswer
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.conftest import StandingClock
from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.faults import Kind
from tests.people import AMAL, BO, KIM


async def values(telegram: Telegram) -> list[int | None]:
    async with telegram.app.database.reading() as session:
        rows = await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))
        return [row.value for row in rows]


def questions(api: FakeBotApi, chat_id: int) -> list[str]:
    """List the questions as they were sent, in order."""
    sent = api.calls_of("send", chat_id)
    return [call.said for call in sent if "reply_markup" in call.params]


async def test_the_same_update_twice_counts_once(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    update = telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await bo.sees("Fråga 2")
    telegram.api.inject(update)
    await bo.says("2", sees="Fråga 3")
    assert await values(telegram) == [4, 2]


async def test_of_two_buttons_at_once_the_first_counts_and_the_second_is_told(
    telegram: Telegram,
) -> None:
    bo = await telegram.begin_rating(BO)
    first, second = bo.full_label("4 · God"), bo.full_label("2 · Dålig")
    telegram.api.presses(BO, label=first)
    telegram.api.presses(BO, label=second)
    await telegram.api.until(lambda: len(telegram.api.calls_of("answerCallbackQuery")) >= 5)
    assert await values(telegram) == [4]
    toasts = [line for line in telegram.api.transcript(BO) if line.startswith("bot toast")]
    assert "redan besvarad" in toasts[-1]
    asked = [text for text in questions(telegram.api, BO) if "Fråga 2" in text]
    assert len(asked) == 1, "the new question was just shown: it is not shown again"


async def test_a_button_of_last_week_shows_the_open_question_again(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.begin_rating(BO)
    old = bo.full_label("4 · God")
    message = telegram.api.newest(BO)["message_id"]
    data = next(
        button["callback_data"]
        for row in telegram.api.newest(BO)["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == old
    )
    await bo.presses("4 · God", sees="Fråga 2")
    await settled(telegram)
    clock.passes(days=7)
    telegram.api.presses(BO, message_id=message, data=data)
    assert "Fråga 2" in await bo.sees("redan besvarad")
    assert await values(telegram) == [4]


async def test_a_press_that_telegram_has_forgotten_still_counts(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.fault("answerCallbackQuery", kind="slow", seconds=0.1)
    update = telegram.api.presses(BO, label=bo.full_label("4 · God"))
    telegram.api.callback_expires(update["callback_query"]["id"])
    await bo.sees("Fråga 2")
    assert await values(telegram) == [4]


async def test_a_question_in_doubt_is_shown_again_and_the_answer_counts_once(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await asked_after_a_failure(telegram, clock, "disconnect")
    await bo.says("3", sees="Fråga 3")
    assert await values(telegram) == [4, 3]


async def test_a_time_out_after_delivery_loses_nothing_and_counts_once(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.fault("send", BO, kind="timeout_after_delivery")
    await bo.presses("4 · God", sees="Fråga 2")
    await bo.says("3", sees="Fråga 3")
    for _ in range(3):
        clock.passes(seconds=5)
        await telegram.sender.sweep()
    asked = [text.partition("\n")[0] for text in questions(telegram.api, BO)[4:]]
    assert asked == ["Fråga 2 av 6", "Fråga 3 av 6"], "the person went on: no need to ask again"
    assert await values(telegram) == [4, 3]


async def test_updates_out_of_order_are_taken_as_they_come(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    first = telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await bo.sees("Fråga 2")
    late = {**telegram.api.says(BO, "2"), "update_id": first["update_id"] - 1000}
    await bo.sees("Fråga 3")
    again = {**late["message"], "message_id": late["message"]["message_id"] + 100}
    telegram.api.inject({"message": again, "update_id": first["update_id"] - 999})
    await bo.sees("Fråga 4")
    assert await values(telegram) == [4, 2, 2]


async def asked_after_a_failure(telegram: Telegram, clock: StandingClock, kind: Kind) -> Chat:
    """Let the second question fail once on its way, and see that the sweep brings it."""
    bo = await telegram.begin_rating(BO)
    telegram.api.fault("send", BO, kind=kind)
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await telegram.api.until(lambda: len(telegram.api.calls_of("send", BO)) >= 5)
    await settled(telegram)
    clock.passes(seconds=2)
    await telegram.sender.sweep()
    await bo.sees("Fråga 2")
    return bo


async def settled(telegram: Telegram) -> None:
    """Wait until the poller has written down how its sending went."""
    for _ in range(200):
        async with telegram.app.database.reading() as session:
            waiting = await session.scalar(
                select(func.count()).where(
                    (Outgoing.status == "sending")
                    | ((Outgoing.status == "pending") & (Outgoing.attempts == 0))
                )
            )
        if not waiting:
            return
        await asyncio.sleep(0.02)


async def test_a_limit_in_one_chat_holds_up_nobody_else(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo, kim = await telegram.begin_rating(BO, "Bo"), await telegram.begin_rating(KIM, "Kim")
    telegram.api.fault("send", BO, kind="retry_after", seconds=30)
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await telegram.api.until(lambda: len(telegram.api.calls_of("send", BO)) >= 5)
    await kim.presses("2 · Dålig", sees="Fråga 2")
    await telegram.sender.sweep()
    assert not [text for text in questions(telegram.api, BO) if "Fråga 2" in text][1:]
    clock.passes(seconds=31)
    await telegram.sender.sweep()
    await bo.sees("Fråga 2")


async def test_who_blocks_the_bot_is_left_alone_and_can_come_back(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.blocks(BO)

    async def status() -> str:
        async with telegram.app.database.reading() as session:
            return str((await session.scalars(select(Account))).one().status)

    await reaches(status, "blocked")
    clock.passes(days=1)
    telegram.api.unblocks(BO)
    await bo.sees("Fråga 1")
    await settled(telegram)
    telegram.api.starts(BO)
    await telegram.api.until(lambda: not telegram.api.pending())
    await reaches(status, "open")
    asked = [text for text in questions(telegram.api, BO) if "Fråga 1" in text]
    assert len(asked) == 2, "unblocking and pressing start are two updates, one question"
    assert await status() == "open"
    await bo.presses("4 · God", sees="Fråga 2")


async def reaches(status: Callable[[], Awaitable[str]], wanted: str) -> None:
    for _ in range(200):
        if await status() == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"never became {wanted}")


async def test_a_send_to_somebody_who_has_blocked_us_is_given_up(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    label = bo.full_label("4 · God")
    update = telegram.api.presses(BO, label=label)
    telegram.api.blocks(BO)
    assert update
    for _ in range(200):
        async with telegram.app.database.reading() as session:
            waiting = await session.scalar(
                select(func.count()).where(Outgoing.status.in_(["pending", "sending"]))
            )
            stored = await session.scalar(select(func.count()).select_from(StoredAnswer))
        if stored and not waiting:
            break
        await asyncio.sleep(0.02)
    assert await values(telegram) == [4], "the answer counts although we could not confirm it"
    assert not waiting


async def test_a_server_error_is_tried_again(telegram: Telegram, clock: StandingClock) -> None:
    await asked_after_a_failure(telegram, clock, "error_500")


async def test_ids_that_start_anew_after_an_idle_week_are_heard(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.jumps_to(7)
    await bo.presses("4 · God", sees="Fråga 2")
    await bo.presses("Vet lite", sees="Fråga 3")


async def test_everything_that_is_no_answer_gets_a_line_and_the_question(
    telegram: Telegram,
) -> None:
    bo = await telegram.begin_rating(BO)
    newest = telegram.api.newest(BO)["message_id"]
    telegram.api.sends_sticker(BO, "🙂")
    assert "Fråga 1" in await bo.sees("kan bara läsa text")
    telegram.api.sends_voice(BO, 3)
    said = await bo.sees("Det hördes inget i inspelningen.")
    assert "112" in said
    assert "Fråga 1" in said
    telegram.api.sends_photo(BO)
    assert "Fråga 1" in await bo.sees("kan bara läsa text")
    assert "Fråga 1" in await bo.says("35", sees="finns inte bland svaren")
    assert "112" in await bo.says("x" * 4096, sees="lång text")
    await bo.sees("Fråga 1")
    telegram.api.presses(BO, message_id=newest, data="forged")
    await telegram.api.until(lambda: not telegram.api.pending())
    assert await values(telegram) == []


async def test_nothing_is_said_in_a_group(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.group(-100)
    telegram.api.group_says(-100, BO, "/start")
    await bo.presses("4 · God", sees="Fråga 2")
    assert not telegram.api.calls_of("send", -100)


async def test_a_stranger_and_a_wrong_code_bind_nothing(telegram: Telegram) -> None:
    amal = await telegram.add_chat(AMAL, "Amal", "ar")
    telegram.api.says(AMAL, "مرحبا")
    await amal.sees()
    await amal.starts("not-a-code")
    async with telegram.app.database.reading() as session:
        assert (await session.scalars(select(Account))).all() == []


async def test_hostile_names_and_comments_stay_text(telegram: Telegram) -> None:
    """A comment may look like markup, a formula or a direction control."""
    bo = await telegram.begin_rating(BO)
    await bo.presses("Skriv en kommentar")
    await bo.says("<b>x</b> =HYPERLINK(1) \u202e {0} &amp;", sees="sparat")
    for number in range(1, 7):
        await bo.presses("3 · ", sees=f"Fråga {number + 1}" if number < 6 else "Stämmer det")
    shown = [m for m in telegram.api.messages(BO) if "Det här har du svarat" in m.get("text", "")]
    assert "<b>x</b> =HYPERLINK(1)" in shown[-1]["text"]
    assert "\u202e" not in shown[-1]["text"]


async def test_my_data_comes_as_a_file(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.presses("4 · God", sees="Fråga 2")
    telegram.api.says(BO, "/mydata")
    await telegram.api.until(lambda: bool(telegram.api.calls_of("sendDocument", BO)))
    content = next(reversed(telegram.api.files.values())).decode()
    assert "Hur skulle du betygsätta din hälsa" in content
    assert "4 · God" in content


async def test_erasure_in_telegram(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.presses("4 · God", sees="Fråga 2")
    await bo.says("/delete", sees="Vill du ta bort")
    await bo.presses("Ja, ta bort", sees="Ska jag ta bort allt nu")
    await bo.presses("Ja, ta bort allt nu", sees="Det som står här i Telegram")
    assert "inbjudan" in await bo.says("hej", sees="inbjudan")
    assert await values(telegram) == []
