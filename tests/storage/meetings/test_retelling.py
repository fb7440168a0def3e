"""News of a meeting that could not go out comes afterwards; a new time zone moves what waits."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.app_context import AppContext
from dialogs.agenda.writing_hours import Rhythm
from storage.meetings.messages import has_told_before
from storage.meetings.retelling import move_meeting_messages, plan_news_again
from storage.people.timing import participant_timing
from storage.tables.agenda import Reminder
from storage.tables.people import Participant
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import Diary, message_figure, open_diary, tuesday

DAY_BEFORE, SAME_DAY = "Mon 30 Nov 10:00", "Tue 01 Dec 08:00"


async def back(bo: Diary) -> None:
    """Let the person be reached again."""
    async with bo.app.database.writing() as session:
        person = await session.get_one(Participant, bo.who)
        when = await participant_timing(session, person, bo.app.calendar)
        await plan_news_again(session, bo.who, bo.app.clock(), when)


async def left_out(bo: Diary, *numbers: int, reason: str = "stopped") -> None:
    """Let messages have been skipped just now."""
    async with bo.app.database.writing() as session:
        await session.execute(
            update(Reminder)
            .where(Reminder.participant_id == bo.who, message_figure.in_(numbers))
            .values(status="skipped", reason=reason, settled_at=bo.app.clock())
        )


@pytest.mark.parametrize("fate", ["skipped", "undeliverable"])
async def test_news_that_could_not_go_out_comes_when_it_can(
    either: AppContext, clock: StandingClock, fate: str
) -> None:
    bo = await open_diary(either)
    await bo.book()
    await bo.settle_message(0, fate)
    clock.now = moment("2026-11-25T11:00")
    for _ in range(2):
        await back(bo)
    assert await bo.planned_messages() == [(0, "Wed 25 Nov 11:00"), (1, DAY_BEFORE), (2, SAME_DAY)]
    async with either.database.reading() as session:
        row = await session.get_one(Reminder, 1)
    assert (row.reason, row.settled_at, row.claimed_at, row.channel) == (None, None, None, None)


async def test_reminders_left_out_with_the_news_are_planned_as_far_as_they_are_ahead(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    await bo.book()
    clock.now = moment("2026-11-30T12:00")
    await left_out(bo, 0, 1)
    await back(bo)
    assert await bo.planned_messages() == [(0, "Mon 30 Nov 12:00"), (2, SAME_DAY)]


async def test_the_newest_revision_is_what_is_told(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.settle_message(0, "sent")
    await bo.change(meeting, tuesday(place="Torget 2"))
    clock.now = moment("2026-11-25T21:00")
    await left_out(bo, 10)
    await back(bo)
    assert (await bo.planned_messages())[0] == (10, "Thu 26 Nov 08:00"), "not in the night"
    assert await bo.messages("sent") == [(0, "Mon 23 Nov 10:00")]


async def test_who_knows_of_a_meeting_is_not_told_again(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    told, answered = await bo.book(), await bo.book(tuesday(starts_at=moment("2026-12-02T10:00")))
    off = await bo.book(tuesday(starts_at=moment("2026-12-03T10:00")))
    over = await bo.book(tuesday(starts_at=moment("2026-11-24T10:00")))
    await left_out(bo, 0)
    await bo.cancel(off)
    await bo.answer(answered, coming=False)
    async with either.database.writing() as session:
        reached = (Reminder.subject == told.id, Reminder.number == 1)
        await session.execute(update(Reminder).where(*reached).values(status="sent"))
    clock.now = moment("2026-11-25T11:00")
    await back(bo)
    async with either.database.reading() as session:
        rows = [await session.get_one(Reminder, 1), await session.get_one(Reminder, 4)]
    assert [row.status for row in rows] == ["skipped", "skipped"]
    assert over.id
    assert [number for number, _ in await bo.messages("skipped")] == [0, 0, 0, 0]


async def test_who_knew_of_a_meeting_hears_that_it_is_off(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.settle_message(0, "sent")
    await bo.cancel(meeting)
    await left_out(bo, 10)
    clock.now = moment("2026-11-25T11:00")
    await back(bo)
    assert await bo.planned_messages() == [(10, "Wed 25 Nov 11:00")]


async def test_what_would_come_too_late_stays_left_out(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    await bo.book(tuesday(starts_at=moment("2026-12-01T07:30")))
    await left_out(bo, 0, 1, 2)
    clock.now = moment("2026-11-30T21:00")
    await back(bo)
    assert await bo.planned_messages() == []


async def test_who_was_told_nothing_is_reminded_when_the_coach_chooses_other_hours(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    clock.now = moment("2026-11-30T09:30")
    meeting = await bo.book()
    await left_out(bo, 0)
    assert await bo.planned_messages() == [(1, SAME_DAY)]
    await bo.change(meeting, tuesday(before=(24, 3)))
    assert await bo.planned_messages() == [(1, DAY_BEFORE), (2, SAME_DAY)]


async def test_what_never_arrived_was_not_told(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.settle_message(0, "undeliverable")
    changed = await bo.change(meeting, tuesday(place="Torget 2"))
    async with either.database.reading() as session:
        assert not await has_told_before(session, changed)


async def moves(bo: Diary, zone: str) -> None:
    """Let the person be in another time zone from now on."""
    async with bo.app.database.writing() as session:
        person = await session.get_one(Participant, bo.who)
        when = await participant_timing(session, person, bo.app.calendar)
        there = replace(when, rhythm=Rhythm(ZoneInfo(zone), when.rhythm.hour))
        await move_meeting_messages(session, bo.who, bo.app.clock(), there)


async def test_in_another_zone_nobody_is_reminded_of_a_meeting_at_night(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    clock.now = moment("2026-11-23T21:00")
    await bo.book()
    assert await bo.planned_messages() == [(0, "Tue 24 Nov 08:00"), (1, DAY_BEFORE), (2, SAME_DAY)]
    clock.now = moment("2026-11-24T03:00")
    await moves(bo, "Asia/Bangkok")  # six hours ahead: it is morning there, and the meeting at 16
    assert await bo.planned_messages() == [(0, "Tue 24 Nov 03:00"), (1, DAY_BEFORE), (2, SAME_DAY)]
    await moves(bo, "America/New_York")  # six hours behind: the meeting is at four in the morning
    assert await bo.planned_messages() == [
        (0, "Tue 24 Nov 14:00"),
        (1, "Mon 30 Nov 14:00"),
        (2, "Tue 01 Dec 01:00"),
    ]


async def test_what_was_sent_stays_and_what_is_off_is_not_planned(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    meeting, off = await bo.book(), await bo.book(tuesday(starts_at=moment("2026-12-02T10:00")))
    declined = await bo.book(tuesday(starts_at=moment("2026-12-03T10:00")))
    await bo.settle_message(0, "sent")
    await bo.cancel(off)
    await bo.answer(declined, coming=False)
    await bo.answer(meeting, coming=True)
    clock.now = moment("2026-11-24T12:00")
    before = await bo.messages("sent", "answered", "cancelled")
    await moves(bo, "Asia/Bangkok")
    assert await bo.messages("sent", "answered", "cancelled") == before
    cancellation = (10, "Tue 24 Nov 12:00")
    assert await bo.planned_messages() == [(1, DAY_BEFORE), (2, SAME_DAY), cancellation]


async def test_a_reminder_that_is_due_soon_is_not_lost_by_a_move(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    await bo.book()
    await bo.settle_message(0, "sent")
    clock.now = moment("2026-11-30T10:00") - dt.timedelta(minutes=20)
    await moves(bo, "Europe/Helsinki")
    assert await bo.planned_messages() == [(1, DAY_BEFORE), (2, SAME_DAY)]
