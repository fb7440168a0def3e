"""What SMS cost in a month: counted before they leave, up to the operator's ceiling."""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import change_rows
from storage.tables.knocks import SmsMonth


def month_of(now: dt.datetime, zone: dt.tzinfo) -> str:
    """Name the month of a moment by the clocks of a zone: 2026-11."""
    return f"{now.astimezone(zone):%Y-%m}"


async def parts_sent(session: AsyncSession, month: str) -> int:
    """Count the parts that were sent in a month, or may have been."""
    found = select(SmsMonth.parts).where(SmsMonth.month == month)
    return await session.scalar(found) or 0


async def cost_of(session: AsyncSession, month: str) -> int:
    """Give what a month's SMS cost, in ten-thousandths of the gateway's currency."""
    found = select(SmsMonth.cost).where(SmsMonth.month == month)
    return await session.scalar(found) or 0


async def reserve_parts(session: AsyncSession, month: str, parts: int, most: int) -> bool:
    """Take so many parts from a month's ceiling; False, with nothing taken, where they are more."""
    await _ensure(session, month)
    statement = (
        update(SmsMonth)
        .where(SmsMonth.month == month, SmsMonth.parts + parts <= most)
        .values(parts=SmsMonth.parts + parts)
    )
    return await change_rows(session, statement) == 1


async def give_back_parts(session: AsyncSession, month: str, parts: int) -> None:
    """Give back what was taken for an SMS that never left."""
    await session.execute(
        update(SmsMonth).where(SmsMonth.month == month).values(parts=SmsMonth.parts - parts)
    )


async def add_cost(session: AsyncSession, month: str, cost: int) -> None:
    """Note what a gateway said that an SMS cost, in ten-thousandths of its currency."""
    await session.execute(
        update(SmsMonth).where(SmsMonth.month == month).values(cost=SmsMonth.cost + cost)
    )


async def _ensure(session: AsyncSession, month: str) -> None:
    """Let the month have its row; two processes may come at once."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    values = {"month": month, "parts": 0, "cost": 0}
    await session.execute(insert(SmsMonth).values(values).on_conflict_do_nothing())
