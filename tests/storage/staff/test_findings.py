"""Findings on both databases: what has happened since the last digest, and what waits."""

import datetime as dt

from sqlalchemy import event

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from dialogs.agenda.messages import MessageKind
from dialogs.people.accounts import Channel
from dialogs.people.participant_status import ParticipantStatus
from dialogs.reports.digest import digest_sections
from dialogs.reports.findings import DigestFindings
from storage.reminders.queue import plan_reminder
from storage.staff.digest_findings import digest_findings
from storage.staff.digest_news import digest_span
from tests.moments import DAY
from tests.people import (
    add_coach,
    add_meeting,
    add_occasion,
    add_participant,
    add_rating,
    block_accounts,
    change_plan,
    fill_caseload,
    leave_rating_half_way,
)
from tests.people.needs import deal_with


async def found(app: AppContext, coach: int, ago: float = 7, days: int = 7) -> DigestFindings:
    now = app.clock()
    async with app.database.reading() as session:
        return await digest_findings(
            session, coach, digest_span(now - ago * DAY, now, app.calendar.zone, days)
        )


def who(section: object) -> list[str]:
    assert isinstance(section, list)
    return [one.who for one in section]


async def test_every_section_finds_its_people(either: AppContext) -> None:
    coach = await add_coach(either)
    await fill_caseload(either, coach)
    told = await found(either, coach)
    assert who(told.answered) == ["A-02", "A-01"]
    (change,) = told.changed
    assert [(move.item, move.up) for move in change.moves] == [("belief", False), ("health", True)]
    assert who(told.due) == ["A-03"]
    assert [(one.who, one.days) for one in told.overdue] == [("A-04", 4)]
    assert [(one.who, one.days) for one in told.silent] == [("A-05", 12)]
    assert who(told.blocked) == ["A-06"]
    assert [(one.who, one.state) for one in told.quiet] == [("A-07", "stopped"), ("A-08", "paused")]
    assert [(one.who, one.state) for one in told.meetings] == [
        ("A-07", "coming"),
        ("A-08", "proposed"),
    ]
    assert who(told.unfinished) == ["A-09"]


async def test_what_an_earlier_digest_told_is_not_told_again(either: AppContext) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    await add_rating(either, bo.id, (1,) * 6, ago=9 * DAY)
    await add_rating(either, bo.id, (5,) * 6, ago=2 * DAY)
    await add_meeting(either, bo.id, "coming", ago=2 * DAY)
    assert (await found(either, coach, ago=3)).has_news()
    await deal_with(
        either, coach, bo.id, ParticipantStatus.NEW_RATING, ParticipantStatus.CANNOT_COME
    )
    assert not (await found(either, coach, ago=1)).has_news()


async def test_what_waits_is_told_until_it_is_dealt_with(either: AppContext) -> None:
    coach = await add_coach(either)
    fell, cannot = await add_participant(either, coach), await add_participant(either, coach, "Kim")
    unopened = await add_participant(either, coach, "Li", opened=False)
    paper = await add_participant(either, coach, "Mo")
    await add_rating(either, fell.id, (4,) * 6, ago=90 * DAY)
    await add_rating(either, fell.id, (4, 4, 4, 4, 4, 2), ago=20 * DAY)
    await add_meeting(either, cannot.id, "cannot", ago=10 * DAY)
    await add_occasion(either, paper.id, -9, "without-figures")
    either.clock.passes(days=3)  # type: ignore[attr-defined]
    told = await found(either, coach, ago=1)
    assert [(one.who, one.on) for one in told.fallen] == [(fell.pseudonym, dt.date(2026, 11, 3))]
    assert who(told.unopened) == [unopened.pseudonym]
    assert who(told.figures) == [paper.pseudonym]
    assert told.answered == []
    sections = digest_sections(told, catalog("sv"), lambda _, item: item)
    assert sections is not None
    assert "sedan 3 nov. 2026" in {line.text for one in sections for line in one.lines}
    await deal_with(either, coach, fell.id, ParticipantStatus.FELL)
    assert who((await found(either, coach, ago=1)).fallen) == []


async def test_who_cannot_come_is_told_again_without_the_place(either: AppContext) -> None:
    coach = await add_coach(either)
    kim = await add_participant(either, coach, "Kim")
    await add_meeting(either, kim.id, "cannot", ago=10 * DAY, starts_in=DAY)
    told = await found(either, coach, ago=1)
    assert [(one.who, one.on) for one in told.cannot] == [("A-01", dt.date(2026, 11, 13))]
    [near] = told.near
    assert (near.place, near.state) == ("Storgatan 1", "cannot")
    assert told.through_telegram(doorbell=False).near[0].place == ""


async def test_small_steps_in_most_areas_are_a_change_of_the_sum(either: AppContext) -> None:
    """One step in one area is none."""
    coach = await add_coach(either)
    bo, kim = await add_participant(either, coach), await add_participant(either, coach, "Kim")
    for key, newest in ((bo.id, (3, 3, 3, 3, 3, 2)), (kim.id, (3, 2, 2, 2, 3, 2))):
        await add_rating(either, key, (2,) * 6, ago=9 * DAY)
        await add_rating(either, key, newest, ago=2 * DAY)
    (change,) = (await found(either, coach)).changed
    assert (change.who, change.moves, change.sum_up) == (bo.pseudonym, (), True)


async def test_a_coach_is_told_of_the_own_participants_only(either: AppContext) -> None:
    karins, others = await add_coach(either), await add_coach(either, "Sara")
    await fill_caseload(either, others)
    assert not (await found(either, karins)).has_news()


async def test_somebody_who_rests_comes_only_with_news(either: AppContext) -> None:
    coach = await add_coach(either)
    later, earlier = either.clock() + DAY, either.clock() - DAY
    bo = await add_participant(either, coach, "Bo", snoozed_until=later, stopped=True)
    await add_occasion(either, bo.id, -4)
    await block_accounts(either, bo.id)
    await leave_rating_half_way(either, bo.id)
    assert not (await found(either, coach)).has_news()
    await add_rating(either, bo.id, (3,) * 6)
    assert who((await found(either, coach)).answered) == ["A-01"]
    kim = await add_participant(either, coach, "Kim", snoozed_until=earlier)
    await add_occasion(either, kim.id, -4)
    assert who((await found(either, coach)).overdue) == ["A-02"]


async def test_silence_follows_the_plan_and_what_is_still_planned(either: AppContext) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    waits = await add_occasion(either, bo.id, -3, "reminded", silent=2)
    assert who((await found(either, coach)).silent) == []
    await change_plan(either, {"reminders": [0, 2]})
    assert who((await found(either, coach)).silent) == ["A-01"]
    now = either.clock()
    async with either.database.writing() as session:
        await plan_reminder(
            session,
            participant_id=bo.id,
            kind=MessageKind.RATING,
            subject=waits.id,
            due_at=now + DAY,
            until=now + 9 * DAY,
            zone=either.calendar.zone,
        )
    told = await found(either, coach)
    assert (who(told.silent), who(told.overdue)) == ([], ["A-01"])


async def test_who_is_answering_just_now_is_not_half_finished(either: AppContext) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    rating_id = await add_rating(either, bo.id, (3,))
    await add_occasion(either, bo.id, 0, "started", rating_id=rating_id)
    assert not (await found(either, coach)).has_news()


async def test_what_was_begun_early_and_left_is_half_finished(either: AppContext) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    rating_id = await add_rating(either, bo.id, (3, 4), ago=2 * DAY)
    await add_occasion(either, bo.id, 12, "started", rating_id=rating_id)
    told = await found(either, coach)
    assert (who(told.unfinished), who(told.due)) == (["A-01"], [])


async def test_an_answer_is_told_also_where_the_meeting_has_begun_meanwhile(
    either: AppContext,
) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    await add_meeting(either, bo.id, "cannot", ago=3 * DAY, starts_in=-2 * DAY)
    await add_meeting(either, bo.id, "coming", ago=3 * DAY, starts_in=-DAY)
    await add_meeting(either, bo.id, "cannot", ago=8 * DAY, starts_in=-4 * DAY)
    told = await found(either, coach)
    assert [(one.state, one.over) for one in told.meetings] == [("cannot", True), ("coming", True)]
    assert [one.state for one in told.in_need()] == ["cannot"]
    (_, section) = digest_sections(told, catalog("sv"), lambda _, item: item) or ()
    assert [line.text for line in section.lines] == [
        "kunde inte 21 nov. 2026",
        "svarade ja till 22 nov. 2026",
    ]


async def test_a_daily_digest_looks_no_further_than_to_the_next_one(either: AppContext) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    await add_occasion(either, bo.id, 1)
    assert who((await found(either, coach, days=1)).due) == []
    assert who((await found(either, coach, days=2)).due) == ["A-01"]


async def test_two_hundred_participants_take_no_more_queries_than_ten(either: AppContext) -> None:
    coach = await add_coach(either)
    await fill_caseload(either, coach)
    said: list[str] = []

    def heard(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(either.database.engine.sync_engine, "before_cursor_execute", heard)
    await found(either, coach)
    few = len(said)
    for number in range(20):
        more = await add_participant(either, coach, f"Mer {number}")
        await add_rating(either, more.id, (3,) * 6)
        await add_occasion(either, more.id, -3)
    said.clear()
    await found(either, coach)
    assert len(said) == few <= 13


async def test_no_table_is_read_whole(app: AppContext) -> None:
    coach = await add_coach(app)
    await fill_caseload(app, coach)
    asked: list[tuple[str, object]] = []

    def heard(_c: object, _cursor: object, statement: str, values: object, *_m: object) -> None:
        asked.append((statement, values))

    engine = app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", heard)
    await found(app, coach)
    event.remove(engine, "before_cursor_execute", heard)
    async with app.database.engine.connect() as connection:
        for statement, values in asked:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
            steps = [str(row[-1]) for row in plan]
            assert not [step for step in steps if step.startswith("SCAN")], (statement, steps)
            # By status alone it would be everybody's that wait.
            assert not [step for step in steps if "status_closes_at" in step], steps


async def test_whom_nothing_tells_is_named_at_once_and_not_silent(either: AppContext) -> None:
    coach = await add_coach(either)
    for name, days in (("Bo", -4), ("Amal", 3)):
        person = await add_participant(either, coach, name, channel=Channel.WEB)
        await add_occasion(either, person.id, days, "due", silent=3)
    told = await found(either, coach)
    assert who(told.untold) == ["A-01", "A-02"]
    assert [told.due, told.overdue, told.silent, told.blocked] == [[], [], [], []]
    assert [one.who for one in told.in_need()] == ["A-01", "A-02"]
