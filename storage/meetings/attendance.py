"""Attendance: what the coach notes of meetings that have been, and which of them still ask."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.attendance import Attendance, AttendanceShare
from dialogs.agenda.meeting_kinds import Party
from storage.meetings.meetings import OverError
from storage.sight.seen import is_seen_by
from storage.tables.agenda import Meeting, has_party
from storage.tables.people import Participant

ASKED_FOR = dt.timedelta(days=60)
"""So long a meeting asks how it went; later nobody remembers."""


def _asks(now: dt.datetime) -> ColumnElement[bool]:
    """Say of a meeting in a statement that it has begun, and nothing is noted about it."""
    return and_(
        Meeting.attendance.is_(None),
        Meeting.cancelled.is_(False),
        Meeting.starts_at <= now,
        Meeting.starts_at > now - ASKED_FOR,
        has_party(Party.PARTICIPANT),
    )


@dataclass(frozen=True)
class AskingMeeting:
    """One meeting that asks how it went; ``starts_at`` is UTC."""

    id: int
    participant_id: int
    starts_at: dt.datetime


async def meetings_without_attendance(
    session: AsyncSession, coach_id: int, now: dt.datetime
) -> Sequence[AskingMeeting]:
    """List the meetings that ask a coach how they went, the oldest first."""
    found = await session.execute(
        select(Meeting.id, Meeting.participant_id, Meeting.starts_at)
        .join(Participant, Participant.id == Meeting.participant_id)
        .where(is_seen_by(coach_id, now), _asks(now))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [AskingMeeting(*row) for row in found]


async def asking_meetings(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> Sequence[Meeting]:
    """List the meetings with one participant that ask how they went, the newest first."""
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.participant_id == participant_id, _asks(now))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return found.all()


async def attendance_share(session: AsyncSession, participant_id: int) -> AttendanceShare:
    """Count to how many of their meetings somebody came."""
    found = await session.execute(
        select(Meeting.attendance, func.count())
        .where(
            Meeting.participant_id == participant_id,
            Meeting.attendance.is_not(None),
            Meeting.cancelled.is_(False),
        )
        .group_by(Meeting.attendance)
    )
    return AttendanceShare.counted({was: count for was, count in found if was is not None})


async def note_attendance(
    session: AsyncSession,
    meeting: Meeting,
    was: Attendance | None,
    staff_id: int,
    now: dt.datetime,
) -> bool:
    """Note what became of a meeting, or with None take that back; False where it is so already.

    Raises OverError for one that has not begun, is off, or was without the participant.
    """
    if meeting.cancelled or meeting.starts_at > now or not meeting.has_participant:
        raise OverError
    if meeting.attendance is was:
        return False
    meeting.attendance = was
    meeting.attendance_at = now if was else None
    meeting.attendance_by = staff_id if was else None
    await session.flush()
    return True
