"""Sight: whose cases somebody on the staff may see now. There is one condition, used everywhere.

The coach's own; and those of another coach whom they stand in for, while that lasts, of people who
have agreed that a substitute may read.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from dialogs.people.enrolment import IN_CASELOAD
from dialogs.people.requests import RequestKind
from storage.agreements.agreements import lets_others_read
from storage.database.encryption import readable
from storage.sight.tables import CoachRequest, RequestedParticipant
from storage.tables.people import Participant, Staff

WhoAsks = int | BindParameter[int]
When = dt.datetime | BindParameter[dt.datetime]

_own, _covered = aliased(Participant), aliased(Participant)
"""Since the statements that these stand in speak of participants themselves."""


def is_seen_by(staff_id: WhoAsks, now: When) -> ColumnElement[bool]:
    """Say of a participant in a statement that this coach may see them now (UTC)."""
    own = select(_own.id).where(_own.coach_id == staff_id)
    covered = (
        select(_covered.id)
        .join(CoachRequest, CoachRequest.from_id == _covered.coach_id)
        .where(CoachRequest.to_id == staff_id, runs(now), covers(_covered.id))
    )
    # By id, as either part finds its own by an index: a condition with "or" would look at all.
    seen = Participant.id.in_(own.union_all(covered))
    return and_(seen, Participant.status.in_(IN_CASELOAD))


def seen_ids(staff_id: WhoAsks, now: When) -> Select[int]:
    """Select the ids of those whom this coach may see now (UTC)."""
    return select(Participant.id).where(is_seen_by(staff_id, now))


def runs(now: When) -> ColumnElement[bool]:
    """Say of a request that somebody stands in by it at a time."""
    return and_(
        CoachRequest.kind == RequestKind.SUBSTITUTE,
        CoachRequest.accepted_at.is_not(None),
        CoachRequest.closed_at.is_(None),
        CoachRequest.starts_at <= now,
        CoachRequest.ends_at > now,
    )


def covers(participant_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Say of a request for a substitute that it is about a participant of the coach's.

    Nobody is who has not agreed that a substitute may read.
    """
    named = exists().where(
        RequestedParticipant.request_id == CoachRequest.id,
        RequestedParticipant.participant_id == participant_id,
    )
    return and_(or_(CoachRequest.everybody, named), lets_others_read(participant_id))


async def may_see(
    session: AsyncSession, staff_id: int, participant_id: int, now: dt.datetime
) -> bool:
    """Tell whether a coach may see a participant now."""
    found = select(Participant.id).where(
        Participant.id == participant_id, is_seen_by(staff_id, now)
    )
    return await session.scalar(found) is not None


@dataclass(frozen=True)
class StandIn:
    """That a substitute stands in for a coach; ``ends_at`` (UTC) is the first moment after it."""

    request: int
    coach: str
    substitute: str
    ends_at: dt.datetime


_coach, _substitute = aliased(Staff), aliased(Staff)
_STAND_INS = (
    select(_covered.id, CoachRequest.id, _coach.name, _substitute.name, CoachRequest.ends_at)
    .join(CoachRequest, CoachRequest.from_id == _covered.coach_id)
    .join(_coach, _coach.id == CoachRequest.from_id)
    .join(_substitute, _substitute.id == CoachRequest.to_id)
    .where(covers(_covered.id))
    .order_by(CoachRequest.ends_at, CoachRequest.id)
)


def _stand_in(request: int, coach: str, substitute: str, ends_at: dt.datetime | None) -> StandIn:
    ends = ends_at or dt.datetime.max.replace(tzinfo=dt.UTC)  # one that runs has an end
    return StandIn(request, readable(coach), readable(substitute), ends)


async def covered_by(
    session: AsyncSession, staff_id: int, now: dt.datetime
) -> Mapping[int, StandIn]:
    """List whom a substitute sees now because of that, by participant."""
    found = await session.execute(
        _STAND_INS.where(CoachRequest.to_id == staff_id, _covered.coach_id != staff_id, runs(now))
    )
    return {who: _stand_in(of, coach, name, until) for who, of, coach, name, until in found}


async def reading_coaches(
    session: AsyncSession, participant: Participant, now: dt.datetime
) -> Sequence[int]:
    """List who sees a participant now, by id: the coach, and whoever stands in."""
    found = await session.scalars(
        select(CoachRequest.to_id)
        .join(_covered, _covered.coach_id == CoachRequest.from_id)
        .where(_covered.id == participant.id, covers(_covered.id), runs(now))
    )
    return [participant.coach_id, *found]


async def stand_ins_for(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> Sequence[StandIn]:
    """List who stands in now for the coach of a participant."""
    found = await session.execute(_STAND_INS.where(_covered.id == participant_id, runs(now)))
    return [_stand_in(of, coach, name, until) for _, of, coach, name, until in found]
