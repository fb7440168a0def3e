"""A hand-over under way: who is still to be moved, who has moved, and whether it can go on.

One participant after the other is moved, each in a transaction: it may stop half-way, and says so
until it is carried out, or ended with those who are left where they are.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.caseload.requests import among_named, requested_participants
from storage.sight.tables import CoachChange, CoachRequest, RequestedParticipant
from storage.tables.people import Participant, Staff


async def participants_to_move(
    session: AsyncSession, request: CoachRequest
) -> Sequence[Participant]:
    """List whom a hand-over is about and has not moved, in the order they came.

    Of a coach who works here no more it moves those too who have left: somebody answers for them.
    """
    giver = await session.get_one(Staff, request.from_id)
    if giver.is_here:
        return await requested_participants(session, request)
    found = select(Participant).where(
        Participant.coach_id == giver.id, Participant.status != EnrolmentStatus.ERASED
    )
    theirs = (await session.scalars(found.order_by(Participant.id))).all()
    return theirs if request.everybody else await among_named(session, request, theirs)


async def name_all(session: AsyncSession, request: CoachRequest) -> None:
    """Let a hand-over of a whole caseload that has just been agreed on name those it moves.

    It may stop half-way and go on another day: who has come to the giver since stays there.
    """
    if not request.is_moving or not request.everybody:
        return
    names = [one.id for one in await participants_to_move(session, request)]
    session.add_all(
        RequestedParticipant(request_id=request.id, participant_id=one) for one in names
    )
    request.everybody = False
    await session.flush()


async def moved_participants(session: AsyncSession, request: CoachRequest) -> Sequence[str]:
    """List whom a hand-over has moved, by pseudonym."""
    moved = (
        select(Participant.pseudonym)
        .join(CoachChange, CoachChange.participant_id == Participant.id)
        .where(
            CoachChange.from_id == request.from_id,
            CoachChange.to_id == request.to_id,
            CoachChange.at >= request.accepted_at,
        )
        .order_by(Participant.id)
    )
    return (await session.scalars(moved)).all()


async def can_take(session: AsyncSession, request: CoachRequest) -> bool:
    """Tell whether whoever was asked is a coach still."""
    taker = await session.get_one(Staff, request.to_id, populate_existing=True)
    return taker.is_here and StaffRole.COACH in taker.roles


async def close_carried_out(session: AsyncSession, request: CoachRequest, now: dt.datetime) -> bool:
    """Close a hand-over of which everybody has been moved; False where somebody has not."""
    if await participants_to_move(session, request):
        return False
    done = update(CoachRequest).where(
        CoachRequest.id == request.id, CoachRequest.closed_at.is_(None)
    )
    await session.execute(done.values(closed_at=now))
    return True
