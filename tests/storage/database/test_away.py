"""A database that takes no writes is away, by whatever name it says so."""

import os

import pytest
from sqlalchemy import text

from bot.app_context import AppContext
from storage.database.database import Database
from storage.database.faults import AWAY
from storage.database.probe import database_fault
from storage.tables.bots import remember_bot
from tests.postgres import PostgresServer, on_postgres


@on_postgres
async def test_a_read_only_server_is_away(either: AppContext, postgres: PostgresServer) -> None:
    database = either.database
    assert await database_fault(database, 2) is None
    name = str(database.engine.url.database)
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(
            text(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        )
    await database.close()  # connections of before go on as they were
    with pytest.raises(AWAY):
        async with database.writing() as session:
            await remember_bot(session, 1, "SkapaBot")
    assert await database_fault(database, 2) == "is read-only"


@on_postgres
async def test_a_bad_statement_is_no_fault_of_the_server(either: AppContext) -> None:
    """Else a bad update would be tried for ever."""
    async with either.database.writing() as session:
        with pytest.raises(Exception, match="no_such") as caught:
            await session.execute(text("SELECT no_such"))
        assert not isinstance(caught.value, AWAY)
        await session.rollback()


async def test_a_server_that_is_not_there_is_told() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    assert await database_fault(database, 2) == "does not answer (OperationalError)"
    await database.close()


async def test_a_file_that_was_removed_is_not_written_to_any_more(app: AppContext) -> None:
    """SQLite alone would go on with the removed one, and lose every answer."""
    path = str(app.database.engine.url.database)
    async with app.database.writing() as session:
        await remember_bot(session, 1, "SkapaBot")
    os.rename(path, f"{path}.moved")  # noqa: PTH104
    for _ in range(2):
        with pytest.raises(AWAY):
            async with app.database.writing() as session:
                await remember_bot(session, 2, "SkapaBot")
    assert not os.access(path, os.F_OK), "no empty one is made in its place"
    assert await database_fault(app.database, 2) == "does not answer (SQLITE_CANTOPEN)"
    os.rename(f"{path}.moved", path)  # noqa: PTH104
    async with app.database.writing() as session:
        await remember_bot(session, 2, "SkapaBot")
    assert await database_fault(app.database, 2) is None
