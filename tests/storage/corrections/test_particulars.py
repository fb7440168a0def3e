"""Corrected particulars: what is planned moves by them, what was done stays."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.agenda.plan import Plan
from storage.corrections.particulars import (
    Particulars,
    correct_particulars,
    next_regular_day,
    particulars_of,
)
from storage.people.participants import add_participant as add_row
from storage.people.sub_projects import ensure_sub_project, store_plan
from storage.people.timing import participant_timing
from storage.tables.agenda import Occasion
from storage.tables.people import Participant
from tests.people import change_participant, enrol_participants

TODAY = dt.date(2026, 11, 23)


async def correct(app: AppContext, who: int, **changes: object) -> bool:
    async with app.database.writing() as session:
        person = await session.get_one(Participant, who)
        stored = particulars_of(person, await participant_timing(session, person, app.calendar))
        wanted: Particulars = replace(stored, **changes)  # type: ignore[arg-type]  # by name
        return await correct_particulars(session, person, wanted, app.clock(), app.calendar)


async def agenda(app: AppContext, who: int) -> list[tuple[str, int, str, str]]:
    async with app.database.reading() as session:
        rows = await session.scalars(
            select(Occasion).where(Occasion.participant_id == who).order_by(Occasion.due_on)
        )
        return [(one.kind, one.number, one.status, one.due_on.isoformat()) for one in rows]


async def test_an_earlier_day_moves_the_next_rating_and_leaves_what_is_done(
    either: AppContext,
) -> None:
    [who] = await enrol_participants(either, [1], either.clock())
    first = ("enrolment", 0, "done", "2026-11-23")
    assert await agenda(either, who) == [first, ("three-month", 3, "planned", "2027-02-23")]
    assert await correct(either, who, enrolled_on=dt.date(2026, 10, 5))
    assert await agenda(either, who) == [first, ("three-month", 3, "planned", "2027-01-05")]
    assert await correct(either, who, enrolled_on=dt.date(2026, 7, 5))
    after = ("six-month", 6, "planned", "2027-01-05")
    assert await agenda(either, who) == [first, after], "nothing falls due in the past"
    async with either.database.reading() as session:
        assert await next_regular_day(session, who) == dt.date(2027, 1, 5)
        person = await session.get_one(Participant, who)
        when = await participant_timing(session, person, either.calendar)
        assert particulars_of(person, when).enrolled_on == dt.date(2026, 7, 5)
    assert not await correct(either, who), "nothing is new"


async def test_a_rating_that_waits_is_taken_back_until_the_later_day_has_it_due(
    either: AppContext,
) -> None:
    [who] = await enrol_participants(either, [1], either.clock() - dt.timedelta(days=95))
    async with either.database.writing() as session:
        [waiting] = await session.scalars(select(Occasion).where(Occasion.number == 3))
        waiting.status = "due"  # type: ignore[assignment]  # as it is stored
    assert await correct(either, who, enrolled_on=dt.date(2026, 10, 1))
    assert [one[:3] for one in await agenda(either, who)] == [
        ("enrolment", 0, "done"),
        ("three-month", 3, "planned"),
    ]


async def test_another_sub_project_has_its_own_plan_and_the_code_goes_along(
    either: AppContext,
) -> None:
    [who, kim] = await enrol_participants(either, [1, 2], either.clock())
    async with either.database.writing() as session:
        other = await ensure_sub_project(session, "Vind")
        await store_plan(session, other, Plan(every=2, follow_up=2))
        coach = (await session.get_one(Participant, kim)).coach_id
    assert await correct(either, who, sub_project_id=other.id, language="ar", name="Bo Berg")
    assert (await agenda(either, who))[1] == ("six-month", 2, "planned", "2027-01-23")
    async with either.database.writing() as session:
        bo = await session.get_one(Participant, who)
        assert (bo.pseudonym, bo.language, bo.name) == ("A-01", "ar", "Bo Berg")
        new = await add_row(
            session, coach_id=coach, sub_project_id=kim and 1, name="Liv", now=either.clock()
        )
        assert new.pseudonym == "A-03", "no code is given to two people"


async def test_whose_identity_is_protected_gets_no_name(either: AppContext) -> None:
    [who] = await enrol_participants(either, [1], either.clock())
    await change_participant(either, who, protected=True, name="")
    assert await correct(either, who, name="Bo", language="en")
    async with either.database.reading() as session:
        assert (await session.get_one(Participant, who)).name == ""
