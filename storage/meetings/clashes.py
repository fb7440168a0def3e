"""Clashes: other meetings at the same time, of the participant, their coach, or who books."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.meetings.meetings import Booking
from storage.tables.agenda import Meeting
from storage.tables.people import Participant

_LONGEST = dt.timedelta(days=1)
"""No meeting takes longer."""
_AGENDAS = 5_741
"""Any number that no other pair of numbers that are locked begins with."""


@dataclass(frozen=True)
class Clash:
    """A meeting that another one would overlap. Times are UTC."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    participant_id: int
    coach_id: int


async def hold_agendas(session: AsyncSession, staff_ids: Collection[int]) -> None:
    """Let nobody else book for these of the staff until the transaction ends.

    Two tabs that book at once see each other by it. Whoever takes it holds the participant.
    """
    if session.get_bind().dialect.name == "postgresql":  # SQLite lets one writer in anyway
        for one in sorted(staff_ids):
            await session.execute(select(func.pg_advisory_xact_lock(_AGENDAS, one)))


async def clashes_with(
    session: AsyncSession,
    participant_id: int,
    staff_ids: Collection[int],
    booking: Booking,
    but: int = 0,
) -> Sequence[Clash]:
    """List the meetings that overlap a booking, in order; ``but`` is the meeting being changed."""
    ends_at = booking.starts_at + dt.timedelta(minutes=booking.minutes)
    found = await session.execute(
        select(Meeting.starts_at, Meeting.minutes, Meeting.participant_id, Participant.coach_id)
        .join(Participant, Participant.id == Meeting.participant_id)
        .where(
            or_(Meeting.participant_id == participant_id, Participant.coach_id.in_(staff_ids)),
            Meeting.cancelled.is_(False),
            Meeting.id != but,
            Meeting.starts_at < ends_at,
            Meeting.starts_at > booking.starts_at - _LONGEST,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    rows = [
        Clash(at, at + dt.timedelta(minutes=minutes), who, coach)
        for at, minutes, who, coach in found
    ]
    return [one for one in rows if one.ends_at > booking.starts_at]
