"""When a service last worked on the database: a clock far ahead of it is not to be trusted."""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import change_rows
from storage.tables.program import ClockReading


async def last_reading(session: AsyncSession) -> dt.datetime | None:
    """Give the time (UTC) when a service last worked; None if none ever has."""
    return await session.scalar(select(ClockReading.read_at))


async def record_reading(session: AsyncSession, now: dt.datetime) -> None:
    """Note that a service works now."""
    if await change_rows(session, update(ClockReading).values(read_at=now)) == 0:
        session.add(ClockReading(id=1, read_at=now))
