"""Attendance on both databases: noted, taken back, counted; and which meetings ask for it."""

import pytest

from bot.app_context import AppContext
from dialogs.agenda.attendance import Attendance, AttendanceShare
from dialogs.agenda.meeting_kinds import Party
from storage.meetings.attendance import (
    ASKED_FOR,
    asking_meetings,
    attendance_share,
    note_attendance,
)
from storage.meetings.meetings import OverError
from storage.tables.agenda import Meeting
from tests.conftest import StandingClock
from tests.moments import DAY, moment
from tests.people import TUESDAY, Diary, open_diary, tuesday

LATER = moment("2026-12-01T10:30")


async def note(diary: Diary, meeting: Meeting, was: Attendance | None, by: int = 1) -> bool:
    async with diary.app.database.writing() as session:
        row = await session.get_one(Meeting, meeting.id)
        return await note_attendance(session, row, was, by, diary.app.clock())


async def asked(diary: Diary) -> list[int]:
    """List the participant's meetings that ask."""
    async with diary.app.database.reading() as session:
        return [one.id for one in await asking_meetings(session, diary.who, diary.app.clock())]


async def test_a_meeting_asks_from_its_start_until_something_is_noted(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    assert await asked(bo) == []
    with pytest.raises(OverError):
        await note(bo, meeting, Attendance.CAME)
    clock.now = TUESDAY.starts_at
    assert await asked(bo) == [meeting.id]
    assert await note(bo, meeting, Attendance.LATE)
    assert not await note(bo, meeting, Attendance.LATE), "a button pressed twice"
    [row] = await bo.meetings()
    assert (row.attendance, row.attendance_at, row.attendance_by) == ("late", clock.now, 1)
    assert await asked(bo) == []
    assert await note(bo, meeting, None)
    [row] = await bo.meetings()
    assert (row.attendance, row.attendance_at, row.attendance_by) == (None, None, None)
    assert await asked(bo) == [meeting.id]


async def test_what_is_off_long_ago_or_without_them_does_not_ask(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    off = await bo.book()
    await bo.cancel(off)
    without = await bo.book(tuesday(parties=frozenset({Party.MUNICIPALITY})))
    meeting = await bo.book()
    clock.now = LATER
    assert await asked(bo) == [meeting.id]
    for one in (off, without):
        with pytest.raises(OverError):
            await note(bo, one, Attendance.CAME)
    clock.now = meeting.starts_at + ASKED_FOR
    assert await asked(bo) == []


async def test_the_share_counts_what_was_not_called_off_in_time(
    either: AppContext, clock: StandingClock
) -> None:
    bo, kim = await open_diary(either), await open_diary(either, "Kim")
    noted = [Attendance.CAME] * 6 + [Attendance.LATE] + [Attendance.ABSENT] * 2
    noted += [Attendance.IN_TIME]
    booked = [await bo.book(tuesday(starts_at=TUESDAY.starts_at + n * DAY)) for n in range(11)]
    clock.now = LATER + 11 * DAY
    for meeting, was in zip(booked, noted, strict=False):
        await note(bo, meeting, was)
    async with either.database.reading() as session:
        assert await attendance_share(session, bo.who) == AttendanceShare(7, 9, 1)
        assert await attendance_share(session, kim.who) == AttendanceShare(0, 0, 0)
