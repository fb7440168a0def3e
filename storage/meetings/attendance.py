"""Attendance: what the coach notes of meetings that have been, and which of them still ask."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import BindParameter, ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.attendance import Attendance, AttendanceShare
from dialogs.agenda.meeting_kinds import Party
from storage.meetings.meetings import OverError
from storage.tables.agenda import Meeting, has_party

ASKED_FOR = dt.timedelta(days=60)
"""So long a meeting asks how it went; later nobody remembers."""
WAITS_AFTER = dt.timedelta(hours=2)
"""So long after it began nobody waits for that: they may still sit there."""


def asks(
    until: dt.datetime | BindParameter[dt.datetime], since: dt.datetime | BindParameter[dt.datetime]
) -> ColumnElement[bool]:
    """Say of a meeting in a statement that nothing is noted about it, and it began then (UTC)."""
    return and_(
        Meeting.attendance.is_(None),
        Meeting.cancelled.is_(False),
        Meeting.starts_at <= until,
        Meeting.starts_at > since,
        has_party(Party.PARTICIPANT),
    )


async def asking_meetings(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> Sequence[Meeting]:
    """List the meetings with one participant that ask how they went, the newest first."""
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.participant_id == participant_id, asks(now, now - ASKED_FOR))
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
