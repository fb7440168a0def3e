"""Who has left: out of the caseload and the digests once nothing is open, and still found."""

import pytest
from sqlalchemy import event, update

from bot.parts import Parts
from dialogs.reports.participant_status import Standing
from storage.caseload.caseload import caseload
from storage.caseload.leavers import MOST, leavers
from storage.people.audit import OPENED, note
from storage.staff.digest_findings import findings
from storage.staff.digest_news import span
from storage.tables.people import Participant
from tests.admin.visits import browsing, karin, log_in, rated
from tests.bot.staff.caseload import DAY, meeting, occasion, person
from tests.conftest import StandingClock

FULL = (3, 4, 3, 2, 4, 4)


async def here(parts: Parts, coach: int) -> list[str]:
    now = parts.clock()
    async with parts.database.reading() as session:
        return [line.name or "" for line in await caseload(session, coach, now, now.date())]


async def gone(parts: Parts, coach: int) -> list[str]:
    now = parts.clock()
    async with parts.database.reading() as session:
        return [one.name or "" for one in await leavers(session, coach, now, now.date())]


async def test_who_has_left_leaves_the_caseload_and_is_found_below(parts: Parts) -> None:
    coach, other, today = await karin(parts), await karin(parts, "Eva"), parts.clock().date()
    await person(parts, coach, "stays")
    await person(parts, coach, "last day", exit_on=today)
    for name, ago in (("long ago", 90), ("just", 1)):
        left = await person(parts, coach, name, exit_on=today - ago * DAY)
        await occasion(parts, left.id, -ago, "done")
        await occasion(parts, left.id, 60, "planned")
    await person(parts, other, "somebody else's", exit_on=today - DAY)
    assert sorted(await here(parts, coach)) == ["last day", "stays"]
    assert await gone(parts, coach) == ["just", "long ago"]
    async with browsing(parts) as client:
        await log_in(client)
        listed = (await client.get("/admin")).text
        page = await client.get("/admin/participants/A-04")
    assert "2 personer" in listed
    below = listed[listed.index("Har slutat") :]
    assert below.index("A-04") < below.index("A-03")
    assert "22 nov." in below
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("due_in", "status"), [(-1, "due"), (-1, "reminded"), (-1, "started"), (-1, "planned")]
)
async def test_as_long_as_a_rating_is_open_somebody_stays(
    either: Parts, due_in: int, status: str
) -> None:
    """Also where the exit was on a Sunday, and nobody is written to before Monday morning."""
    coach = await karin(either)
    left = await person(either, coach, "Bo", exit_on=either.clock().date() - DAY)
    await occasion(either, left.id, due_in, status)
    assert await here(either, coach) == ["Bo"]
    assert await gone(either, coach) == []


async def test_the_last_rating_is_not_lost_before_anybody_has_seen_it(
    either: Parts, clock: StandingClock
) -> None:
    coach = await karin(either)
    left = await person(either, coach, "Bo", exit_on=clock().date() - DAY)
    await rated(either, left.id, FULL)
    assert await here(either, coach) == ["Bo"]
    clock.passes(minutes=1)
    async with either.database.writing() as session:
        await note(session, OPENED, clock(), staff_id=coach, participant_id=left.id)
    assert await here(either, coach) == []


async def test_a_meeting_to_come_keeps_somebody(either: Parts, clock: StandingClock) -> None:
    coach = await karin(either)
    left = await person(either, coach, "Bo", exit_on=clock().date() - DAY)
    await meeting(either, left.id, None)
    assert await here(either, coach) == ["Bo"]
    clock.passes(days=4)
    assert await here(either, coach) == []


async def test_digests_tell_of_somebody_who_has_left_only_news(
    either: Parts, clock: StandingClock
) -> None:
    coach = await karin(either)
    left = await person(either, coach, "Bo", exit_on=clock().date() - DAY, stopped=True)
    await occasion(either, left.id, 3, "planned")

    async def told() -> object:
        when = span(None, clock(), either.calendar.zone)
        async with either.database.reading() as session:
            found = await findings(session, coach, when)
        return [len(of) for of in (found.answered, found.due, found.quiet)]

    assert await told() == [0, 0, 0]
    await rated(either, left.id, FULL, ago=DAY)
    async with either.database.writing() as session:
        await note(session, OPENED, clock(), staff_id=coach, participant_id=left.id)
    assert await told() == [1, 0, 0]


async def test_the_list_is_short(parts: Parts) -> None:
    coach, today = await karin(parts), parts.clock().date()
    for number in range(MOST + 2):
        await person(parts, coach, f"{number}", exit_on=today - (number + 1) * DAY)
    assert await gone(parts, coach) == [f"{number}" for number in range(MOST)]


async def test_what_was_settled_is_not_unfinished(either: Parts, clock: StandingClock) -> None:
    coach = await karin(either)
    half, settled = await person(either, coach, "half"), await person(either, coach, "settled")
    for who, status in ((half, "started"), (settled, "missed")):
        rating = await rated(either, who.id, (3, 4))
        await occasion(either, who.id, 0, status, rating_id=rating)
    now = clock()
    async with either.database.reading() as session:
        lines = await caseload(session, coach, now, now.date())
    assert {line.name: line.standing(now) for line in lines} == {
        "half": Standing.UNFINISHED,
        "settled": Standing.CALM,
    }


async def test_an_extra_rating_was_never_due(either: Parts) -> None:
    coach = await karin(either)
    bo = await person(either, coach)
    await occasion(either, bo.id, -5, "done")
    await occasion(either, bo.id, -4, "missed", kind="extra")
    await occasion(either, bo.id, -3, "done", kind="extra")
    now = either.clock()
    async with either.database.reading() as session:
        (line,) = await caseload(session, coach, now, now.date())
    assert (line.done, line.due) == (1, 1)


async def test_the_list_is_found_by_the_coachs_index(parts: Parts) -> None:
    coach = await karin(parts)
    await person(parts, coach)
    async with parts.database.writing() as session:
        await session.execute(update(Participant).values(exit_on=parts.clock().date() - DAY))
    await rated(parts, (await person(parts, coach, "Kim")).id, FULL)
    asked: list[tuple[str, object]] = []

    def heard(_c: object, _cursor: object, statement: str, values: object, *_m: object) -> None:
        asked.append((statement, values))

    engine = parts.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", heard)
    assert await gone(parts, coach)
    assert await here(parts, coach) == ["Kim"]
    event.remove(engine, "before_cursor_execute", heard)
    async with parts.database.engine.connect() as connection:
        for statement, values in asked:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
            steps = [str(row[-1]) for row in plan]
            assert not [step for step in steps if step.startswith("SCAN")], (statement, steps)
            assert not [step for step in steps if "status_closes_at" in step], steps
