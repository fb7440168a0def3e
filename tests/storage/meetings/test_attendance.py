"""Attendance on both databases: noted, taken back, counted; and which meetings ask for it."""

import pytest

from bot.app_context import AppContext
from dialogs.agenda.attendance import Attendance, AttendanceShare
from dialogs.agenda.meeting_kinds import Party
from storage.meetings.attendance import (
    ASKED_FOR,
    asking_meetings,
    attendance_share,
    meetings_without_attendance,
    note_attendance,
)
from storage.meetings.meetings import OverError
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from tests.conftest import StandingClock
from tests.moments import DAY, moment
from tests.people import TUESDAY, Diary, add_coach, open_diary, tuesday

LATER = moment("2026-12-01T10:30")


async def note(diary: Diary, meeting: Meeting, was: Attendance | None, by: int = 1) -> bool:
    async with diary.app.database.writing() as session:
        row = await session.get_one(Meeting, meeting.id)
        return await note_attendance(session, row, was, by, diary.app.clock())


async def asked(diary: Diary) -> tuple[list[int], list[int]]:
    """List the meetings that ask: of the coach's all, and of the participant's own."""
    now = diary.app.clock()
    async with diary.app.database.reading() as session:
        coach = (await session.get_one(Participant, diary.who)).coach_id
        all_ = await meetings_without_attendance(session, coach, now)
        assert {one.participant_id for one in all_} <= {diary.who}
        own = await asking_meetings(session, diary.who, now)
        return [one.id for one in all_], [one.id for one in own]


async def test_a_meeting_asks_from_its_start_until_something_is_noted(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    assert await asked(bo) == ([], [])
    with pytest.raises(OverError):
        await note(bo, meeting, Attendance.CAME)
    clock.now = TUESDAY.starts_at
    assert await asked(bo) == ([meeting.id], [meeting.id])
    assert await note(bo, meeting, Attendance.LATE)
    assert not await note(bo, meeting, Attendance.LATE), "a button pressed twice"
    [row] = await bo.meetings()
    assert (row.attendance, row.attendance_at, row.attendance_by) == ("late", clock.now, 1)
    assert await asked(bo) == ([], [])
    assert await note(bo, meeting, None)
    [row] = await bo.meetings()
    assert (row.attendance, row.attendance_at, row.attendance_by) == (None, None, None)
    assert await asked(bo) == ([meeting.id], [meeting.id])


async def test_what_is_off_long_ago_without_them_or_another_coachs_does_not_ask(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    off = await bo.book()
    await bo.cancel(off)
    without = await bo.book(tuesday(parties=frozenset({Party.MUNICIPALITY})))
    meeting = await bo.book()
    clock.now = LATER
    assert await asked(bo) == ([meeting.id], [meeting.id])
    for one in (off, without):
        with pytest.raises(OverError):
            await note(bo, one, Attendance.CAME)
    eva = await add_coach(either, "Eva")
    async with either.database.reading() as session:
        assert not await meetings_without_attendance(session, eva, LATER)
    clock.now = meeting.starts_at + ASKED_FOR
    assert await asked(bo) == ([], [])


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
