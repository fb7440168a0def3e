"""Databases with their tables: copies of one that is migrated once, which takes far longer."""

import shutil
import tempfile
from pathlib import Path

from sqlalchemy import make_url

from storage.database.database import Database
from storage.schema import migrate
from tests.postgres import PostgresServer
from tests.statements import share_statements

_FOLDER = tempfile.TemporaryDirectory(prefix="skapabot-migrated-")
_PATTERN = "migrated"


async def give_tables(database: Database) -> None:
    """Give a new SQLite database its tables, and what earlier tests have compiled."""
    pattern = Path(_FOLDER.name) / "pattern.db"
    if not pattern.exists():
        await _migrated(f"sqlite:///{pattern}")
    path = Path(str(make_url(database.url).database))
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(pattern, path)
    await share_statements(database.engine)


async def database_with_tables(server: PostgresServer) -> str:
    """Make a database with tables on a PostgreSQL server, and give its address."""
    if not server.has(_PATTERN):
        await _migrated(server.fresh_database(_PATTERN))
    return server.fresh_database(pattern=_PATTERN)


async def _migrated(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()
