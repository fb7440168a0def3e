"""The audit log's chain on both databases: what is done to it past the program is found."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from storage.audit.chain import chain_code
from storage.audit.verifying import BrokenChainError, SoundChain, verify_chain
from storage.database.encryption import Vault
from storage.people.audit import FAILED_SIGN_INS_KEPT, Audit, forget_failed_sign_ins, log_action
from storage.schema import alembic_config, migrations
from storage.staff.look_ups import move_look_ups
from storage.tables.people import AuditEntry
from tests.conftest import StandingClock
from tests.people import add_coach

CHAINED = "0036"
BEFORE = migrations()[migrations().index(CHAINED) - 1]

DROPPED = {
    True: ("DROP TRIGGER audit_log_no_update", "DROP TRIGGER audit_log_no_delete"),
    False: ("ALTER TABLE audit_log DISABLE TRIGGER USER",),
}
"""How somebody with the database in hand gets round its refusal, on SQLite and on PostgreSQL."""
CHANGES = {
    "a line says something else": "UPDATE audit_log SET staff_id = 9 WHERE place = 3",
    "a refusal becomes a look": "UPDATE audit_log SET allowed = true WHERE place = 4",
    "a time is moved": "UPDATE audit_log SET at = '2026-01-01 00:00:00+00:00' WHERE place = 3",
    "a line is removed": "DELETE FROM audit_log WHERE place = 3",
    "the last line is removed": "DELETE FROM audit_log WHERE place = 5",
    "all lines are removed": "DELETE FROM audit_log",
    "a line is put in": (
        "INSERT INTO audit_log (at, action, allowed) "
        "VALUES ('2026-11-23 09:00:00+00:00', 'x', true)"
    ),
    "a line loses its place": "UPDATE audit_log SET place = NULL, seal = NULL WHERE place = 5",
    "the end is set back": "UPDATE audit_heads SET place = 0, seal = '', mark = ''",
    "the end is gone": "DELETE FROM audit_heads",
}


async def write(app: AppContext, lines: int = 5) -> None:
    """Let a coach look at one participant after the other; the fourth is not theirs."""
    for number in range(1, lines + 1):
        async with app.database.writing() as session:
            await log_action(
                session,
                Audit.PARTICIPANT_OPENED,
                app.clock(),
                staff_id=1,
                participant_id=number,
                allowed=number != 4,
            )


async def verified(app: AppContext, kept: str = "") -> SoundChain:
    async with app.database.reading() as session:
        return await verify_chain(session, kept)


async def past_the_program(app: AppContext, *statements: str) -> None:
    async with app.database.writing() as session:
        for one in (*DROPPED[app.database.is_sqlite], *statements):
            await session.execute(text(one))


async def test_what_the_program_writes_fits(either: AppContext) -> None:
    assert await verified(either) == SoundChain(0, "")
    await write(either)
    found = await verified(either)
    assert (found.lines, found.code[:2]) == (5, "5-")
    async with either.database.reading() as session:
        assert await chain_code(session) == found.code
    await write(either)
    assert (await verified(either, kept=found.code)).lines == 10


@pytest.mark.parametrize("what", CHANGES)
async def test_what_is_changed_past_the_program_is_found(either: AppContext, what: str) -> None:
    await write(either)
    await past_the_program(either, CHANGES[what])
    with pytest.raises(BrokenChainError):
        await verified(either)


async def test_the_first_line_that_does_not_fit_is_named(either: AppContext) -> None:
    await write(either)
    await past_the_program(either, CHANGES["a line says something else"])
    with pytest.raises(BrokenChainError, match=r"line 3 of 2026-11-23 09:00 UTC \(id 3\)"):
        await verified(either)


async def test_two_lines_that_are_swapped_are_found(either: AppContext) -> None:
    await write(either)
    swap = "UPDATE audit_log SET place = {} WHERE place = {}"
    await past_the_program(either, swap.format(99, 2), swap.format(2, 3), swap.format(3, 99))
    with pytest.raises(BrokenChainError, match="line 2 "):
        await verified(either)


async def test_two_lines_that_swap_what_they_say_are_found(either: AppContext) -> None:
    await write(either)
    say = "UPDATE audit_log SET participant_id = {} WHERE place = {}"
    await past_the_program(either, say.format(3, 2), say.format(2, 3))
    with pytest.raises(BrokenChainError, match="line 2 "):
        await verified(either)


async def test_an_older_end_that_is_put_back_is_found_by_a_newer_one_kept_elsewhere(
    either: AppContext,
) -> None:
    await write(either, 2)
    async with either.database.reading() as session:
        old = (await session.execute(text("SELECT place, seal, mark FROM audit_heads"))).one()
    await write(either, 3)
    kept = (await verified(either)).code
    await past_the_program(
        either,
        "DELETE FROM audit_log WHERE place > 2",
        f"UPDATE audit_heads SET place = {old.place}, seal = '{old.seal}', mark = '{old.mark}'",
    )
    assert (await verified(either)).lines == 2, "nothing here tells of it"
    with pytest.raises(BrokenChainError, match=f"{kept} is not in the chain"):
        await verified(either, kept)


@pytest.mark.parametrize("kept", ["3", "3-", "3-0000000000000000", "9-0123456789abcdef", "x"])
async def test_a_code_that_is_none_is_not_taken_for_one(app: AppContext, kept: str) -> None:
    await write(app)
    with pytest.raises(BrokenChainError):
        await verified(app, kept)


@pytest.mark.parametrize(
    "deed", ["UPDATE audit_log SET staff_id = 2", "DELETE FROM audit_log WHERE place = 1"]
)
async def test_the_database_refuses(either: AppContext, deed: str) -> None:
    await write(either)
    with pytest.raises(DBAPIError, match="only added to"):
        async with either.database.writing() as session:
            await session.execute(text(deed))
    assert (await verified(either)).lines == 5


async def test_log_ins_that_were_turned_down_are_forgotten_and_the_chain_holds(
    either: AppContext, clock: StandingClock
) -> None:
    await write(either, 2)
    async with either.database.writing() as session:
        await log_action(session, Audit.SIGNED_IN, clock(), staff_id=1, allowed=False)
        await log_action(session, Audit.SIGNED_IN, clock(), staff_id=1)
    clock.now += FAILED_SIGN_INS_KEPT * 2
    async with either.database.writing() as session:
        await forget_failed_sign_ins(session, clock())
    async with either.database.reading() as session:
        kept = select(AuditEntry.action, AuditEntry.allowed).order_by(AuditEntry.id)
        assert (await session.execute(kept)).all()[2:] == [("signed in", True)]
    assert (await verified(either)).lines == 3


async def test_writers_at_the_same_time_make_one_chain(either: AppContext) -> None:
    """Half of them change their minds: a line that was not committed leaves no gap."""

    async def look(number: int) -> None:
        async with either.database.writing() as session:
            await log_action(session, Audit.PARTICIPANT_OPENED, either.clock(), staff_id=number)
            await pause(session)
            if number % 2:
                raise LookupError

    async def pause(session: AsyncSession) -> None:
        await session.execute(text("SELECT 1"))
        await asyncio.sleep(0)

    done = await asyncio.gather(*map(look, range(40)), return_exceptions=True)
    assert sum(isinstance(one, LookupError) for one in done) == 20
    assert (await verified(either)).lines == 20


async def test_what_one_transaction_logs_stands_in_its_order(either: AppContext) -> None:
    deeds = [Audit.MEETING_OPENED, Audit.MEETING_BOOKED, Audit.STEP_ADDED]
    async with either.database.writing() as session:
        for one in deeds:
            await log_action(session, one, either.clock(), staff_id=1, participant_id=1)
    async with either.database.reading() as session:
        for order in (AuditEntry.place, AuditEntry.id):
            found = await session.scalars(select(AuditEntry.action).order_by(order))
            assert found.all() == deeds


async def test_another_look_up_key_keeps_the_chain_and_hides_nothing(app: AppContext) -> None:
    await write(app)
    keys = app.settings.encryption_keys
    await move_look_ups(app.database, Vault(keys, "another key, of good length"), app.clock())
    await write(app)
    assert (await verified(app)).lines == 10
    await past_the_program(app, "UPDATE audit_heads SET place = 9")
    await move_look_ups(app.database, Vault(keys, "a third key, of good length"), app.clock())
    with pytest.raises(BrokenChainError, match="the end of the chain was changed"):
        await verified(app)


async def test_a_key_that_somebody_knows_cannot_be_put_in_the_place_of_ours(
    app: AppContext,
) -> None:
    """What the program has encrypted for them is none of the chain's keys."""
    await write(app)
    await add_coach(app, "known to all")
    await past_the_program(app, "UPDATE audit_heads SET key = (SELECT name FROM staff)")
    with pytest.raises(BrokenChainError, match="the end of the chain was changed"):
        await verified(app)


async def test_lines_of_before_are_chained_when_the_database_is_brought_up_to_date(
    either: AppContext,
) -> None:
    """All but the log-ins that were turned down, in the order in which they were written."""
    from alembic import command

    def moved(connection: Connection, to: str, way: Callable[..., None]) -> None:
        way(alembic_config(connection), to)

    await write(either)
    async with either.database.writing() as session:
        await log_action(session, Audit.SIGNED_IN, either.clock(), allowed=False)
    async with either.database.engine.begin() as connection:
        await connection.run_sync(moved, BEFORE, command.downgrade)
        found = await connection.execute(text("SELECT * FROM audit_log"))
        assert "seal" not in found.keys()  # noqa: SIM118  # the names of its columns
    async with either.database.engine.begin() as connection:
        await connection.run_sync(moved, "head", command.upgrade)
    assert (await verified(either)).lines == 5
    await write(either, 1)
    assert (await verified(either)).lines == 6


async def test_what_a_savepoint_takes_back_is_not_logged(either: AppContext) -> None:
    async def look(session: AsyncSession, number: int) -> None:
        await log_action(
            session, Audit.PARTICIPANT_OPENED, either.clock(), staff_id=1, participant_id=number
        )

    async def look_in_vain(session: AsyncSession) -> None:
        with suppress(ZeroDivisionError):
            async with session.begin_nested():
                await look(session, 1)
                async with session.begin_nested():
                    await look(session, 1)
                raise ZeroDivisionError

    async with either.database.writing() as session:
        for number in (2, 4):  # what has begun the list, and what goes on after it
            await look_in_vain(session)
            async with session.begin_nested():
                await look(session, number)
                await look_in_vain(session)
            await look(session, number + 1)
    async with either.database.reading() as session:
        rows = select(AuditEntry.participant_id).order_by(AuditEntry.place)
        assert list(await session.scalars(rows)) == [2, 3, 4, 5]
    assert (await verified(either)).lines == 4
