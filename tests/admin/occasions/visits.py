"""Visits to the ratings of Karin's Bo, who has rated twice in nine months."""

import httpx
from sqlalchemy import select

from bot.app_context import AppContext
from storage.occasions.backfill import backfill_everybody
from storage.tables.agenda import Occasion, Reminder
from tests.admin.visits import form_token
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant, add_rating

FULL = (3, 4, 3, 2, 4, 4)
HERE = "/admin/participants/A-01"


async def occasion(app: AppContext, kind: str, number: int = 0) -> Occasion:
    async with app.database.reading() as session:
        found = await session.scalars(
            select(Occasion).where(Occasion.kind == kind, Occasion.number == number)
        )
        return found.one()


async def messages(app: AppContext, kind: str = "rating") -> list[Reminder]:
    async with app.database.reading() as session:
        found = await session.scalars(
            select(Reminder).where(Reminder.kind == kind).order_by(Reminder.id)
        )
        return list(found)


async def rate_twice(app: AppContext, clock: StandingClock) -> int:
    """Let Bo have rated at enrolment and nine months later, and have missed what was between."""
    person = await add_participant(app, await add_coach(app))
    await add_rating(app, person.id, FULL)
    clock.passes(days=270)
    await add_rating(app, person.id, FULL)
    clock.passes(days=10)
    await backfill_everybody(app.database, app.calendar, clock())
    return person.id


async def post_decision(client: httpx.AsyncClient, what: str, **form: str) -> httpx.Response:
    page = await client.get(HERE)
    data = {"token": form_token(page), **form}
    return await client.post(f"{HERE}/occasions/{what}", data=data)
