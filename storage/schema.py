"""The schema's version: brought up to date, or compared with what the code expects.

Alembic is imported where it is used: the service starts without it.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.base import Base
from storage.database.database import Database, sqlite_engine

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATING = 0x736B617061
"""What a process that migrates locks on PostgreSQL: any number that nobody else uses."""


def alembic_config(connection: Connection | None = None) -> "Config":
    """Give Alembic's configuration, without a file of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


class DanglingRowsError(Exception):
    """Rows refer to others that are not there: the database cannot be brought up to date."""


class NewerDatabaseError(Exception):
    """The database was brought up to date by a newer version of this program."""


async def migrate(database: Database) -> None:
    """Bring the database up to the newest migration, in one transaction, one process at a time.

    Raises NewerDatabaseError, and on SQLite DanglingRowsError, with nothing changed.
    """
    from alembic import command

    if await is_newer(database):
        raise NewerDatabaseError
    async with _migrating(database) as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))


@asynccontextmanager
async def _migrating(database: Database) -> AsyncIterator[AsyncConnection]:
    """Open the transaction of the migrations.

    SQLite alters a table by making it anew: while the old one is dropped, what refers to it refers
    to nothing. Foreign keys cannot be switched off inside a transaction, so that an engine of its
    own is without them, and they are checked before the commit instead.
    """
    if not database.is_sqlite:
        async with database.engine.begin() as connection:
            # The transactions of two processes would make the same tables.
            await connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
            yield connection
        return
    engine = sqlite_engine(database.url, foreign_keys=False)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(writes=True)
            async with connection.begin():
                given = await _ids_given(connection)
                yield connection
                await _keep_ids_given(connection, given)
                await _check_foreign_keys(connection)
    finally:
        await engine.dispose()


async def _ids_given(connection: AsyncConnection) -> dict[str, int]:
    """Tell how far each table has given its ids; one that is made anew forgets it."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("sqlite_sequence")):
        return {}
    found = await connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    return {row.name: row.seq for row in found}


async def _keep_ids_given(connection: AsyncConnection, given: dict[str, int]) -> None:
    """Let no table that was made anew give an id again whose row had been deleted before."""
    now = await _ids_given(connection)
    for name in await connection.run_sync(lambda sync: inspect(sync).get_table_names()):
        if now.get(name, 0) < given.get(name, 0):
            values = {"name": name, "seq": given[name]}
            await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            await connection.execute(
                text("INSERT INTO sqlite_sequence VALUES (:name, :seq)"), values
            )


async def _check_foreign_keys(connection: AsyncConnection) -> None:
    found = await connection.exec_driver_sql("PRAGMA foreign_key_check")
    rows = Counter((row.table, row.parent) for row in found)
    if rows:
        named = (f"{table} to {other} ({count})" for (table, other), count in sorted(rows.items()))
        raise DanglingRowsError(f"rows refer to others that are not there: {', '.join(named)}")


def migrations() -> list[str]:
    """List the revisions of the migrations: files are numbered in their order."""
    paths = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return sorted(path.name.split("_")[0] for path in paths)


def newest_migration() -> str:
    """Name the newest migration."""
    return migrations()[-1]


async def is_new(database: Database) -> bool:
    """Tell whether the database holds no tables at all."""
    async with database.engine.connect() as connection:
        return not await connection.run_sync(lambda sync: inspect(sync).get_table_names())


async def is_current(database: Database) -> bool:
    """Tell whether every migration has been carried out."""
    return await _revision(database) == newest_migration()


async def is_newer(database: Database) -> bool:
    """Tell whether a newer version of this program has changed the database."""
    revision = await _revision(database)
    return revision is not None and revision not in migrations()


async def _revision(database: Database) -> str | None:
    """Give the newest migration that was carried out; None where there was none."""
    async with database.engine.connect() as connection:
        if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
            return None
        revision: str | None = await connection.scalar(
            text("SELECT version_num FROM alembic_version")
        )
    return revision


async def differences(database: Database) -> list[object]:
    """List what the models have and the migrated database has not, or the other way round."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_differences)


def _differences(connection: Connection) -> list[object]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def try_writing(database: Database) -> None:
    """Write, and leave nothing behind; raises DBAPIError or OSError where nothing can be kept."""
    async with database.engine.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin() as trial:
            await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            await trial.rollback()
