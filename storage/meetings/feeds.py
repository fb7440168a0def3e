"""Calendar feeds: the secret address at which a coach's calendar program reads their meetings."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.staff import StaffRole
from storage.people.audit import Audit, log_action
from storage.sight.seen import is_seen_by
from storage.tables.agenda import Meeting
from storage.tables.people import Participant, Staff, is_of_role
from storage.tables.staff_access import CalendarFeed

KEPT = dt.timedelta(days=30)
"""So long a meeting that has been stays in the feed."""


def _digest(secret: str) -> str:
    # It is as long as a key: nobody tries them through, and it outlives a change of look-up key.
    return hashlib.sha256(secret.encode()).hexdigest()


async def make_feed(session: AsyncSession, staff_id: int, now: dt.datetime) -> str:
    """Make an address's secret, to be shown once; the one before it opens nothing any more."""
    await session.execute(delete(CalendarFeed).where(CalendarFeed.staff_id == staff_id))
    secret = secrets.token_urlsafe(32)
    session.add(CalendarFeed(staff_id=staff_id, secret_digest=_digest(secret), made_at=now))
    await log_action(session, Audit.FEED_MADE, now, staff_id=staff_id)
    return secret


async def remove_feed(session: AsyncSession, staff_id: int, now: dt.datetime) -> None:
    """Let somebody's address open nothing any more."""
    await session.execute(delete(CalendarFeed).where(CalendarFeed.staff_id == staff_id))
    await log_action(session, Audit.FEED_REMOVED, now, staff_id=staff_id)


async def feed_since(session: AsyncSession, staff_id: int) -> dt.datetime | None:
    """Tell since when somebody has had an address (UTC); None for whoever has none."""
    return await session.scalar(
        select(CalendarFeed.made_at).where(CalendarFeed.staff_id == staff_id)
    )


async def coach_of_feed(session: AsyncSession, secret: str) -> Staff | None:
    """Find whose address has this secret: a coach who works here."""
    return await session.scalar(
        select(Staff)
        .join(CalendarFeed, CalendarFeed.staff_id == Staff.id)
        .where(CalendarFeed.secret_digest == _digest(secret), is_of_role(StaffRole.COACH))
    )


async def feed_meetings(
    session: AsyncSession, coach_id: int, now: dt.datetime
) -> Sequence[tuple[Meeting, str, bool]]:
    """List a coach's meetings, each with pseudonym, and whether the identity is protected.

    What is called off is not in it, nor what was long ago.
    """
    found = await session.execute(
        select(Meeting, Participant.pseudonym, Participant.protected)
        .join(Participant, Participant.id == Meeting.participant_id)
        .where(
            is_seen_by(coach_id, now),
            Meeting.cancelled.is_(False),
            Meeting.starts_at > now - KEPT,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, who, safe) for meeting, who, safe in found]
