"""Who has left: out of the caseload and the digests once nothing is open, and still found."""

import pytest
from sqlalchemy import event

from bot.app_context import AppContext
from dialogs.people.participant_status import ParticipantStatus
from storage.caseload.caseload import caseload_rows
from storage.caseload.leavers import MOST, leavers
from storage.figures.completeness import coach_completeness
from storage.staff.digest_findings import digest_findings
from storage.staff.digest_news import digest_span
from tests.admin.visits import log_in, open_browser
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import add_coach, add_meeting, add_occasion, add_participant, add_rating
from tests.people.needs import deal_with

FULL = (3, 4, 3, 2, 4, 4)


async def here(app: AppContext, coach: int) -> list[str]:
    now = app.clock()
    async with app.database.reading() as session:
        return [line.name or "" for line in await caseload_rows(session, coach, now, now.date())]


async def gone(app: AppContext, coach: int) -> list[str]:
    now = app.clock()
    async with app.database.reading() as session:
        return [one.name or "" for one in await leavers(session, coach, now, now.date())]


async def test_who_has_left_leaves_the_caseload_and_is_found_below(app: AppContext) -> None:
    coach, other, today = await add_coach(app), await add_coach(app, "Eva"), app.clock().date()
    await add_participant(app, coach, "stays")
    await add_participant(app, coach, "last day", exit_on=today)
    for name, ago in (("long ago", 90), ("just", 1)):
        left = await add_participant(app, coach, name, exit_on=today - ago * DAY)
        await add_occasion(app, left.id, -ago, "done")
        await add_occasion(app, left.id, 60, "planned")
    await add_participant(app, other, "somebody else's", exit_on=today - DAY)
    assert sorted(await here(app, coach)) == ["last day", "stays"]
    assert await gone(app, coach) == ["just", "long ago"]
    async with open_browser(app) as client:
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
    either: AppContext, due_in: int, status: str
) -> None:
    """Also where the exit was on a Sunday, and nobody is written to before Monday morning."""
    coach = await add_coach(either)
    left = await add_participant(either, coach, "Bo", exit_on=either.clock().date() - DAY)
    await add_occasion(either, left.id, due_in, status)
    assert await here(either, coach) == ["Bo"]
    assert await gone(either, coach) == []


async def test_the_last_rating_is_not_lost_before_anybody_has_dealt_with_it(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    left = await add_participant(either, coach, "Bo", exit_on=clock().date() - DAY)
    await add_rating(either, left.id, FULL)
    assert await here(either, coach) == ["Bo"]
    clock.passes(minutes=1)
    await deal_with(either, coach, left.id, ParticipantStatus.NEW_RATING)
    assert await here(either, coach) == []


async def test_a_meeting_to_come_keeps_somebody(either: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(either)
    left = await add_participant(either, coach, "Bo", exit_on=clock().date() - DAY)
    await add_meeting(either, left.id, None)
    assert await here(either, coach) == ["Bo"]
    clock.passes(days=4)
    assert await here(either, coach) == []


async def test_digests_tell_of_somebody_who_has_left_only_news(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    left = await add_participant(either, coach, "Bo", exit_on=clock().date() - DAY, stopped=True)
    await add_occasion(either, left.id, 3, "planned")

    async def told() -> object:
        when = digest_span(None, clock(), either.calendar.zone)
        async with either.database.reading() as session:
            found = await digest_findings(session, coach, when)
        return [len(of) for of in (found.answered, found.due, found.quiet)]

    assert await told() == [0, 0, 0]
    await add_rating(either, left.id, FULL, ago=DAY)
    await deal_with(either, coach, left.id, ParticipantStatus.NEW_RATING)
    assert await told() == [1, 0, 0]


async def test_the_list_is_short(app: AppContext) -> None:
    coach, today = await add_coach(app), app.clock().date()
    for number in range(MOST + 2):
        await add_participant(app, coach, f"{number}", exit_on=today - (number + 1) * DAY)
    assert await gone(app, coach) == [f"{number}" for number in range(MOST)]


async def test_what_was_settled_is_not_unfinished(either: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(either)
    half, settled = (
        await add_participant(either, coach, "half"),
        await add_participant(either, coach, "settled"),
    )
    for who, status in ((half, "started"), (settled, "missed")):
        rating = await add_rating(either, who.id, (3, 4))
        await add_occasion(either, who.id, 0, status, rating_id=rating)
    now = clock()
    async with either.database.reading() as session:
        lines = await caseload_rows(session, coach, now, now.date())
    assert {line.name: line.status_at(now) for line in lines} == {
        "half": ParticipantStatus.UNFINISHED,
        "settled": ParticipantStatus.CALM,
    }


async def test_an_extra_rating_was_never_due(either: AppContext) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    await add_occasion(either, bo.id, -5, "done")
    await add_occasion(either, bo.id, -4, "missed", kind="extra")
    await add_occasion(either, bo.id, -3, "done", kind="extra")
    now = either.clock()
    async with either.database.reading() as session:
        share = await coach_completeness(session, coach, now.date())
    assert (share.done, share.due) == (1, 1)


async def test_the_list_is_found_by_the_coachs_index(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, exit_on=app.clock().date() - DAY)
    await add_rating(app, (await add_participant(app, coach, "Kim")).id, FULL)
    asked: list[tuple[str, object]] = []

    def heard(_c: object, _cursor: object, statement: str, values: object, *_m: object) -> None:
        asked.append((statement, values))

    engine = app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", heard)
    assert await gone(app, coach)
    assert await here(app, coach) == ["Kim"]
    event.remove(engine, "before_cursor_execute", heard)
    async with app.database.engine.connect() as connection:
        for statement, values in asked:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
            steps = [str(row[-1]) for row in plan]
            assert not [step for step in steps if step.startswith("SCAN")], (statement, steps)
            assert not [step for step in steps if "status_closes_at" in step], steps
