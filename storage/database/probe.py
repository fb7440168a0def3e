"""A look at the database: whether it is there, takes writes and holds our tables."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from storage.database.database import Database

_VERSION = "SELECT version_num FROM alembic_version"


async def database_fault(database: Database, seconds: float) -> str | None:
    """Say why the database cannot be written to; None where it can. Changes nothing."""
    path = make_url(database.url).database
    try:
        if database.is_sqlite and path:
            return await asyncio.to_thread(_file_fault, Path(path), seconds)
        async with asyncio.timeout(seconds):
            return await _server_fault(database)
    except TimeoutError:
        return f"does not answer within {seconds:g} seconds"
    except (SQLAlchemyError, OSError) as fault:
        return f"does not answer ({type(fault).__name__})"


def _file_fault(path: Path, seconds: float) -> str | None:
    """Open the file anew: whoever has it open does not notice that it was removed."""
    try:
        address = f"{path.absolute().as_uri()}?mode=rw"
        opened = sqlite3.connect(address, seconds, isolation_level=None, uri=True)
        with closing(opened) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_VERSION).fetchone()
            connection.execute("ROLLBACK")
    except sqlite3.Error as fault:
        return f"does not answer ({fault.sqlite_errorname})"
    return None


async def _server_fault(database: Database) -> str | None:
    async with database.reading() as session:
        if await session.scalar(text("SHOW transaction_read_only")) == "on":
            return "is read-only"
        try:
            await session.execute(text(_VERSION))
        except DBAPIError as fault:
            return f"does not answer ({type(fault).__name__})"
    return None
