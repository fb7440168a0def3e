"""Where somebody is on their way, read for a page or a message that says so."""

import datetime as dt

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.occasions.occasion import OPEN
from dialogs.orientation.whereabouts import Whereabouts
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.talks.unheard import Meets
from storage.agreements.agreements import has_said_who_else_reads
from storage.meetings.facts import meeting_facts
from storage.meetings.meetings import coming_meetings, next_meeting
from storage.orientation.coach import coach_of, reader_of
from storage.people.contact import quiet_until_day
from storage.people.timing import participant_timing, zone_of
from storage.reviews.reviews import goes_on_until
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant

_OPEN_RATINGS = (
    select(Occasion.due_on, func.min(Reminder.due_at))
    .outerjoin(
        Reminder,
        (Reminder.participant_id == Occasion.participant_id)
        & (Reminder.kind == MessageKind.RATING)
        & (Reminder.subject == Occasion.id)
        & (Reminder.status == MessageStatus.PLANNED),
    )
    .where(
        Occasion.participant_id == bindparam("participant"),
        Occasion.status.in_(OPEN),
        Occasion.closes_at > bindparam("now"),
    )
    .group_by(Occasion.id, Occasion.due_on)
)
"""The days of ratings that are not settled, and when we write of each next."""


async def read_whereabouts(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: LocalCalendar
) -> Whereabouts:
    """Read what is true for a participant at ``now`` (UTC)."""
    zone = zone_of(participant, calendar)
    takes_part = participant.status is EnrolmentStatus.ACTIVE
    since = participant.enrolled_at if takes_part else None
    pauses = participant.quiet_until is not None and participant.quiet_until > now
    meeting = next_meeting(await coming_meetings(session, participant.id, now))
    return Whereabouts(
        today=now.astimezone(zone).date(),
        coach=await coach_of(session, participant),
        heard=await reader_of(session, participant) is not None,
        enrolled_on=since.astimezone(zone).date() if since else None,
        exit_on=participant.exit_on,
        months=(await participant_timing(session, participant, calendar)).plan.months,
        until=await goes_on_until(session, participant.id),
        quiet_until=quiet_until_day(participant, zone) if pauses else None,
        rating_on=await _next_rating_on(session, participant.id, now, zone),
        meeting=(
            Meets(meeting_facts(meeting, participant, zone), meeting.answer) if meeting else None
        ),
        readers=takes_part and await has_said_who_else_reads(session, participant.id),
    )


async def _next_rating_on(
    session: AsyncSession, participant_id: int, now: dt.datetime, zone: dt.tzinfo
) -> dt.date | None:
    """Give the day of the next rating: that on which we write of it, where it has not come yet.

    The first message of one may come later than its day, which can be a Sunday.
    """
    found = await session.execute(_OPEN_RATINGS, {"participant": participant_id, "now": now})
    today = now.astimezone(zone).date()
    days = [
        max(due_on, at.astimezone(zone).date()) if at is not None and due_on > today else due_on
        for due_on, at in found
    ]
    return min(days, default=None)
