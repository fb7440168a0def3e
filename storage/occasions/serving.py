"""Serving: which occasions a rating counts for: all whose window holds the day."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.occasions.life import begin, finish, take_back
from dialogs.occasions.occasion import OccasionStatus, rank
from storage.occasions.agenda import bring_in_line, change_occasions, close_offer
from storage.occasions.agenda_rows import agenda_rows
from storage.tables.agenda import Occasion
from storage.tables.people import Participant


def leading_occasion(occasions: Sequence[Occasion]) -> Occasion:
    """Give the occasion that a rating is named after, where it serves several."""
    return max(occasions, key=lambda one: rank(one.kind, one.due_on))


async def begin_serving(
    session: AsyncSession,
    participant: Participant,
    rating_id: int,
    now: dt.datetime,
    when: Timing,
) -> Occasion:
    """Let a new rating serve what is open today, or an extra occasion; gives the leading one."""
    before = await agenda_rows(session, participant, when)
    after, first = begin(before.agenda, rating_id, now)
    stored = await bring_in_line(session, before, after, now)
    return stored.rows[first.id]


async def served_occasions(session: AsyncSession, rating_id: int) -> Sequence[Occasion]:
    """List the occasions that a rating serves."""
    return (await session.scalars(select(Occasion).where(Occasion.rating_id == rating_id))).all()


async def can_still_serve(session: AsyncSession, rating_id: int, today: dt.date) -> bool:
    """Tell whether an open rating counts for an occasion whose window holds the day."""
    served = await served_occasions(session, rating_id)
    return any(of.status == OccasionStatus.STARTED and today <= of.closes_on for of in served)


async def settle_served_occasions(
    session: AsyncSession, rating_id: int, now: dt.datetime, *, finished: bool = True
) -> None:
    """Settle what a rating serves when it is finished; without ``finished`` it is open again."""
    rows = await served_occasions(session, rating_id)
    change = partial(finish, now=now) if finished else take_back
    await change_occasions(session, rows, change)
    for row in rows if finished else ():
        await close_offer(session, row, now)
