"""Whose word is somebody else's, and not that of an account which they have let in themselves.

The audit log tells who made whose link, and nobody removes lines from that.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.encryption import readable
from storage.people.audit import Audit
from storage.sight.tables import CoachRequest
from storage.tables.people import AuditEntry, Staff

LATELY = dt.timedelta(days=30)
"""So long a link may still be in the hand of whoever made it."""
_LET_IN = (Audit.STAFF_ADDED, Audit.STAFF_INVITED)


async def let_in_by(session: AsyncSession, staff_id: int, now: dt.datetime) -> frozenset[int]:
    """Give whom somebody has let in lately, and whom those have let in."""
    found, newest = {staff_id}, {staff_id}
    while newest:
        newest = {one for _, one in await _links(session, newest, now, both=False)} - found
        found |= newest
    return frozenset(found - {staff_id})


async def circle_of(session: AsyncSession, staff_id: int, now: dt.datetime) -> frozenset[int]:
    """Give all who hang together with somebody by links made lately, in either direction."""
    found, newest = {staff_id}, {staff_id}
    while newest:
        links = await _links(session, newest, now, both=True)
        newest = {one for link in links for one in link} - found
        found |= newest
    return frozenset(found)


async def is_tied(session: AsyncSession, one: int, other: int, now: dt.datetime) -> bool:
    """Tell whether one of two is, or has lately let in, the other."""
    return (
        one == other
        or one in await let_in_by(session, other, now)
        or other in await let_in_by(session, one, now)
    )


async def is_own_word(session: AsyncSession, request: CoachRequest, now: dt.datetime) -> bool:
    """Tell whether who asks, or has said yes, may be the one who gets to see the participants.

    Who gives the own participants away may well have let in whoever gets them.
    """
    by, to = request.by_id, request.to_id
    if by == request.from_id:
        return by in await let_in_by(session, to, now)
    return await is_tied(session, by, to, now)


async def has_removed_administrator(session: AsyncSession, staff_id: int, now: dt.datetime) -> bool:
    """Tell whether somebody, or an account of their circle, has lately made another none."""
    removed = _lately(now, (Audit.ADMINISTRATOR_REMOVED,))
    theirs = AuditEntry.staff_id.in_(await circle_of(session, staff_id, now))
    return await session.scalar(select(AuditEntry.id).where(*removed, theirs).limit(1)) is not None


async def links_made(
    session: AsyncSession, staff_id: int, now: dt.datetime
) -> Sequence[tuple[str, dt.datetime]]:
    """List who has lately made new links to an account, and when (UTC), newest first."""
    anew = _lately(now, (Audit.STAFF_INVITED,))
    rows = await session.execute(
        select(Staff.name, AuditEntry.at)
        .join(Staff, Staff.id == AuditEntry.staff_id)
        .where(*anew, AuditEntry.about_staff_id == staff_id)
        .order_by(AuditEntry.at.desc())
    )
    return [(readable(name), at) for name, at in rows]


async def _links(
    session: AsyncSession, staff: Collection[int], now: dt.datetime, *, both: bool
) -> set[tuple[int, int]]:
    """Give who has let in whom: ``staff`` others, and with ``both`` others them."""
    theirs: ColumnElement[bool] = AuditEntry.staff_id.in_(staff)
    if both:
        theirs = or_(theirs, AuditEntry.about_staff_id.in_(staff))
    found = select(AuditEntry.staff_id, AuditEntry.about_staff_id)
    rows = await session.execute(found.where(*_lately(now, _LET_IN), theirs).distinct())
    return {(by, whom) for by, whom in rows if by is not None and whom is not None}


def _lately(now: dt.datetime, actions: Collection[Audit]) -> tuple[ColumnElement[bool], ...]:
    about_nobody = AuditEntry.participant_id.is_(None)  # found by the index
    return about_nobody, AuditEntry.action.in_(actions), AuditEntry.at > now - LATELY
