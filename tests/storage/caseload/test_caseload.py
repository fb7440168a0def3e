"""The caseload: what waits stands first, and no query looks at other coaches' participants."""

import datetime as dt
from typing import Any

from sqlalchemy import event, text, update

from bot.parts import Parts
from dialogs.reports.participant_status import Standing
from storage.caseload.case_file import casefile
from storage.people.access import own_participant, revoke_access
from storage.caseload.caseload import caseload
from storage.figures.groups import group_counts
from storage.people.audit import OPENED, note
from storage.people.enrolment import newest_of
from storage.people.invitations import invite
from storage.people.participants import add_account
from storage.tables.people import Account, Agreement, Invitation, Participant, Staff
from tests.admin.visits import karin, participant, rated
from tests.bot.staff.caseload import occasion
from tests.conftest import StandingClock

FULL = (3, 4, 3, 2, 4, 4)


async def standings(parts: Parts, coach_id: int) -> list[tuple[str, Standing]]:
    async with parts.database.reading() as session:
        lines = await caseload(session, coach_id, parts.clock(), parts.clock().date())
    return [(line.name or "", line.standing(parts.clock())) for line in lines]


async def test_what_waits_stands_first_and_says_why(either: Parts, clock: StandingClock) -> None:
    parts, coach = either, await karin(either)
    await karin(parts, "Eva")
    calm = await participant(parts, coach, "calm")
    await rated(parts, calm.id, FULL, ago=dt.timedelta(days=9))
    half = await participant(parts, coach, "half")
    begun = await rated(parts, half.id, (3, 4))
    await occasion(parts, half.id, 0, "started", rating_id=begun)
    undecided = await participant(parts, coach, "undecided")
    declined = await participant(parts, coach, "declined")
    unopened = await participant(parts, coach, "unopened", opened=False)
    expired = await participant(parts, coach, "expired", opened=False)
    blocked = await participant(parts, coach, "blocked")
    older, newer = [await participant(parts, coach, name) for name in ("older", "newer")]
    await rated(parts, older.id, FULL, ago=dt.timedelta(hours=3))
    await rated(parts, newer.id, FULL, ago=dt.timedelta(hours=1))
    gone = await participant(parts, coach, "gone")
    now = parts.clock()
    async with parts.database.writing() as session:
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
        await note(session, OPENED, now, staff_id=coach, participant_id=calm.id)
        await note(session, OPENED, now, staff_id=coach + 1, participant_id=newer.id)
    assert await standings(parts, coach) == [
        ("newer", Standing.NEW_RATING),
        ("older", Standing.NEW_RATING),
        ("blocked", Standing.BLOCKED),
        ("expired", Standing.NO_INVITATION),
        ("unopened", Standing.UNOPENED),
        ("half", Standing.UNFINISHED),
        ("calm", Standing.CALM),
        ("undecided", Standing.UNDECIDED),
        ("declined", Standing.DECLINED),
    ]
    assert unopened.id
    clock.passes(days=1)
    await rated(parts, calm.id, FULL)
    assert (await standings(parts, coach))[0] == ("calm", Standing.NEW_RATING)


async def test_a_new_invitation_closes_the_old_ways_in(either: Parts) -> None:
    parts, coach = either, await karin(either)
    person = await participant(parts, coach)
    now = parts.clock()
    async with parts.database.writing() as session:
        await add_account(session, person.id, "telegram", "77", now)
        await invite(session, person.id, now)
        await revoke_access(session, person.id, now)
    async with parts.database.reading() as session:
        case = await casefile(session, person, now)
    assert {(one.channel, one.status) for one in case.accounts} == {
        ("web", "revoked"),
        ("telegram", "open"),
    }


async def test_small_groups_are_hidden(either: Parts) -> None:
    parts, coach = either, await karin(either)
    for number in range(4):
        await participant(parts, coach, str(number))
    shown = []
    for extra in (True, True, False):
        async with parts.database.reading() as session:
            shown += [(one.persons, one.taking_part) for one in await group_counts(session)]
        await participant(parts, coach, "more", opened=extra)
    async with parts.database.reading() as session:
        shown += [(one.persons, one.taking_part) for one in await group_counts(session)]
    # Six of seven would tell that just one has not said yes.
    assert shown == [(None, None), (5, 5), (6, 6), (7, None)]


async def test_every_query_begins_at_an_index(parts: Parts) -> None:
    coach = await karin(parts)
    person = await participant(parts, coach)
    await rated(parts, person.id, FULL, comment="Så är det.")
    said: list[tuple[str, Any]] = []
    engine = parts.database.engine.sync_engine

    def hear(_c: object, _u: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("SELECT"):
            said.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", hear)
    async with parts.database.writing() as session:
        karin_row = await session.get_one(Staff, coach)
        await caseload(session, coach, parts.clock(), parts.clock().date())
        await newest_of(session, coach)
        found = await own_participant(session, karin_row, "A-01", parts.clock(), OPENED)
        assert found is not None
        await casefile(session, found, parts.clock())
    event.remove(engine, "before_cursor_execute", hear)
    assert len(said) > 10
    async with parts.database.engine.connect() as connection:
        for statement, parameters in said:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(row[-1]) for row in plan]
            assert not [step for step in steps if step.startswith("SCAN")], (statement, steps)
        indexes = await connection.execute(text("PRAGMA index_list(audit_log)"))
        assert "ix_audit_log_read" in {row[1] for row in indexes}
