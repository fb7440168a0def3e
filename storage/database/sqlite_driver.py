"""SQLite from an event loop: statements run where they are asked for, commits in a thread.

aiosqlite visits its thread four times a statement. A statement takes SQLite some 50 µs, a visit
takes longer, and under load each one waits for the interpreter's lock. What really takes time, and
leaves the lock alone, is a commit that waits for the disk: that is what the thread is for.

A lock that somebody else holds is waited for asynchronously. Sleeping inside SQLite, as its own
busy timeout does, would stop the very coroutine that is to give the lock back.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

BUSY_SECONDS = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 0.001, 0.05
FOR_OTHERS = 0o007

Result = TypeVar("Result")


class InlineCursor(aiosqlite.Cursor):
    """A cursor that works at once, in the thread of whoever calls."""

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> aiosqlite.Cursor:
        """Execute a statement as soon as no other transaction is in the way."""
        given = tuple(parameters or ())

        async def work() -> None:
            self._cursor.execute(sql, given)

        await _retry_while_busy(work)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> aiosqlite.Cursor:
        """Execute a statement for each set of values."""
        self._cursor.executemany(sql, parameters)
        return self

    async def fetchall(self) -> Iterable[Any]:
        """Give the rows that are left."""
        return self._cursor.fetchall()

    async def fetchmany(self, size: int | None = None) -> Iterable[Any]:
        """Give some rows."""
        return self._cursor.fetchmany(size or self.arraysize)

    async def fetchone(self) -> Any:
        """Give the next row, or None."""
        return self._cursor.fetchone()

    async def close(self) -> None:
        """Close the cursor."""
        self._cursor.close()


class InlineConnection(aiosqlite.Connection):
    """A connection whose cursors work at once; its thread waits for the disk."""

    def cursor(self) -> Any:
        """Make a cursor."""
        return InlineCursor(self, self._conn.cursor())

    async def commit(self) -> None:
        """Commit in the thread, once readers have left."""
        await _retry_while_busy(super().commit)

    async def rollback(self) -> None:
        """Leave nothing behind."""
        self._conn.rollback()


async def _retry_while_busy(work: Callable[[], Awaitable[Result]]) -> Result:
    """Try until the database is free; raises OperationalError after half a minute."""
    pause, waited = FIRST_PAUSE, 0.0
    while True:
        try:
            return await work()
        except sqlite3.OperationalError as fault:
            busy = fault.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or waited >= BUSY_SECONDS:
                raise
        await asyncio.sleep(pause)
        waited += pause
        pause = min(pause * 2, LONGEST_PAUSE)


async def connect(path: str, *, create: bool = True) -> aiosqlite.Connection:
    """Open a database file; transactions begin when we say so (``isolation_level=None``).

    Raises OSError where the file cannot be made, or read.
    """

    def open_it() -> sqlite3.Connection:
        if create and path != ":memory:":
            _keep_private(Path(path))
        address = path if create else f"{Path(path).absolute().as_uri()}?mode=rw"
        # One coroutine has a connection at a time, so the two threads never use it at once.
        return sqlite3.connect(
            address, timeout=0, isolation_level=None, check_same_thread=False, uri=not create
        )

    connection = InlineConnection(open_it, 1000)
    connection._thread.daemon = True  # a forgotten connection must not keep the process alive
    try:
        return await connection
    except BaseException:
        # Its thread answers once more before it ends: a loop closed by then could not hear it.
        connection._thread.join(1)
        raise


def _keep_private(path: Path) -> None:
    """Make a database's folder and file for our own user alone; the journal takes after the file.

    A file that an earlier version left for everybody to read is closed to others. Whoever has
    opened one to a group alone has meant it.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    for file in (path, path.with_name(f"{path.name}-journal")):
        with contextlib.suppress(FileNotFoundError, PermissionError):  # or somebody else's file
            if file.stat().st_mode & FOR_OTHERS:
                file.chmod(0o600)
