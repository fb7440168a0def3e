"""Days in the life of somebody who is reminded: moments, occasions and messages to look at."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.parts import Parts
from storage.tables.agenda import Occasion, Reminder
from tests.bot.turn.walk import Walk
from tests.people import invited

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(local: str, zone: dt.tzinfo = STOCKHOLM) -> dt.datetime:
    """Read a local time as a moment in UTC."""
    return dt.datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(dt.UTC)


async def lived(parts: Parts, name: str, *turns: str) -> Walk:
    """Let somebody say yes, and then say these things."""
    walk = Walk(parts, name)
    await walk.to_first_question(await invited(parts, name))
    await walk.says(*turns)
    return walk


async def occasions(parts: Parts) -> Sequence[Occasion]:
    async with parts.database.reading() as session:
        return (await session.scalars(select(Occasion).order_by(Occasion.id))).all()


async def messages(parts: Parts) -> Sequence[Reminder]:
    async with parts.database.reading() as session:
        return (await session.scalars(select(Reminder).order_by(Reminder.id))).all()
