"""aiosqlite with one visit to its thread for each statement instead of four.

A statement costs aiosqlite a visit for the cursor, one to execute, one to fetch and one to close;
SQLite itself is done in a fraction of that. Here all four are one visit. Rows beyond the first
thousand are fetched when they are asked for, so a long export does not fill the memory.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import aiosqlite

AT_ONCE = 1000
BUSY_SECONDS = 30


class OneHopCursor(aiosqlite.Cursor):
    """A cursor whose first rows come along with the execution."""

    def __init__(self, conn: aiosqlite.Connection, cursor: sqlite3.Cursor) -> None:
        super().__init__(conn, cursor)
        self._rows: deque[Any] = deque()
        self._more = False

    async def _visit(self, work: Callable[[], list[Any]]) -> list[Any]:
        found: list[Any] = await self._execute(work)  # type: ignore[no-untyped-call]  # aiosqlite leaves it untyped
        return found

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> aiosqlite.Cursor:
        """Execute, and fetch the first rows."""

        def work() -> list[Any]:
            self._cursor.execute(sql, tuple(parameters or ()))
            return self._cursor.fetchmany(AT_ONCE) if self._cursor.description else []

        rows = await self._visit(work)
        self._rows, self._more = deque(rows), len(rows) == AT_ONCE
        return self

    async def fetchall(self) -> Iterable[Any]:
        """Give all rows that have not been given yet."""
        rows = list(self._rows)
        self._rows.clear()
        if self._more:
            self._more = False
            rows += await self._visit(self._cursor.fetchall)
        return rows

    async def fetchmany(self, size: int | None = None) -> Iterable[Any]:
        """Give some rows."""
        wanted = size or self.arraysize
        if len(self._rows) < wanted and self._more:
            found = await self._visit(partial(self._cursor.fetchmany, AT_ONCE))
            self._rows.extend(found)
            self._more = len(found) == AT_ONCE
        return [self._rows.popleft() for _ in range(min(wanted, len(self._rows)))]

    async def fetchone(self) -> Any:
        """Give the next row, or None."""
        return next(iter(await self.fetchmany(1)), None)

    async def close(self) -> None:
        """Close the cursor; nothing is left to do in the thread."""
        self._cursor.close()


class OneHopConnection(aiosqlite.Connection):
    """A connection that hands out such cursors."""

    def cursor(self) -> Any:
        """Make a cursor, without a visit to the thread."""
        return OneHopCursor(self, self._conn.cursor())


async def connect(path: str) -> aiosqlite.Connection:
    """Open a database file; transactions begin when we say so (``isolation_level=None``)."""

    def open_it() -> sqlite3.Connection:
        # Cursors are made and closed outside the thread, never while it works on them.
        return sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    connection = OneHopConnection(open_it, AT_ONCE)
    connection._thread.daemon = True  # a forgotten connection must not keep the process alive
    return await connection
