"""The sessions that staff have open: each can be seen and ended, from any other."""

import datetime as dt
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.people import Staff
from storage.tables.staff_access import StaffSession

LONGEST = dt.timedelta(hours=12)
IDLE = dt.timedelta(hours=2)
"""A session ends when it is this old, or has rested so long."""


async def begin_session(
    session: AsyncSession, staff_id: int, device: str, now: dt.datetime
) -> StaffSession:
    """Open a session, and forget those that have ended by themselves."""
    await session.execute(
        delete(StaffSession).where(
            (StaffSession.used_at < now - IDLE) | (StaffSession.begun_at < now - LONGEST)
        )
    )
    begun = StaffSession(
        name=secrets.token_urlsafe(16),
        staff_id=staff_id,
        device=device,
        begun_at=now,
        used_at=now,
    )
    session.add(begun)
    await session.flush()
    return begun


async def staff_of_session(session: AsyncSession, name: str, staff_id: int) -> Staff | None:
    """Find whose session this is; None where somebody has ended it."""
    return await session.scalar(
        select(Staff)
        .join(StaffSession, StaffSession.staff_id == Staff.id)
        .where(StaffSession.name == name, Staff.id == staff_id, Staff.is_here)
    )


async def touch_session(session: AsyncSession, name: str, now: dt.datetime) -> None:
    """Note that a session is in use."""
    await session.execute(update(StaffSession).where(StaffSession.name == name).values(used_at=now))


async def open_sessions(
    session: AsyncSession, staff_id: int, now: dt.datetime
) -> Sequence[StaffSession]:
    """List the sessions that somebody has open, the one that was used last first."""
    found = await session.scalars(
        select(StaffSession)
        .where(
            StaffSession.staff_id == staff_id,
            StaffSession.used_at >= now - IDLE,
            StaffSession.begun_at >= now - LONGEST,
        )
        .order_by(StaffSession.used_at.desc(), StaffSession.name)
    )
    return found.all()


async def newest_uses(session: AsyncSession) -> dict[int, dt.datetime]:
    """Tell when each of the staff was last here, as far as a session of theirs is kept."""
    rows = await session.execute(
        select(StaffSession.staff_id, func.max(StaffSession.used_at)).group_by(
            StaffSession.staff_id
        )
    )
    return dict(rows.all())


async def trust_anew(session: AsyncSession, staff_id: int, now: dt.datetime) -> None:
    """Let no browser be remembered any more: one of them may be in other hands."""
    await session.execute(update(Staff).where(Staff.id == staff_id).values(trusted_since=now))


async def end_session(session: AsyncSession, staff_id: int, name: str) -> None:
    """End one session of this person."""
    await session.execute(
        delete(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.name == name)
    )


async def end_sessions(session: AsyncSession, staff_id: int, *, but: str = "") -> None:
    """End every open session of this person, wherever it was begun; ``but`` goes on."""
    await session.execute(
        delete(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.name != but)
    )
