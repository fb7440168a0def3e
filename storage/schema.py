"""The schema's version: brought up to date, or compared with what the code expects."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

import storage.bots
import storage.post  # noqa: F401  # these tables belong to the schema too
from storage.database import Database
from storage.models import Base

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    """Give Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database) -> None:
    """Bring the database up to the newest migration."""
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))


async def is_new(database: Database) -> bool:
    """Tell whether the database holds no tables at all."""
    async with database.engine.connect() as connection:
        return not await connection.run_sync(lambda sync: inspect(sync).get_table_names())


async def is_current(database: Database) -> bool:
    """Tell whether every migration has been carried out."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    async with database.engine.connect() as connection:
        return await connection.run_sync(_version) == head


async def differences(database: Database) -> list[object]:
    """List what the models have and the migrated database has not, or the other way round."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_differences)


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))
