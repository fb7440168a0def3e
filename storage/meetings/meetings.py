"""Meetings: booked, changed and called off by the coach.

Whoever writes holds the participant's row and reads the meeting after that: what was read before
the wait is old, and an answer that came meanwhile would stay on the meeting as it has become.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.meeting_kinds import WITH_PARTICIPANT, MeetingKind, Party
from dialogs.agenda.timing import Timing
from storage.database.encryption import Unreadable
from storage.meetings.messages import (
    KIND,
    plan_cancellation,
    plan_meeting_messages,
    replan_meeting_reminders,
)
from storage.meetings.sounds import forget_sounds
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from storage.talk.conversations import close_conversations_about

HOURS_BEFORE = (24, 2)
"""How many hours before a meeting somebody is reminded, unless the coach chooses otherwise."""
MOST_REVISIONS = 3000
"""Nobody changes a meeting so often; the column is a small integer."""


class OverError(ValueError):
    """The meeting has begun or is called off: it cannot be changed any more."""


@dataclass(frozen=True)
class Booking:
    """What a coach decides about a meeting. ``starts_at`` is UTC; ``before`` counts hours.

    Whether the participant is among the parties is decided once: they would have to be told.
    """

    starts_at: dt.datetime
    minutes: int
    place: str
    line: str | None = None
    before: tuple[int, ...] = HOURS_BEFORE
    kind: MeetingKind = MeetingKind.TALK
    parties: frozenset[Party] = WITH_PARTICIPANT


async def own_meeting(
    session: AsyncSession, participant_id: int, meeting_id: int
) -> Meeting | None:
    """Find a participant's own meeting; anybody else's is None."""
    meeting = await session.get(Meeting, meeting_id)
    return meeting if meeting is not None and meeting.participant_id == participant_id else None


async def meetings_about(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> Sequence[Meeting]:
    """List meetings that have not begun, also those called off, the next one first.

    Those too to which the participant is not asked: they are for the coach to see.
    """
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.participant_id == participant_id, Meeting.starts_at > now)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return found.all()


async def upcoming_meetings(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> Sequence[Meeting]:
    """List the participant's own meetings that have not begun: also called off, in order."""
    found = await meetings_about(session, participant_id, now)
    return [meeting for meeting in found if meeting.has_participant]


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
    """Book a meeting; the same one twice is a button pressed twice.

    One that has been can be put in afterwards: nobody is told of it.
    """
    same = await same_meeting(session, participant.id, booking)
    if same is not None:
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
    if meeting.has_participant:
        await plan_meeting_messages(session, meeting, now, when)
    return meeting


async def change_meeting(
    session: AsyncSession, meeting: Meeting, booking: Booking, now: dt.datetime, when: Timing
) -> bool:
    """Change a meeting, and ask anew; False where all is so already. Raises OverError.

    Other hours for the reminders are no news to anybody.
    """
    if meeting.cancelled or meeting.starts_at <= now or meeting.revision >= MOST_REVISIONS:
        raise OverError
    if isinstance(meeting.line, Unreadable) and not booking.line:
        booking = replace(booking, line=meeting.line)  # the form could not show it
    invited = WITH_PARTICIPANT if meeting.has_participant else frozenset()
    booking = replace(booking, parties=booking.parties - WITH_PARTICIPANT | invited)
    if _booking_of(meeting) == booking:
        return False
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
    if not meeting.has_participant:
        return True
    if told:
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
    if meeting.has_participant:
        await plan_cancellation(session, meeting, now, when)


async def _close_conversations(session: AsyncSession, meeting: Meeting, now: dt.datetime) -> None:
    about = ("meeting", meeting.id)
    await close_conversations_about(session, meeting.participant_id, KIND, about, now)


async def same_meeting(
    session: AsyncSession, participant_id: int, booking: Booking
) -> Meeting | None:
    """Find a participant's meeting that is just this booking, and is not called off."""
    found = await session.scalars(
        select(Meeting).where(
            Meeting.participant_id == participant_id,
            Meeting.starts_at == booking.starts_at,
            Meeting.cancelled.is_(False),
        )
    )
    return next((one for one in found if _booking_of(one) == booking), None)


def _columns(booking: Booking) -> dict[str, object]:
    return {
        "starts_at": booking.starts_at,
        "minutes": booking.minutes,
        "place": booking.place,
        "line": booking.line,
        "before": list(booking.before),
        "kind": booking.kind,
        "parties": booking.parties,
    }


def _booking_of(meeting: Meeting) -> Booking:
    before = tuple(meeting.before)
    return Booking(
        meeting.starts_at,
        meeting.minutes,
        meeting.place,
        meeting.line,
        before,
        meeting.kind,
        meeting.parties,
    )


def _news_of(booking: Booking) -> tuple[object, ...]:
    """Give what the participant is told of a booking."""
    return booking.starts_at, booking.minutes, booking.place, booking.line
