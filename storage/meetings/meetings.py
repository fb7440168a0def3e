"""Meetings: booked, changed and called off by the coach, answered by the participant.

Whoever writes holds the participant's row and reads the meeting after that: what was read before
the wait is old, and an answer that came meanwhile would stay on the meeting as it has become.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import MeetingAnswered
from storage.database.encryption import Unreadable
from storage.meetings.messages import (
    KIND,
    bring_back_reminders,
    hold_back_reminders,
    plan_cancellation,
    plan_meeting_messages,
    replan_meeting_reminders,
)
from storage.meetings.sounds import forget_sounds
from storage.reminders import queue
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from storage.talk.conversations import close_conversations_about

HOURS_BEFORE = (24, 2)
"""How many hours before a meeting somebody is reminded, unless the coach chooses otherwise."""
MOST_REVISIONS = 3000
"""Nobody changes a meeting so often; the column is a small integer."""


class TakenError(ValueError):
    """The participant has another meeting at that time already."""


class OverError(ValueError):
    """The meeting has begun or is called off: it cannot be changed any more."""


@dataclass(frozen=True)
class Booking:
    """What a coach decides about a meeting. ``starts_at`` is UTC; ``before`` counts hours."""

    starts_at: dt.datetime
    minutes: int
    place: str
    line: str | None = None
    before: tuple[int, ...] = HOURS_BEFORE


async def own_meeting(
    session: AsyncSession, participant_id: int, meeting_id: int
) -> Meeting | None:
    """Find a participant's own meeting; anybody else's is None."""
    meeting = await session.get(Meeting, meeting_id)
    return meeting if meeting is not None and meeting.participant_id == participant_id else None


async def upcoming_meetings(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> Sequence[Meeting]:
    """List meetings that have not begun, also those called off, the next one first."""
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.participant_id == participant_id, Meeting.starts_at > now)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return found.all()


async def coming_meetings(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> list[Meeting]:
    """List the meetings that are to be: not begun, and not called off."""
    found = await upcoming_meetings(session, participant_id, now)
    return [meeting for meeting in found if not meeting.cancelled]


def next_meeting(coming: Sequence[Meeting]) -> Meeting | None:
    """Find the next meeting: the first that somebody has not refused, else the first of all."""
    wanted = (one for one in coming if one.answer != MeetingAnswer.CANNOT)
    return next(wanted, coming[0] if coming else None)


async def past_meetings(
    session: AsyncSession, participant_id: int, now: dt.datetime, most: int
) -> Sequence[Meeting]:
    """List the newest meetings that have begun, the newest first."""
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.participant_id == participant_id, Meeting.starts_at <= now)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(most)
    )
    return found.all()


async def book_meeting(
    session: AsyncSession,
    participant: Participant,
    booking: Booking,
    now: dt.datetime,
    when: Timing,
) -> Meeting:
    """Book a meeting; the same one twice is a button pressed twice. Raises TakenError."""
    same = await meeting_at(session, participant.id, booking.starts_at)
    if same is not None:
        if _booking_of(same) != booking:
            raise TakenError
        return same
    meeting = Meeting(
        participant_id=participant.id,
        booked_at=now,
        changed_at=now,
        revision=0,
        cancelled=False,
        **_columns(booking),
    )
    session.add(meeting)
    await session.flush()
    await plan_meeting_messages(session, meeting, now, when)
    return meeting


async def change_meeting(
    session: AsyncSession, meeting: Meeting, booking: Booking, now: dt.datetime, when: Timing
) -> bool:
    """Change a meeting, and ask anew; False where all is so already. Raises TakenError, OverError.

    Other hours for the reminders are no news to anybody.
    """
    if meeting.cancelled or meeting.starts_at <= now or meeting.revision >= MOST_REVISIONS:
        raise OverError
    if isinstance(meeting.line, Unreadable) and not booking.line:
        booking = replace(booking, line=meeting.line)  # the form could not show it
    if _booking_of(meeting) == booking:
        return False
    other = await meeting_at(session, meeting.participant_id, booking.starts_at)
    if other is not None and other.id != meeting.id:
        raise TakenError
    told = _news_of(_booking_of(meeting)) != _news_of(booking)
    for name, value in _columns(booking).items():
        setattr(meeting, name, value)
    meeting.changed_at = now
    if told:
        meeting.revision += 1
        meeting.answer = meeting.proposal = meeting.answered_at = None
    await session.flush()
    if told:
        await forget_sounds(session, meeting)
        await _close_conversations(session, meeting, now)
        await plan_meeting_messages(session, meeting, now, when)
    elif meeting.answer != MeetingAnswer.CANNOT:
        await replan_meeting_reminders(session, meeting, now, when)
    return True


async def cancel_meeting(
    session: AsyncSession, meeting: Meeting, now: dt.datetime, when: Timing
) -> None:
    """Call a meeting off, and tell the person; twice is once. Raises OverError if it has begun."""
    if meeting.cancelled:
        return
    if meeting.starts_at <= now:
        raise OverError
    meeting.cancelled, meeting.changed_at = True, now
    meeting.revision += 1
    await session.flush()
    await forget_sounds(session, meeting)
    await _close_conversations(session, meeting, now)
    await plan_cancellation(session, meeting, now, when)


async def record_meeting_answer(
    session: AsyncSession, participant_id: int, said: MeetingAnswered, now: dt.datetime
) -> bool:
    """Keep what the participant said; False where it was about a meeting as it no longer is."""
    meeting = await own_meeting(session, participant_id, said.meeting)
    if meeting is None or meeting.cancelled or meeting.revision != said.revision:
        return False
    meeting.answer = MeetingAnswer.COMING if said.coming else MeetingAnswer.CANNOT
    meeting.proposal = said.proposal or None
    meeting.answered_at = now
    await session.flush()
    await queue.mark_answered(session, participant_id, KIND, meeting.id)
    if said.coming:
        await bring_back_reminders(session, meeting, now)
    else:
        await hold_back_reminders(session, meeting)
    return True


async def correct_proposal(
    session: AsyncSession, participant_id: int, said: MeetingAnswered
) -> bool:
    """Put other words in the place of a proposal; False where it does not stand any more."""
    meeting = await own_meeting(session, participant_id, said.meeting)
    if meeting is None or meeting.cancelled or meeting.revision != said.revision:
        return False
    if meeting.answer != MeetingAnswer.CANNOT:
        return False
    meeting.proposal = said.proposal or None
    await session.flush()
    return True


async def _close_conversations(session: AsyncSession, meeting: Meeting, now: dt.datetime) -> None:
    about = ("meeting", meeting.id)
    await close_conversations_about(session, meeting.participant_id, KIND, about, now)


async def meeting_at(
    session: AsyncSession, participant_id: int, starts_at: dt.datetime
) -> Meeting | None:
    """Find a participant's meeting that begins at a moment, and is not called off."""
    return await session.scalar(
        select(Meeting).where(
            Meeting.participant_id == participant_id,
            Meeting.starts_at == starts_at,
            Meeting.cancelled.is_(False),
        )
    )


def _columns(booking: Booking) -> dict[str, object]:
    return {
        "starts_at": booking.starts_at,
        "minutes": booking.minutes,
        "place": booking.place,
        "line": booking.line,
        "before": list(booking.before),
    }


def _booking_of(meeting: Meeting) -> Booking:
    before = tuple(meeting.before)
    return Booking(meeting.starts_at, meeting.minutes, meeting.place, meeting.line, before)


def _news_of(booking: Booking) -> tuple[object, ...]:
    """Give what the participant is told of a booking."""
    return booking.starts_at, booking.minutes, booking.place, booking.line
