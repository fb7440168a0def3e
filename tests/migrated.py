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


def database_file(url: str) -> Path:
    """Give the file of an SQLite database."""
    return Path(str(make_url(url).database))


async def give_tables(database: Database, pattern: Path | None = None) -> None:
    """Give a new SQLite database its tables, and what earlier tests have compiled.

    It is made like ``pattern``, the file of another one, which is empty unless named.
    """
    await lay_tables(database_file(database.url), pattern)
    await share_statements(database.engine)


async def lay_tables(path: Path, pattern: Path | None = None) -> None:
    """Lay the file of a migrated SQLite database where one is to be."""
    pattern = pattern or Path(_FOLDER.name) / "pattern.db"
    if not pattern.exists():
        await _migrated(f"sqlite:///{pattern}")
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(pattern, path)


async def database_with_tables(server: PostgresServer) -> str:
    """Make a database with tables on a PostgreSQL server, and give its address."""
    if not server.has(_PATTERN):
        await _migrated(server.fresh_database(_PATTERN))
    return server.fresh_database(pattern=_PATTERN)


async def _migrated(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()
