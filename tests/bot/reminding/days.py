"""Days in the life of somebody who is reminded: moments, occasions and messages to look at."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.agenda import Occasion, Reminder
from tests.bot.turn.walk import Walk
from tests.people import invited

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(local: str, zone: dt.tzinfo = STOCKHOLM) -> dt.datetime:
    """Read a local time as a moment in UTC."""
    return dt.datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(dt.UTC)


async def lived(app: AppContext, name: str, *turns: str) -> Walk:
    """Let somebody say yes, and then say these things."""
    walk = Walk(app, name)
    await walk.to_first_question(await invited(app, name))
    await walk.says(*turns)
    return walk


async def occasions(app: AppContext) -> Sequence[Occasion]:
    async with app.database.reading() as session:
        return (await session.scalars(select(Occasion).order_by(Occasion.id))).all()


async def messages(app: AppContext) -> Sequence[Reminder]:
    async with app.database.reading() as session:
        return (await session.scalars(select(Reminder).order_by(Reminder.id))).all()
