"""After an erasure nothing names anybody, and figures count what they counted."""

import datetime as dt

import pytest
from sqlalchemy import inspect, select, text

from bot.app_context import AppContext
from dialogs.people.enrolment import ExitReason
from storage.caseload.erased import Erased, erased_people
from storage.database.base import Base
from storage.figures.completeness import coach_completeness, completeness
from storage.figures.groups import group_counts
from storage.people.erasure import erase_participant
from storage.tables.agenda import Occasion
from storage.tables.people import Participant
from tests.admin.visits import log_in, open_browser, page_text
from tests.people import (
    Diary,
    add_coach,
    add_occasion,
    add_participant,
    add_rating,
    change_participant,
    suggest_own_step,
)

FULL = (3, 4, 3, 2, 4, 4)


async def erase(app: AppContext, who: int) -> None:
    async with app.database.writing() as session:
        await erase_participant(session, who, app.clock())


async def test_figures_are_the_same_before_and_after(either: AppContext) -> None:
    coach, today = await add_coach(either), either.clock().date()
    for number in range(12):
        person = await add_participant(either, coach, exit_reason=ExitReason.WORK)
        rating = await add_rating(either, person.id, FULL)
        status = "done" if number < 6 else ("due", "missed", "without-figures")[number % 3]
        own = rating if status == "done" else None
        await add_occasion(either, person.id, -4, status, rating_id=own)
        await add_occasion(either, person.id, 40, "planned")
    async with either.database.reading() as session:
        before = (
            await coach_completeness(session, coach, today),
            await completeness(session, today, {1}),
        )
        [group] = await group_counts(session, {1})
    for who in (1, 2, 7, 8, 9):
        await erase(either, who)
    async with either.database.reading() as session:
        assert await coach_completeness(session, coach, today) == before[0]
        [told] = await completeness(session, today, {1})
        assert (told.due, told.done) == (before[1][0].due, before[1][0].done) == (12, 6)
        later = today + dt.timedelta(days=90)
        assert (await coach_completeness(session, coach, later)).due == 12 + 7
        assert [one.persons for one in await group_counts(session, {1})] == [group.persons] == [12]
        gone = await session.get_one(Participant, 1)
        assert gone.exit_reason is ExitReason.WORK


async def test_who_never_said_yes_is_not_counted_as_enrolled(either: AppContext) -> None:
    coach = await add_coach(either)
    people = [await add_participant(either, coach, opened=False) for _ in range(6)]
    await erase(either, people[0].id)
    async with either.database.reading() as session:
        assert [one.persons for one in await group_counts(session, {1})] == [5]


async def test_nothing_is_left_that_is_narrower_than_a_month(either: AppContext) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach, "Bo Berg", exit_on=dt.date(2026, 12, 24))
    rating = await add_rating(either, bo.id, FULL, comment="hemligt")
    await add_occasion(either, bo.id, -4, "done", rating_id=rating, silent=2)
    await Diary(either, bo.id).book()
    await suggest_own_step(either, "Gå en runda", None)
    await erase(either, bo.id)
    async with either.database.reading() as session:
        for mapper in Base.registry.mappers:
            table = str(mapper.local_table)
            if "participant_id" not in inspect(mapper).columns or table == "audit_log":
                continue
            count = await session.scalar(text(f"SELECT count(*) FROM {table}"))
            assert bool(count) is (table == "occasions"), table
        gone = await session.get_one(Participant, bo.id)
        [kept] = await session.scalars(select(Occasion))
    month = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    assert (gone.created_at, gone.enrolled_at, gone.exit_on) == (month, month, None)
    assert (gone.name, gone.pseudonym) == (None, f"erased-{bo.id}")
    assert {kept.opens_on, kept.due_on, kept.closes_on} == {month.date()}
    assert (kept.rating_id, kept.silent, kept.settled_at) == (None, 0, None)


@pytest.mark.parametrize("opened", [True, False])
async def test_the_coach_has_a_line_without_a_name_or_a_code(
    either: AppContext, opened: bool
) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach, "Bo Berg", opened=opened)
    await change_participant(either, bo.id, pseudonym="A-77")
    await erase(either, bo.id)
    async with either.database.reading() as session:
        assert await erased_people(session, coach) == [Erased(either.clock().date(), "Iris")]
        assert await erased_people(session, coach + 1) == []
    async with open_browser(either) as client:
        await log_in(client)
        page = await client.get("/admin")
    assert "En person tog bort allt 23 nov. · Iris" in page_text(page)
    for trace in ("Bo Berg", "A-77", f"erased-{bo.id}"):
        assert trace not in page.text
