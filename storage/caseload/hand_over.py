"""A caseload handed over: each participant has another coach, and is told."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.caseload.requests import held_request
from storage.caseload.telling import tell_of_coach
from storage.digests.recall import recall_digest
from storage.orientation.coach import hold_staff
from storage.people.audit import Audit, log_action
from storage.people.participants import hold_participant
from storage.sight.tables import CoachChange
from storage.tables.people import Participant, Staff


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
    *,
    request_id: int | None = None,
) -> bool:
    """Give a participant of a coach's to another coach; whoever takes part is told.

    Does nothing for a participant who has another coach by now. False where nobody can take them:
    the coach who was chosen is none any more, or ``request_id`` has been closed meanwhile.
    Meetings, steps and all that is open go along: they belong to the participant. What the coach
    before is about to be told of them is taken back.
    """
    await hold_participant(session, participant_id)
    held = {one: await hold_staff(session, one) for one in sorted({coach_id, to_id})}
    to = held[to_id]
    if not to.is_here or StaffRole.COACH not in to.roles:
        return False
    if request_id is not None and await held_request(session, request_id, now) is None:
        return False
    participant = await session.get_one(Participant, participant_id, populate_existing=True)
    if participant.coach_id != coach_id:
        return True
    participant.coach_id, participant.snoozed_until = to.id, None
    change = CoachChange(participant_id=participant_id, from_id=coach_id, to_id=to_id, at=now)
    session.add(change)
    await session.flush()
    await log_action(
        session,
        Audit.HANDED_OVER,
        now,
        staff_id=by.id,
        participant_id=participant_id,
        about_staff_id=to.id,
    )
    await recall_digest(session, held[coach_id], now)
    if participant.status == EnrolmentStatus.ACTIVE:
        await tell_of_coach(session, participant, to, now, calendar)
    return True
