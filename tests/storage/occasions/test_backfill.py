"""Taking over: the same occasions as if there had been occasions all along."""

import datetime as dt
import random

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from dialogs.agenda.timing import Timing
from storage.occasions.agenda_rows import participant_occasions
from storage.occasions.backfill import backfill_everybody, backfill_occasions
from storage.occasions.replanning import plan_first_occasions
from storage.occasions.sending import close_windows, mark_due
from storage.occasions.serving import begin_serving, settle_served_occasions
from storage.people.timing import participant_timing
from storage.ratings.ratings import mark_complete, start_rating
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant
from storage.tables.ratings import Rating
from tests.conftest import START, StandingClock
from tests.people import add_coach, add_participant, add_rating

Facts = tuple[str, int, dt.date, dt.date, dt.date, dt.datetime, str, int | None]
DAY = dt.timedelta(days=1)


def facts_of(occasions: list[Occasion]) -> list[Facts]:
    return [
        (o.kind, o.number, o.opens_on, o.due_on, o.closes_on, o.closes_at, o.status, o.rating_id)
        for o in sorted(occasions, key=lambda o: (o.due_on, o.kind, o.number))
    ]


async def live_through(
    session: AsyncSession,
    app: AppContext,
    person: Participant,
    when: Timing,
    began: dict[int, int | None],
    days: int,
) -> dt.datetime:
    """Live so many days: on some a rating is begun, and finished as many days later."""
    finishing: dict[int, int] = {}
    enrolled_at = person.enrolled_at or START
    for number in range(days + 1):
        now = enrolled_at + number * DAY
        await close_windows(session, person, now, app.calendar)
        for occasion in await participant_occasions(session, person.id):
            await mark_due(session, occasion, person, now, when)
        running = any(
            o.status == "started" for o in await participant_occasions(session, person.id)
        )
        if number in began and not running:
            rating = await start_rating(
                session, person.id, app.installation.instruments["skapa"], "extra", now
            )
            rating.occasion = (await begin_serving(session, person, rating.id, now, when)).kind
            later = began[number]
            if later is not None:
                finishing[rating.id] = number + later
        for rating_id, on in finishing.items():
            if on == number:
                await mark_complete(session, rating_id, now + dt.timedelta(hours=1))
                await settle_served_occasions(session, rating_id, now + dt.timedelta(hours=1))
        await session.flush()
    return enrolled_at + days * DAY + dt.timedelta(hours=2)


@pytest.mark.parametrize("seed", range(5))
async def test_who_lived_through_it_and_who_is_taken_over_stand_alike(
    app: AppContext, seed: int
) -> None:
    await compare_with_backfill(app, seed)


async def test_on_either_database(either: AppContext) -> None:
    await compare_with_backfill(either, 5)


async def compare_with_backfill(app: AppContext, seed: int) -> None:
    """Live through up to a year, be taken over as if there had been no occasions, and compare."""
    dice = random.Random(seed)
    person = await add_participant(app, await add_coach(app))
    days = dice.randrange(1, 400)
    often = dice.choice((4, 9, 20))
    began = {dice.randrange(days): dice.choice((0, 0, 0, 1, 40, None)) for _ in range(often)}
    began |= {days - dice.randrange(20): dice.choice((0, None))}
    async with app.database.writing() as session:
        person = await session.get_one(Participant, person.id)
        when = await participant_timing(session, person, app.calendar)
        await plan_first_occasions(session, person, app.clock(), when)
        now = await live_through(session, app, person, when, began, days)
        live = facts_of(list(await participant_occasions(session, person.id)))
        names = {row.id: row.occasion for row in await session.scalars(select(Rating))}
        for table in (Reminder, Occasion):
            for row in await session.scalars(select(table)):
                await session.delete(row)
        for rating in await session.scalars(select(Rating)):
            rating.occasion = "enrolment"
        await session.flush()
        await backfill_occasions(session, person, now, when)
        assert facts_of(list(await participant_occasions(session, person.id))) == live
        assert {row.id: row.occasion for row in await session.scalars(select(Rating))} == names
        open_ones = [
            o for o in await participant_occasions(session, person.id) if o.status == "planned"
        ]
        planned = (await session.scalars(select(Reminder.subject))).all()
        assert {o.id for o in open_ones} <= set(planned)


async def test_everybody_is_taken_over_once(either: AppContext, clock: StandingClock) -> None:
    app, coach = either, await add_coach(either)
    people = [await add_participant(app, coach, f"person {number}") for number in range(4)]
    await add_participant(app, coach, "invited", opened=False)
    await add_rating(app, people[0].id, (3, 4, 3, 2, 4, 4))
    await add_rating(app, people[1].id, (3, 4))
    clock.passes(days=5)
    first = await backfill_everybody(app.database, app.calendar, clock())
    again = await backfill_everybody(app.database, app.calendar, clock())
    assert (first, again) == (4, 0)
    async with app.database.reading() as session:
        found = (await session.scalars(select(Occasion).where(Occasion.kind == "enrolment"))).all()
        assert [o.status for o in found] == ["done", "started", "due", "due"]
        rows = (await session.scalars(select(Reminder).order_by(Reminder.id))).all()
    about = {(row.kind, row.participant_id) for row in rows}
    assert ("unfinished", people[1].id) in about
    assert ("unfinished", people[0].id) not in about
    assert {who for kind, who in about if kind == "rating"} == {one.id for one in people}
    assert all(row.due_at >= clock() for row in rows)
