"""A caseload handed over: each participant has another coach, and is told."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.writing_hours import LocalCalendar, next_hour
from dialogs.engine.conversation import Conversation
from dialogs.labels.conversations import DialogName
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.database.encryption import readable
from storage.orientation.coach import hold_staff
from storage.people.audit import Audit, log_action
from storage.people.participants import hold_participant
from storage.people.timing import participant_timing
from storage.reminders.queue import plan_reminder
from storage.tables.people import Participant, Staff
from storage.talk.conversations import (
    close_conversations,
    open_conversations,
    store_new_conversation,
)

OF_USE = dt.timedelta(days=30)
"""For so long a person is told who their coach is now."""


async def caseload_size(session: AsyncSession, staff_id: int) -> int:
    """Count the participants of a coach, those who have left as well: somebody answers for them."""
    found = select(func.count()).where(
        Participant.coach_id == staff_id, Participant.status != EnrolmentStatus.ERASED
    )
    return await session.scalar(found) or 0


async def caseload_ids(session: AsyncSession, staff_id: int) -> Sequence[int]:
    """List the participants of a coach by id, in the order they came."""
    found = select(Participant.id).where(
        Participant.coach_id == staff_id, Participant.status != EnrolmentStatus.ERASED
    )
    return (await session.scalars(found.order_by(Participant.id))).all()


async def hand_over(
    session: AsyncSession,
    participant_id: int,
    coach_id: int,
    to_id: int,
    by: Staff,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> bool:
    """Give a participant of a coach's to another coach; whoever takes part is told.

    Does nothing for a participant who has another coach by now. False where nobody can take them:
    the coach who was chosen is none any more.
    It stands first when they next come and look, and a message says so at their next hour.
    Meetings, steps and all that is open go along: they belong to the participant.
    """
    await hold_participant(session, participant_id)
    to = await hold_staff(session, to_id)
    if not to.is_here or StaffRole.COACH not in to.roles:
        return False
    participant = await session.get_one(Participant, participant_id, populate_existing=True)
    if participant.coach_id != coach_id:
        return True
    participant.coach_id = to.id
    await session.flush()
    await log_action(session, Audit.HANDED_OVER, now, staff_id=by.id, participant_id=participant_id)
    if participant.status != EnrolmentStatus.ACTIVE:
        return True
    await _tell_first(session, participant, to, now)
    when = await participant_timing(session, participant, calendar)
    at = next_hour(now, when.rhythm, when.free)
    await plan_reminder(
        session,
        participant_id=participant_id,
        kind=MessageKind.COACH,
        subject=to.id,
        due_at=at,
        until=at + OF_USE,
        zone=when.rhythm.zone,
    )
    return True


async def _tell_first(
    session: AsyncSession, participant: Participant, to: Staff, now: dt.datetime
) -> None:
    """Lay the news on top of what is open, instead of news of another coach before."""
    opened = await open_conversations(session, participant.id)
    earlier = [one.id for one in opened if one.dialog == DialogName.COACH]
    if earlier:
        await close_conversations(session, earlier, now)
    name = to.name if readable(to.name) else ""
    facts = {"coach": name, "staff": to.id}
    await store_new_conversation(
        session, participant.id, Conversation(DialogName.COACH, facts), now, put_away=True
    )
