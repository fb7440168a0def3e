"""Reminders at the worst moment: said stop in between, killed in between, clocks that jump."""

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.reminding.ready_message import ReadyMessage
from bot.reminding.sweep import Reminding
from bot.service.ticks import Ticks
from bot.turn.arrival import Arrival
from dialogs.engine.event import Command, Event, Opened
from dialogs.people.accounts import Channel
from storage.reminders.due import DueReminder
from storage.tables.people import Account
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.conftest import StandingClock
from tests.fake_botapi import FakeBotApi
from tests.moments import moment
from tests.people import BO, enrol_participants, messages, occasions

ENROLLED, DUE = moment("2026-11-23 14:00"), moment("2027-02-23 09:00")


async def about_to_be_due(telegram: Telegram, clock: StandingClock) -> Chat:
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], ENROLLED)
    await bo.says("/start", sees="ingen fråga")
    clock.now = DUE
    return bo


def asked(api: FakeBotApi) -> int:
    """Count the messages that were really sent about a rating."""
    return sum("Börja nu" in str(call.params) for call in api.calls_of("sendMessage", BO))


async def until_account_is(app: AppContext, status: str) -> None:
    for _ in range(100):
        async with app.database.reading() as session:
            if await session.scalar(select(Account.status)) == status:
                return
        await asyncio.sleep(0.05)
    raise AssertionError(status)


class KilledError(BaseException):
    """Nothing in the program catches this."""


class Interrupted(Reminding):
    """A sweep in which something happens between the claim and the sending."""

    happens: Callable[[], Awaitable[None]]

    async def _claim(self, due: DueReminder) -> ReadyMessage | None:
        ready = await super()._claim(due)
        await self.happens()
        return ready


@pytest.mark.parametrize(
    ("event", "reachable"),
    [(Command("pause"), None), (Command("stop"), None), (Opened(), False)],
    ids=["pause", "stop", "block"],
)
async def test_who_says_stop_after_the_claim_is_not_written_to(
    telegram: Telegram, clock: StandingClock, event: Event, *, reachable: bool | None
) -> None:
    await about_to_be_due(telegram, clock)
    app = telegram.app

    async def says() -> None:
        async with app.database.writing() as session:
            arrival = Arrival(Channel.TELEGRAM, str(BO), event, reachable=reachable)
            await app.turns.take(session, arrival)

    sweeping = Interrupted(app, telegram.sender)
    sweeping.happens = says
    assert (await sweeping.sweep()).sent == 0
    await Reminding(app, telegram.sender).sweep()
    assert asked(telegram.api) == 0
    row = next(row for row in await messages(app) if row.kind == "rating")
    assert row.status in ("planned", "skipped")


async def test_who_blocked_and_came_back_is_asked_again_at_the_next_own_hour(
    telegram: Telegram, clock: StandingClock
) -> None:
    await about_to_be_due(telegram, clock)
    telegram.api.blocks(BO)
    await until_account_is(telegram.app, "blocked")
    await Reminding(telegram.app, telegram.sender).sweep()
    row = next(row for row in await messages(telegram.app) if row.kind == "rating")
    assert (row.status, row.reason) == ("skipped", "blocked")
    clock.passes(days=3, hours=5)
    telegram.api.unblocks(BO)
    await until_account_is(telegram.app, "open")
    clock.now = moment("2027-02-27 09:00")
    assert (await Reminding(telegram.app, telegram.sender).sweep()).sent == 1


async def test_killed_between_claim_and_sending_it_is_in_doubt_and_never_sent(
    telegram: Telegram, clock: StandingClock
) -> None:
    await about_to_be_due(telegram, clock)

    async def killed() -> None:
        raise KilledError

    sweeping = Interrupted(telegram.app, telegram.sender)
    sweeping.happens = killed
    with pytest.raises(KilledError):
        await sweeping.sweep()
    clock.passes(minutes=10)
    await Reminding(telegram.app, telegram.sender).sweep()
    assert asked(telegram.api) == 0
    first, _, second = [row for row in await messages(telegram.app) if row.kind == "rating"]
    assert (first.number, first.status) == (1, "uncertain")
    assert (second.number, second.due_at) == (2, moment("2027-02-25 09:00")), "the next one comes"


async def test_killed_between_sending_and_marking_it_is_not_sent_twice(
    telegram: Telegram, clock: StandingClock
) -> None:
    await about_to_be_due(telegram, clock)
    telegram.api.fault("sendMessage", kind="slow", seconds=2, chat_id=BO)
    sweep = asyncio.create_task(Reminding(telegram.app, telegram.sender).sweep())
    await telegram.api.until(lambda: asked(telegram.api) == 1)
    sweep.cancel()
    clock.passes(minutes=10)
    await Reminding(telegram.app, telegram.sender).sweep()
    assert asked(telegram.api) == 1
    row = next(row for row in await messages(telegram.app) if row.kind == "rating")
    assert row.status == "uncertain"


@pytest.mark.parametrize("kind", ["timeout_after_delivery", "error_500"])
async def test_an_answer_of_telegrams_that_leaves_doubt(
    telegram: Telegram, clock: StandingClock, kind: str
) -> None:
    await about_to_be_due(telegram, clock)
    telegram.api.fault("sendMessage", kind=kind, chat_id=BO)  # type: ignore[arg-type]  # a Kind
    await Reminding(telegram.app, telegram.sender).sweep()
    clock.passes(minutes=10)
    await Reminding(telegram.app, telegram.sender).sweep()
    row = next(row for row in await messages(telegram.app) if row.kind == "rating")
    assert (row.status, asked(telegram.api)) == ("uncertain", 1)


async def test_a_limit_puts_the_reminder_off_and_nothing_is_lost(
    telegram: Telegram, clock: StandingClock
) -> None:
    await about_to_be_due(telegram, clock)
    telegram.api.fault("sendMessage", kind="retry_after", seconds=1, chat_id=BO)
    assert (await Reminding(telegram.app, telegram.sender).sweep()).sent == 0
    clock.passes(seconds=2)
    assert (await Reminding(telegram.app, telegram.sender).sweep()).sent == 1


async def test_a_clock_set_back_an_hour_sends_nothing_twice(
    telegram: Telegram, clock: StandingClock
) -> None:
    await about_to_be_due(telegram, clock)
    reminding = Reminding(telegram.app, telegram.sender)
    for hours in (0, -1, 0, -24, 0):
        clock.now = DUE + dt.timedelta(hours=hours)
        await reminding.sweep()
    assert asked(telegram.api) == 1


async def test_a_loop_that_was_blocked_for_five_seconds_goes_on_and_sends_once(
    telegram: Telegram, clock: StandingClock
) -> None:
    await about_to_be_due(telegram, clock)
    ticks, part = Ticks(dt.UTC), telegram.app.health.sweep("reminders")
    ticks.add(part, Reminding(telegram.app, telegram.sender).sweep, 0.2)
    ticks.start()
    time.sleep(5)  # noqa: ASYNC251  # nothing else runs meanwhile: that is what is tested
    await telegram.api.until(lambda: asked(telegram.api) == 1)
    await asyncio.sleep(1)
    await ticks.stop(1)
    assert asked(telegram.api) == 1


async def test_a_week_of_downtime_makes_no_burst(telegram: Telegram, clock: StandingClock) -> None:
    await about_to_be_due(telegram, clock)
    reminding = Reminding(telegram.app, telegram.sender)
    await reminding.sweep()
    for hours in range(9 * 24, 14 * 24):  # down over the second and the third message
        clock.now = DUE + dt.timedelta(hours=hours)
        await reminding.sweep()
    assert asked(telegram.api) == 3
    days = [row.settled_at for row in await messages(telegram.app) if row.status == "sent"]
    assert len({day.date() for day in days if day}) == 3
    assert (await occasions(telegram.app))[1].silent == 3
