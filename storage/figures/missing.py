"""What is missing among one coach's own: the work list behind their completeness."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from dialogs.occasions.occasion import OccasionKind
from dialogs.people.enrolment import IN_CASELOAD, EnrolmentStatus
from storage.figures.tally import COUNTED, IS_DONE, owes_last, was_due
from storage.tables.agenda import Occasion
from storage.tables.people import Participant

MOST = 500
"""So many are listed, the newest first."""


@dataclass(frozen=True)
class Missing:
    """One rating that is owed. Without ``occasion`` it is a last one that nobody has asked for."""

    pseudonym: str
    name: str | None
    has_bot: bool
    due_on: dt.date
    occasion: Occasion | None


async def missing_ratings(session: AsyncSession, coach_id: int, today: dt.date) -> list[Missing]:
    """List what completeness lacks up to the local day ``today``, the newest first."""
    own = Participant.coach_id == coach_id, Participant.status.in_(IN_CASELOAD)
    rows = await session.execute(
        select(Participant.pseudonym, Participant.name, Participant.status, Occasion)
        .join(Occasion, Occasion.participant_id == Participant.id)
        .where(*own, was_due(today), Occasion.kind.in_(COUNTED), ~IS_DONE)
        .order_by(Occasion.due_on.desc(), Occasion.id.desc())
        .limit(MOST)
    )
    found = [
        Missing(who, name, status is EnrolmentStatus.ACTIVE, one.due_on, one)
        for who, name, status, one in rows
    ]
    found += await _unasked_exits(session, own, today)
    return sorted(found, key=lambda one: one.due_on, reverse=True)[:MOST]


async def _unasked_exits(
    session: AsyncSession, own: Sequence[ColumnElement[bool]], today: dt.date
) -> list[Missing]:
    last = aliased(Occasion)
    asked = exists().where(
        last.participant_id == Participant.id,
        last.kind == OccasionKind.EXIT,
        last.due_on <= today,
    )
    rows = await session.execute(
        select(Participant.pseudonym, Participant.name, Participant.status, Participant.exit_on)
        .where(
            *own,
            owes_last(today),
            ~asked,
        )
        .order_by(Participant.exit_on.desc())
        .limit(MOST)
    )
    return [
        Missing(who, name, status is EnrolmentStatus.ACTIVE, on, None)
        for who, name, status, on in rows
        if on is not None
    ]
