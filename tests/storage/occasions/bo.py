"""Bo: somebody with occasions, lived through inside one transaction."""

import datetime as dt
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from dialogs.agenda.timing import Timing
from storage.occasions.agenda_rows import participant_occasions
from storage.occasions.replanning import plan_first_occasions
from storage.occasions.sending import mark_due
from storage.occasions.serving import begin_serving, settle_served_occasions
from storage.people.timing import participant_timing
from storage.ratings.ratings import start_rating
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant
from tests.conftest import START
from tests.people import add_coach, add_participant


@dataclass
class Bo:
    """Bo, enrolled at START (a Monday, 10 o'clock in Sweden), inside one transaction."""

    app: AppContext
    session: AsyncSession
    person: Participant
    when: Timing

    async def statuses(self) -> dict[tuple[str, int], str]:
        found = await participant_occasions(self.session, self.person.id)
        return {(one.kind, one.number): one.status for one in found}

    async def occasion(self, kind: str, number: int = 0) -> Occasion:
        found = await participant_occasions(self.session, self.person.id)
        return next(one for one in found if (one.kind, one.number) == (kind, number))

    async def planned_messages(self, kind: str = "rating") -> Sequence[Reminder]:
        await self.session.flush()
        found = await self.session.scalars(
            select(Reminder)
            .where(Reminder.kind == kind, Reminder.status == "planned")
            .order_by(Reminder.due_at)
        )
        return found.all()

    async def rate(self, now: dt.datetime, *, whole: bool = True) -> None:
        skapa = self.app.installation.instruments["skapa"]
        rating = await start_rating(self.session, self.person.id, skapa, "extra", now)
        await begin_serving(self.session, self.person, rating.id, now, self.when)
        if whole:
            await settle_served_occasions(self.session, rating.id, now)

    async def make_due(self, kind: str, number: int, now: dt.datetime) -> Occasion:
        one = await self.occasion(kind, number)
        await mark_due(self.session, one, self.person, now, self.when)
        return one


@asynccontextmanager
async def enrol_bo(app: AppContext) -> AsyncIterator[Bo]:
    """Enrol Bo, who rates at once."""
    made = await add_participant(app, await add_coach(app))
    async with app.database.writing() as session:
        person = await session.get_one(Participant, made.id)
        bo = Bo(app, session, person, await participant_timing(session, person, app.calendar))
        await plan_first_occasions(session, person, START, bo.when)
        await bo.rate(START)
        yield bo


def local_hour(day: dt.date, hour: int = 9) -> dt.datetime:
    """Give a local hour in Sweden, in winter."""
    return dt.datetime.combine(day, dt.time(hour - 1), dt.UTC)


THREE = dt.date(2027, 2, 23)  # three months after START
