"""A database with people in it, as the first version made it, is brought up to date."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import make_url, text

from storage.database.database import Database
from storage.schema import DanglingRowsError, alembic_config, differences, is_current, migrate
from tests.postgres import PostgresServer

AT = "'2026-01-05 09:00:00'"
ROWS = (
    "staff (id, email_digest, email, name, role, password_hash, language, session_epoch)"
    " VALUES (1, 'e1', :sealed, :sealed, 'coach', 'hash', 'sv', 0),"
    " (2, 'e2', :sealed, :sealed, 'leader', 'hash', 'sv', 3)",
    "sub_projects (id, name) VALUES (1, 'Iris')",
    "participants (id, pseudonym, name, coach_id, sub_project_id, status, language, invented,"
    f" created_at, enrolled_at) VALUES (1, 'A-01', :sealed, 1, 1, 'active', 'sv', false, {AT},"
    f" {AT}), (2, 'A-02', NULL, 1, 1, 'erased', 'ar', true, {AT}, NULL)",
    "channel_accounts (id, participant_id, channel, address_digest, address, status, created_at)"
    f" VALUES (1, 1, 'telegram', 'a1', :sealed, 'open', {AT}), (2, 1, 'web', 'a2', :sealed,"
    f" 'revoked', {AT})",
    "invitations (id, participant_id, code_digest, created_at, expires_at, used_at)"
    f" VALUES (1, 1, 'c1', {AT}, {AT}, {AT})",
    "agreements (id, participant_id, version, language, text, agreed, answered_at)"
    f" VALUES (1, 1, '1', 'sv', :sealed, true, {AT})",
    "conversations (id, participant_id, dialog, state, started_at, ended_at)"
    f" VALUES (1, 1, 'onboarding', :sealed, {AT}, {AT}), (2, 1, 'rating', :sealed, {AT}, NULL)",
    "ratings (id, participant_id, occasion, instrument, version, mode, started_at, finished_at)"
    f" VALUES (1, 1, 'enrolment', 'skapa', '1', 'alone', {AT}, {AT})",
    "wordings (digest, item, language, question, anchors) VALUES ('w1', 'time', 'sv', 'Hur', '[]')",
    "answers (id, rating_id, item, value, skipped, comment, wording, language, channel,"
    f" answered_at) VALUES (1, 1, 'time', 3, false, :sealed, 'w1', 'sv', 'telegram', {AT})",
    "outbox (id, participant_id, account_id, purpose, payload, status, attempts, created_at,"
    f" due_at) VALUES (1, 1, 1, 'turn', :sealed, 'waiting', 0, {AT}, {AT})",
    "audit_log (id, at, staff_id, participant_id, action, allowed)"
    f" VALUES (1, {AT}, 1, 1, 'opened', true)",
)
"""What the tables hold, each after those that it refers to."""
TABLES = [row.split()[0] for row in ROWS]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def first(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A filled database of the first schema."""
    url = f"sqlite:///{tmp_path / 'first.db'}"
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.fresh_database()
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "0001"))
        for row in ROWS:
            values = {"sealed": b"sealed"} if ":sealed" in row else {}
            await connection.execute(text(f"INSERT INTO {row}"), values)
    yield database
    await database.close()


async def counts(database: Database) -> dict[str, int]:
    async with database.engine.connect() as connection:
        return {
            table: (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
            for table in TABLES
        }


def path(database: Database) -> str:
    return str(make_url(database.url).database)


def dump(database: Database) -> list[str]:
    """Write all that is in an SQLite database, its tables and their rows."""
    connection = sqlite3.connect(path(database))
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


async def test_nothing_is_lost_and_all_is_as_the_models_say(first: Database) -> None:
    before = await counts(first)
    assert min(before.values()) > 0
    await migrate(first)
    assert await is_current(first)
    assert await differences(first) == []
    assert await counts(first) == before
    async with first.engine.connect() as connection:  # as the service is handed one
        moved = text("SELECT count(*) FROM conversations WHERE active_at = started_at")
        assert (await connection.execute(moved)).scalar_one() == before["conversations"]
        if first.is_sqlite:
            check = await connection.exec_driver_sql("PRAGMA foreign_key_check")
            assert check.all() == []
            kept = await connection.exec_driver_sql("PRAGMA foreign_keys")
            assert kept.scalar_one() == 1
    await migrate(first)
    assert await counts(first) == before


@pytest.mark.parametrize("first", ["sqlite"], indirect=True)
async def test_a_row_that_refers_to_nothing_is_named_and_nothing_is_changed(
    first: Database,
) -> None:
    connection = sqlite3.connect(path(first))  # without foreign keys, unless asked for
    connection.execute("DELETE FROM ratings")
    connection.execute("DELETE FROM channel_accounts WHERE id = 1")
    connection.commit()
    connection.close()
    before = dump(first)
    with pytest.raises(DanglingRowsError) as told:
        await migrate(first)
    assert str(told.value) == (
        "rows refer to others that are not there: answers to ratings (1),"
        " outbox to channel_accounts (1)"
    )
    assert dump(first) == before
    assert not await is_current(first)
