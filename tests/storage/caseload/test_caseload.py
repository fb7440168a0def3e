"""The caseload: what waits stands first, and no query looks at other coaches' participants."""

import datetime as dt
from typing import Any

from sqlalchemy import delete, event, text, update

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from dialogs.people.participant_status import ParticipantStatus
from storage.caseload.case_file import casefile
from storage.caseload.caseload import caseload_rows
from storage.figures.groups import group_counts
from storage.people.access import access_participant, revoke_access
from storage.people.audit import Audit, log_action
from storage.people.enrolment import newest_participant
from storage.people.invitations import invite
from storage.people.participants import add_account
from storage.tables.people import Account, Agreement, Invitation, Participant, Staff
from tests.conftest import StandingClock
from tests.people import add_coach, add_occasion, add_participant, add_rating
from tests.people.needs import deal_with

FULL = (3, 4, 3, 2, 4, 4)


async def standings(app: AppContext, coach_id: int) -> list[tuple[str, ParticipantStatus]]:
    async with app.database.reading() as session:
        lines = await caseload_rows(session, coach_id, app.clock(), app.clock().date())
    return [(line.name or "", line.status_at(app.clock())) for line in lines]


async def test_what_waits_stands_first_and_says_why(
    either: AppContext, clock: StandingClock
) -> None:
    app, coach = either, await add_coach(either)
    await add_coach(app, "Eva")
    calm = await add_participant(app, coach, "calm")
    await add_rating(app, calm.id, FULL, ago=dt.timedelta(days=9))
    half = await add_participant(app, coach, "half")
    begun = await add_rating(app, half.id, (3, 4), ago=dt.timedelta(days=2))
    await add_occasion(app, half.id, 0, "started", rating_id=begun)
    undecided = await add_participant(app, coach, "undecided")
    declined = await add_participant(app, coach, "declined")
    unopened = await add_participant(app, coach, "unopened", opened=False)
    expired = await add_participant(app, coach, "expired", opened=False)
    fresh = await add_participant(app, coach, "fresh", opened=False)
    without = await add_participant(app, coach, "without", opened=False)
    blocked = await add_participant(app, coach, "blocked")
    older, newer = [await add_participant(app, coach, name) for name in ("older", "newer")]
    await add_rating(app, older.id, FULL, ago=dt.timedelta(hours=3))
    await add_rating(app, newer.id, FULL, ago=dt.timedelta(hours=1))
    gone = await add_participant(app, coach, "gone")
    now = app.clock()
    async with app.database.writing() as session:
        for who, status in ((undecided, "invited"), (declined, "invited"), (gone, "erased")):
            await session.execute(
                update(Participant).where(Participant.id == who.id).values(status=status)
            )
        session.add(
            Agreement(
                participant_id=declined.id,
                version="1",
                language="sv",
                text="…",
                agreed=False,
                answered_at=now,
            )
        )
        await session.execute(
            update(Account).where(Account.participant_id == blocked.id).values(status="blocked")
        )
        await session.execute(
            update(Invitation)
            .where(Invitation.participant_id == expired.id)
            .values(expires_at=now - dt.timedelta(days=1))
        )
        await session.execute(
            update(Invitation)
            .where(Invitation.participant_id == unopened.id)
            .values(created_at=now - dt.timedelta(days=3))
        )
        await session.execute(delete(Invitation).where(Invitation.participant_id == without.id))
        await log_action(
            session, Audit.PARTICIPANT_OPENED, now, staff_id=coach, participant_id=newer.id
        )  # a look ends nothing
    await deal_with(app, coach, calm.id, ParticipantStatus.NEW_RATING)
    assert await standings(app, coach) == [
        ("blocked", ParticipantStatus.BLOCKED),
        ("expired", ParticipantStatus.NO_INVITATION),
        ("unopened", ParticipantStatus.UNOPENED),
        ("newer", ParticipantStatus.NEW_RATING),
        ("older", ParticipantStatus.NEW_RATING),
        ("half", ParticipantStatus.UNFINISHED),
        ("calm", ParticipantStatus.CALM),
        ("undecided", ParticipantStatus.UNDECIDED),
        ("declined", ParticipantStatus.DECLINED),
        ("fresh", ParticipantStatus.INVITED),
        ("without", ParticipantStatus.WITHOUT_BOT),
    ]
    assert fresh.id
    clock.passes(days=1)
    await add_rating(app, calm.id, FULL)
    assert dict(await standings(app, coach))["calm"] is ParticipantStatus.NEW_RATING


async def test_a_new_invitation_closes_the_old_ways_in(either: AppContext) -> None:
    app, coach = either, await add_coach(either)
    person = await add_participant(app, coach, channel=Channel.WEB)
    now = app.clock()
    async with app.database.writing() as session:
        await add_account(session, person.id, Channel.TELEGRAM, "77", now)
        await invite(session, person.id, now)
        await revoke_access(session, person.id, now)
    async with app.database.reading() as session:
        case = await casefile(session, person, now)
    assert {(one.channel, one.status) for one in case.accounts} == {
        ("web", "revoked"),
        ("telegram", "open"),
    }


async def test_small_groups_are_hidden(either: AppContext) -> None:
    app, coach = either, await add_coach(either)
    for number in range(4):
        await add_participant(app, coach, str(number))
    shown = []
    for extra in (True, True, False):
        async with app.database.reading() as session:
            shown += [(one.persons, one.taking_part) for one in await group_counts(session, {1})]
        await add_participant(app, coach, "more", opened=extra)
    async with app.database.reading() as session:
        shown += [(one.persons, one.taking_part) for one in await group_counts(session, {1})]
    # Six of seven would tell that just one has not said yes.
    assert shown == [(None, None), (5, 5), (6, 6), (7, None)]


async def test_every_query_begins_at_an_index(app: AppContext) -> None:
    coach = await add_coach(app)
    person = await add_participant(app, coach)
    await add_rating(app, person.id, FULL, comment="Så är det.")
    said: list[tuple[str, Any]] = []
    engine = app.database.engine.sync_engine

    def hear(_c: object, _u: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("SELECT"):
            said.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", hear)
    async with app.database.writing() as session:
        karin_row = await session.get_one(Staff, coach)
        await caseload_rows(session, coach, app.clock(), app.clock().date())
        await newest_participant(session, coach)
        found = await access_participant(
            session, karin_row, "A-01", app.clock(), Audit.PARTICIPANT_OPENED
        )
        assert found is not None
        await casefile(session, found, app.clock())
    event.remove(engine, "before_cursor_execute", hear)
    assert len(said) > 10
    async with app.database.engine.connect() as connection:
        for statement, parameters in said:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(row[-1]) for row in plan]
            assert not [step for step in steps if step.startswith("SCAN")], (statement, steps)
        indexes = await connection.execute(text("PRAGMA index_list(audit_log)"))
        assert "ix_audit_log_read" in {row[1] for row in indexes}
