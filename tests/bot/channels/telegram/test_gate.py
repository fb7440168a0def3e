"""A chat that Telegram has told to wait is left alone by every call, also after a restart."""

import asyncio

from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.reminding.sweep import Reminding
from bot.staff.digests import send_digests
from storage.talk import holds
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.bot.channels.telegram.test_claims import new_process, sent, statuses, until_in_hand
from tests.bot.channels.telegram.test_outgoing import greeted, wait_in_outbox
from tests.conftest import StandingClock
from tests.fake_botapi import FakeBotApi
from tests.moments import moment
from tests.people import AMAL, BO, KIM, enrol_participants

DUE = moment("2027-02-23 09:00")


def calls_to(api: FakeBotApi, chat_id: int) -> int:
    """Count all calls into a chat, also the confirmations of presses."""
    own = {key for key, callback in api.callbacks.items() if callback.chat_id == chat_id}
    return sum(
        call.params.get("chat_id") == chat_id or call.params.get("callback_query_id") in own
        for call in api.calls
    )


async def told_to_wait(telegram: Telegram, method: str = "send") -> Chat:
    """Let Telegram refuse a call for half a minute when Bo answers the first question."""
    bo = await telegram.begin_rating(BO)
    async with telegram.sender.chat(BO):  # until the question before is tidied
        pass
    telegram.api.fault(method, BO, kind="retry_after", seconds=30)
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await telegram.api.until(
        lambda: any("429" in call.outcome or "retry" in call.outcome for call in telegram.api.calls)
    )
    await until_in_hand(telegram.app, 0)
    await asyncio.sleep(0.1)
    return bo


async def test_nothing_is_called_in_a_chat_that_is_to_wait(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await told_to_wait(telegram)
    before = calls_to(telegram.api, BO)
    assert not [call for call in telegram.api.calls_of("edit", BO) if "God" in str(call)]
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    telegram.api.says(BO, "hej")
    await telegram.api.until(lambda: not telegram.api.pending())
    await asyncio.sleep(0.3)
    await telegram.sender.sweep()
    assert calls_to(telegram.api, BO) == before
    clock.passes(seconds=31)
    await telegram.sender.sweep()
    await bo.sees("Fråga 2")
    assert sent(telegram, "Fråga 2") == 2, "the refused one, and the newest"


async def test_an_edit_that_is_refused_closes_the_chat_too(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await told_to_wait(telegram, "edit")
    await bo.sees("Fråga 2")
    before = calls_to(telegram.api, BO)
    telegram.api.says(BO, "3")
    await telegram.api.until(lambda: not telegram.api.pending())
    await asyncio.sleep(0.3)
    assert calls_to(telegram.api, BO) == before
    clock.passes(seconds=31)
    await telegram.sender.sweep()
    await bo.sees("Fråga 3")


async def test_a_restart_remembers_who_is_to_wait(telegram: Telegram, clock: StandingClock) -> None:
    await told_to_wait(telegram)
    before = calls_to(telegram.api, BO)
    again = new_process(telegram)
    await again.sweep()
    assert calls_to(telegram.api, BO) == before
    clock.passes(seconds=31)
    await again.sweep()
    assert calls_to(telegram.api, BO) == before + 1
    async with telegram.app.database.writing() as session:
        later = holds.Hold(clock(), clock())
        await holds.store_hold(session, "another", later)
        assert list(await holds.stored_holds(session)) == ["another"], "what is over is forgotten"


async def test_a_reminder_does_not_pass_by_a_chat_that_is_to_wait(
    telegram: Telegram, clock: StandingClock
) -> None:
    for chat_id in (BO, KIM):
        telegram.api.user(chat_id, started=True)
    await enrol_participants(telegram.app, [BO, KIM], moment("2026-11-23 14:00"))
    clock.now = DUE
    telegram.api.fault("send", BO, kind="retry_after", seconds=30)
    telegram.api.says(BO, "hej")
    await telegram.api.until(lambda: calls_to(telegram.api, BO) == 1)
    await until_in_hand(telegram.app, 0)
    reminding = Reminding(telegram.app, telegram.sender)
    assert (await reminding.sweep()).sent == 1, "Kim's"
    assert calls_to(telegram.api, BO) == 1
    clock.passes(seconds=31)
    assert (await reminding.sweep()).sent == 1


async def test_a_limit_of_the_bot_stops_every_chat(
    telegram: Telegram, clock: StandingClock
) -> None:
    """Two chats that had been quiet cannot both have reached their own limit."""
    chats = [await telegram.add_chat(chat_id, "Ny") for chat_id in (BO, KIM, AMAL)]
    telegram.api.fault("send", kind="retry_after", seconds=30, times=100)
    for chat in chats:
        telegram.api.says(chat.chat_id, "hej")
        await telegram.api.until(lambda: not telegram.api.pending())
        await asyncio.sleep(0.3)
    assert [calls_to(telegram.api, chat.chat_id) for chat in chats] == [1, 1, 0]
    assert await send_digests(telegram.app, telegram.sender) == 0
    telegram.api.faults.clear()
    clock.passes(seconds=31)
    await telegram.sender.sweep()
    for chat in chats:
        await chat.sees("inbjudan")


async def test_a_chat_that_hangs_holds_up_no_other(telegram: Telegram) -> None:
    """The ninth waited for 19.5 s where eight hung."""
    hanging = range(6001, 6013)
    for chat_id in (*hanging, BO):
        telegram.api.user(chat_id)
    telegram.api.faults.clear()
    for chat_id in hanging:
        telegram.api.fault("send", chat_id, kind="slow", seconds=1.5)
        telegram.api.says(chat_id, "hej")
    await telegram.api.until(lambda: len(telegram.api.calls_of("send")) == len(hanging))
    telegram.api.says(BO, "hej")
    await telegram.api.wait_for(BO, "inbjudan", timeout=1.0)


async def test_a_sweep_does_not_wait_for_a_chat_that_hangs(telegram: Telegram) -> None:
    """It went chat by chat, and took 102 s."""
    people = [*range(6001, 6011), BO]
    for chat_id in people:
        telegram.api.user(chat_id, started=True)
        if chat_id != BO:
            telegram.api.fault("send", chat_id, kind="slow", seconds=1.5)
    lines = [("line", TextMessage(chat_id, "Hej hej").to_json()) for chat_id in people]
    await wait_in_outbox(telegram, *lines)
    sweep = asyncio.create_task(telegram.sender.sweep())
    await telegram.api.wait_for(BO, "Hej hej", timeout=1.0)
    await sweep
    assert [sent(telegram, "Hej hej", chat_id) for chat_id in people] == [1] * len(people)


async def test_who_is_to_wait_for_a_second_needs_no_sweep(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.fault("send", BO, kind="retry_after", seconds=1)
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await telegram.api.until(lambda: sent(telegram, "Fråga 2") == 1)
    await until_in_hand(telegram.app, 0)
    clock.passes(seconds=1)
    await bo.sees("Fråga 2")


async def test_what_is_under_way_at_the_end_of_the_process_is_not_in_doubt(
    telegram: Telegram,
) -> None:
    await greeted(telegram)
    await wait_in_outbox(telegram, ("line", TextMessage(BO, "Hej hej").to_json()))
    telegram.api.fault("send", BO, kind="slow", seconds=1)
    sweep = asyncio.create_task(telegram.sender.sweep())
    await telegram.api.until(lambda: sent(telegram, "Hej hej") == 1)
    sweep.cancel()
    await telegram.sender.finish()
    assert await statuses(telegram.app) == ["sent"]
