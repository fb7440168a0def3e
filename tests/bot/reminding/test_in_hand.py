"""Messages in hand: what happens to them when the person speaks meanwhile, or nobody is there."""

import asyncio
import contextlib
import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from bot.turn.arrival import Arrival
from dialogs.engine.event import Command, Event, Opened, Typed
from dialogs.people.accounts import Channel
from storage.occasions.exits import set_exit
from storage.occasions.replanning import move_planned_reminders, move_windows_to_zone
from storage.people.timing import participant_timing
from storage.tables.agenda import Reminder
from storage.tables.people import Participant
from tests.bot.channels.telegram.conftest import Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, enrol_participants, messages, occasions

DUE = moment("2027-02-23 09:00")


async def says(app: AppContext, event: Event, *, reachable: bool | None = None) -> None:
    async with app.database.writing() as session:
        await app.turns.take(
            session, Arrival(Channel.TELEGRAM, str(BO), event, reachable=reachable)
        )


async def about_ratings(app: AppContext) -> list[Reminder]:
    """List the messages about the occasion that is due."""
    due = (await occasions(app))[1]
    return [row for row in await messages(app) if row.subject == due.id]


def asked(telegram: Telegram) -> int:
    return sum("Börja nu" in str(call.params) for call in telegram.api.calls_of("sendMessage", BO))


async def send_slowly(telegram: Telegram, clock: StandingClock) -> "asyncio.Task[object]":
    """Let a message be delivered whose answer is slow to come."""
    telegram.api.user(BO, started=True)
    await enrol_participants(telegram.app, [BO], moment("2026-11-23 14:00"))
    clock.now = DUE
    telegram.api.fault("sendMessage", kind="slow", seconds=0.3, chat_id=BO)
    sweep = asyncio.create_task(Reminding(telegram.app, telegram.sender).sweep())
    await telegram.api.until(lambda: asked(telegram) == 1)
    return sweep


async def kill_while_sending(telegram: Telegram, clock: StandingClock) -> None:
    """Let a message be delivered, and the process be gone before it is written down."""
    sweep = await send_slowly(telegram, clock)
    sweep.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await sweep
    clock.passes(seconds=30)


async def sweeps(telegram: Telegram, clock: StandingClock, until: dt.datetime) -> None:
    while clock.now < until:
        clock.passes(hours=1)
        await Reminding(telegram.app, telegram.sender).sweep()


@pytest.mark.parametrize("event", [Command("pause"), Command("stop"), Opened()])
async def test_a_message_that_has_left_is_never_sent_again_whatever_is_said_meanwhile(
    telegram: Telegram, clock: StandingClock, event: Event
) -> None:
    sweep = await send_slowly(telegram, clock)
    await says(telegram.app, event, reachable=False if event == Opened() else None)
    await sweep
    first = (await about_ratings(telegram.app))[0]
    assert first.status == "sent"
    await says(telegram.app, Command("show"))  # can be reached again
    await sweeps(telegram, clock, DUE + dt.timedelta(days=1, hours=1))
    assert asked(telegram) == 1


async def test_a_pause_between_kill_and_recovery_sends_nothing_twice(
    telegram: Telegram, clock: StandingClock
) -> None:
    await kill_while_sending(telegram, clock)
    await says(telegram.app, Command("pause"))
    await sweeps(telegram, clock, DUE + dt.timedelta(days=7, hours=1))
    first, second = (await about_ratings(telegram.app))[:2]
    assert first.status == "uncertain"
    assert (second.number, asked(telegram)) == (2, 2), "after the pause the second one comes"


async def test_a_wish_between_kill_and_recovery_is_kept(
    telegram: Telegram, clock: StandingClock
) -> None:
    await kill_while_sending(telegram, clock)
    await says(telegram.app, Typed("Om en vecka"))
    await sweeps(telegram, clock, DUE + dt.timedelta(days=6, hours=23))
    assert asked(telegram) == 1
    await sweeps(telegram, clock, DUE + dt.timedelta(days=7))
    assert asked(telegram) == 2
    first = (await about_ratings(telegram.app))[0]
    assert first.status == "answered", "it has evidently come"
    assert (await occasions(telegram.app))[1].silent == 1


async def test_a_new_hour_does_not_ask_somebody_anew_who_has_been_silent(
    telegram: Telegram, clock: StandingClock
) -> None:
    telegram.api.user(BO, started=True)
    await enrol_participants(telegram.app, [BO], moment("2026-11-23 14:00"))
    clock.now = DUE - dt.timedelta(hours=1)
    await sweeps(telegram, clock, DUE + dt.timedelta(days=7))
    assert asked(telegram) == 3
    await says(telegram.app, Command("reminders"))
    await says(telegram.app, Typed("Framåt kvällen"))
    await sweeps(telegram, clock, DUE + dt.timedelta(days=14))
    assert asked(telegram) == 3, "a person has taken over"


async def test_a_message_in_doubt_counts_for_the_day_on_which_it_was_in_hand(
    telegram: Telegram, clock: StandingClock
) -> None:
    await kill_while_sending(telegram, clock)
    clock.now = DUE + dt.timedelta(days=3, hours=-2)  # nobody was there on the second day
    await sweeps(telegram, clock, DUE + dt.timedelta(days=6, hours=1))
    days = [(row.claimed_at or DUE).day for row in await about_ratings(telegram.app)]
    assert days == [23, 26, 1], "the 28th is a Sunday"


async def test_when_two_fall_due_in_the_same_hour_only_the_newer_is_asked_about(
    telegram: Telegram, clock: StandingClock
) -> None:
    telegram.api.user(BO, started=True)
    (bo,) = await enrol_participants(telegram.app, [BO], moment("2026-11-23 14:00"))
    clock.now = DUE
    for _ in range(4):  # until the day on which they leave
        await Reminding(telegram.app, telegram.sender).sweep()
        await says(telegram.app, Typed("Om en vecka"))
        clock.passes(days=7)
    async with telegram.app.database.writing() as session:
        participant = await session.get_one(Participant, bo)
        when = await participant_timing(session, participant, telegram.app.calendar)
        leaves = when.rhythm.day(clock.now)
        await set_exit(session, participant, leaves, None, clock.now - dt.timedelta(days=1), when)
    await sweeps(telegram, clock, clock.now + dt.timedelta(days=1))
    sent = [row for row in await messages(telegram.app) if row.status == "sent"]
    kinds = {of.id: of.kind for of in await occasions(telegram.app)}
    assert [kinds[row.subject] for row in sent] == ["exit"]


@pytest.mark.parametrize(
    ("hour", "here", "there", "comes"),
    [
        ("morning", "Asia/Tokyo", "America/New_York", "2027-02-23 09:00"),
        ("evening", "Europe/Stockholm", "Asia/Tokyo", "2027-02-23 17:00"),
    ],
)
async def test_who_moves_far_away_is_asked_on_the_same_day_there(
    app: AppContext, clock: StandingClock, hour: str, here: str, there: str, comes: str
) -> None:
    (bo,) = await enrol_participants(app, [BO], moment("2026-11-23 14:00"), hour=hour, zone=here)
    clock.now = DUE - dt.timedelta(days=20)
    async with app.database.writing() as session:
        participant = await session.get_one(Participant, bo)
        participant.zone = there
        await session.flush()
        await move_windows_to_zone(session, bo, ZoneInfo(there))
        await move_planned_reminders(
            session,
            participant,
            clock.now,
            await participant_timing(session, participant, app.calendar),
        )
    (row,) = await about_ratings(app)
    assert row.due_at == moment(comes, ZoneInfo(there))
