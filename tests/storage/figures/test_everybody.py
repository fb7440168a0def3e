"""Completeness is over everybody enrolled: a slow reference, and the figures of the source."""

import datetime as dt
import random

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.occasions.occasion import OccasionKind, OccasionStatus
from dialogs.people.enrolment import EnrolmentStatus, ExitReason
from dialogs.people.particulars import Sex
from storage.enrolling.registering import Particulars, enrol_people
from storage.figures.cells import PARTS, Measure, Tally, total
from storage.figures.completeness import coach_completeness, coach_tallies, completeness
from storage.figures.suppression import is_safe, safe_measures, safe_parts, safe_table
from storage.figures.tally import tally_cells
from storage.people.audit import Audit, log_action
from storage.people.sub_projects import ensure_sub_project
from storage.tables.agenda import Occasion
from storage.tables.people import Participant, Staff
from tests.conftest import START
from tests.people import add_coach, add_participant
from tests.storage.figures.slow_reference import ReferencePerson, reference

TODAY = START.date()
DAY = dt.timedelta(days=1)


async def store(app: AppContext, people: list[ReferencePerson]) -> None:
    """Write people as the reference knows them; none of them has an account."""
    async with app.database.writing() as session:
        for number, one in enumerate(people):
            row = Participant(
                pseudonym=f"P-{number}",
                coach_id=one.coach,
                sub_project_id=one.sub_project,
                sex=Sex(one.sex),
                created_at=START,
                enrolled_at=START,
                exit_on=one.exit_on,
                exit_reason=ExitReason(one.exit_reason) if one.exit_reason else None,
            )
            session.add(row)
            await session.flush()
            for place, (kind, due_on, status) in enumerate(one.occasions):
                session.add(
                    Occasion(
                        participant_id=row.id,
                        kind=OccasionKind(kind),
                        number=place,
                        opens_on=due_on,
                        due_on=due_on,
                        closes_on=due_on,
                        closes_at=START,
                        status=OccasionStatus(status),
                    )
                )


async def project(app: AppContext, name: str = "Iris") -> int:
    async with app.database.writing() as session:
        return (await ensure_sub_project(session, name)).id


def anybody(chance: random.Random, projects: list[int], coaches: list[int]) -> ReferencePerson:
    person = ReferencePerson(
        chance.choice(projects), chance.choice(coaches), str(chance.choice(list(Sex)))
    )
    if chance.random() < 0.5:
        person.exit_on = TODAY + chance.randint(-300, 60) * DAY
        person.exit_reason = chance.choice([None, "work", "deceased", "studies"])
    for _ in range(chance.randint(0, 6)):
        kind = chance.choice([str(one) for one in OccasionKind])
        status = chance.choice([str(one) for one in OccasionStatus])
        person.occasions.append((kind, TODAY + chance.randint(-400, 20) * DAY, status))
    return person


@pytest.mark.parametrize("seed", range(3))
async def test_the_count_is_that_of_the_slow_reference(either: AppContext, seed: int) -> None:
    chance = random.Random(seed)
    projects = [await project(either, "Iris"), await project(either, "Insam")]
    coaches = [await add_coach(either), await add_coach(either, "Eva")]
    people = [anybody(chance, projects, coaches) for _ in range(150)]
    await store(either, people)
    async with either.database.reading() as session:
        cells = await tally_cells(session, TODAY)
    found = {
        (cell.sub_project_id, cell.coach_id, str(cell.sex), str(measure)): (
            *(tally.persons, tally.persons_done, tally.persons_lacking),
            *(tally.due, tally.done),
        )
        for cell in cells
        for measure, tally in cell.tallies.items()
    }
    assert found == reference(people, TODAY)


def source_people(project_id: int, coach: int) -> list[ReferencePerson]:
    """Make the 128 of the source: 39 of 61 women and 49 of 67 men gave a last form."""
    people = []
    for sex, persons, given in (("woman", 61, 39), ("man", 67, 49)):
        for number in range(persons):
            left = TODAY - (number % 90) * DAY
            status = "done" if number < given else "missed"
            people.append(
                ReferencePerson(project_id, coach, sex, left, "work", [("exit", left, status)])
            )
    return people


async def test_the_last_form_of_128_people(either: AppContext) -> None:
    coach = await add_coach(either)
    await store(either, source_people(await project(either), coach))
    async with either.database.reading() as session:
        (told,) = await completeness(session, TODAY, {1})
        all_of, sexes = await coach_tallies(session, coach, TODAY)
    exits = told.measures[Measure.EXIT]
    assert (exits.due, exits.done) == (128, 88)
    assert 100 * exits.done / exits.due == 68.75
    assert all_of[Measure.EXIT] == exits
    women = told.sexes[Sex.WOMAN][Measure.EXIT]
    assert told.sexes[Sex.WOMAN][Measure.ALL] == women, "nothing else was due"
    assert (women.done, women.due) == (39, 61)
    assert sexes[Sex.WOMAN][Measure.EXIT] == women
    assert round(100 * women.done / women.due) == 64


async def test_ten_who_never_opened_the_bot_lower_it(either: AppContext) -> None:
    coach = await add_coach(either)
    project_id = await project(either)
    await store(either, source_people(project_id, coach))
    async with either.database.writing() as session:
        staff = await session.get_one(Staff, coach)
        ten = await enrol_people(
            session,
            [Particulars(f"Ny {n}", project_id, TODAY - 100 * DAY) for n in range(10)],
            by=staff,
            coach_id=coach,
            form_id="ten",
            now=either.clock(),
            calendar=either.calendar,
        )
        for one in ten:
            one.exit_on = TODAY - DAY
    async with either.database.reading() as session:
        (told,) = await completeness(session, TODAY, {1})
        share = await coach_completeness(session, coach, TODAY)
    assert told.measures[Measure.EXIT] == Tally(138, 88, 50, 138, 88)
    assert (told.due, told.done) == (share.due, share.done) == (128 + 20, 88)


async def test_looking_changes_nothing_and_nobody_clicks_to_the_goal(either: AppContext) -> None:
    """Reading, a reason, a look at a page: done is what has figures, and nothing else."""
    coach = await add_coach(either)
    people = source_people(await project(either), coach)
    await store(either, people)
    async with either.database.writing() as session:
        before = await completeness(session, TODAY, {1})
        for number in range(1, 129):
            for action in (Audit.PARTICIPANT_OPENED, Audit.CASELOAD_OPENED):
                await log_action(session, action, START, staff_id=coach, participant_id=number)
        assert await completeness(session, TODAY, {1}) == before
        for occasion in await session.scalars(select(Occasion)):
            if occasion.status is OccasionStatus.MISSED:
                occasion.status, occasion.reason = OccasionStatus.WITHOUT_FIGURES, "paper"
        await session.flush()
        (after,) = await completeness(session, TODAY, {1})
    assert (after.done, after.due) == (before[0].done, before[0].due) == (88, 128)


async def test_an_exit_without_a_last_rating_asked_for_is_owed_all_the_same(
    app: AppContext,
) -> None:
    coach = await add_coach(app)
    await add_participant(
        app, coach, exit_on=TODAY, exit_reason=ExitReason.WORK, status=EnrolmentStatus.ACTIVE
    )
    await add_participant(app, coach, "Died", exit_on=TODAY, exit_reason=ExitReason.DECEASED)
    async with app.database.reading() as session:
        share = await coach_completeness(session, coach, TODAY)
    assert (share.due, share.done) == (1, 0)


def tally(done: int, lacking: int) -> Tally:
    return Tally(done + lacking, done, lacking, done + lacking, done)


@pytest.mark.parametrize(
    ("women", "men", "other", "told"),
    [
        ((10, 10), (10, 10), (0, 0), {"women", "men"}),
        ((10, 10), (10, 10), (1, 0), {"men"}),  # the one could be worked out: another goes too
        ((10, 10), (9, 8), (1, 0), {"women"}),
        ((8, 9), (10, 10), (0, 2), {"men"}),
        ((10, 10), (10, 3), (0, 0), set()),  # the men's lack would follow from the women's
        ((10, 10), (10, 3), (2, 3), {"women"}),
        ((10, 10), (10, 10), (6, 6), {"women", "men", "other"}),
    ],
)
def test_no_part_can_be_worked_out(
    women: tuple[int, int], men: tuple[int, int], other: tuple[int, int], told: set[str]
) -> None:
    parts = {"women": tally(*women), "men": tally(*men), "other": tally(*other)}
    found = safe_parts(parts)
    assert set(found) == told
    hidden = sum((one for name, one in parts.items() if name not in found), Tally())
    assert not hidden.persons or is_safe(hidden) or not found


def test_any_split_of_any_people_is_safe() -> None:
    chance = random.Random(7)
    for _ in range(3000):
        parts = {n: tally(chance.randint(0, 9), chance.randint(0, 9)) for n in range(4)}
        found = safe_parts(parts)
        hidden = sum((one for n, one in parts.items() if n not in found), Tally())
        assert all(is_safe(one) for one in found.values())
        assert not found or not hidden.persons or is_safe(hidden)


def test_kinds_are_told_together_or_not() -> None:
    kinds = {
        Measure.ALL: tally(20, 20),
        Measure.ENROLMENT: tally(10, 10),
        Measure.SIX_MONTH: tally(10, 8),
        Measure.EXIT: tally(0, 2),
        Measure.THREE_MONTH: tally(6, 6),
    }
    assert set(safe_measures(kinds)) == {Measure.ALL, Measure.THREE_MONTH}
    kinds[Measure.EXIT] = Tally()
    kinds[Measure.SIX_MONTH] = tally(10, 10)
    assert set(safe_measures(kinds)) == set(Measure)
    assert safe_measures(kinds)[Measure.EXIT] == Tally(), "none is not few"
    assert total([]) == dict.fromkeys(Measure, Tally())


def kinds_of(chance: random.Random) -> dict[Measure, Tally]:
    """Make the counts of some people of one sex, each kind of other persons."""
    parts = {
        one: tally(chance.randint(0, 12), chance.randint(0, 12))
        if chance.random() < 0.8
        else Tally()
        for one in (*PARTS, Measure.THREE_MONTH)
    }
    return {**parts, Measure.ALL: sum((parts[one] for one in PARTS), Tally())}


def test_no_cell_of_sex_and_kind_can_be_worked_out() -> None:
    chance, whole_tables = random.Random(11), 0
    for _ in range(3000):
        table = {sex: kinds_of(chance) for sex in Sex}
        whole = safe_measures(
            {one: sum((of[one] for of in table.values()), Tally()) for one in Measure}
        )
        found = safe_table(whole, table)
        for sex, told in found.items():
            assert told.keys() <= whole.keys()
            assert all(table[sex][one] == of for one, of in told.items())
            assert all(is_safe(of) or not of.persons for of in told.values())
            assert len(told.keys() & {*PARTS}) in (0, len(PARTS)), "all kinds or none"
        for measure in Measure:
            hidden = [of[measure] for sex, of in table.items() if measure not in found.get(sex, {})]
            left = sum(hidden, Tally())
            told_any = len(hidden) < len(table)
            assert not told_any or not left.persons or is_safe(left), measure
        whole_tables += any(Measure.EXIT in told for told in found.values())
    assert whole_tables > 100
