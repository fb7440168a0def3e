"""The database: SQLite by default, PostgreSQL with the same code."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, cast

from aiosqlite import Connection
from sqlalchemy import CursorResult, Delete, Update, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

from storage.database.faults import READ_ONLY
from storage.database.sqlite_driver import connect
from storage.database.until_commit import HoldingSession, held_until_commit


def async_url(url: str) -> str:
    """Name our drivers in a URL as people write it; raises ValueError for other databases."""
    parsed = make_url(url)
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+psycopg",
        "postgres": "postgresql+psycopg",
    }
    backend = parsed.get_backend_name()
    if backend not in drivers:
        raise ValueError("use sqlite:///file.db or postgresql://user:password@host/name")
    return parsed.set(drivername=drivers[backend]).render_as_string(hide_password=False)


async def change_rows(
    session: AsyncSession, statement: Update | Delete, values: Mapping[str, Any] | None = None
) -> int:
    """Carry an UPDATE or DELETE out and count the rows it touched: how a row is claimed."""
    result = await session.execute(statement, values)
    return cast("CursorResult[Any]", result).rowcount


@dataclass
class KnownWordings:
    """The wordings that are stored already, so that answers need not store them again."""

    committed: set[str]
    of_this_session: list[str]


def known_wordings(session: AsyncSession) -> KnownWordings:
    """Give what a session of ours knows about stored wordings."""
    return KnownWordings(session.info["wordings"], held_until_commit(session, "wordings"))


Work = Callable[[AsyncSession], Awaitable[None]]


def do_last(session: AsyncSession, work: Work) -> None:
    """Let this be done when all else in a writing transaction is, right before it commits; once."""
    works = held_until_commit(session, "works")
    if work not in works:
        works.append(work)


class Database:
    """An engine and its sessions. ``writing()`` is one transaction that may change things."""

    def __init__(self, url: str) -> None:
        self.url = async_url(url)
        self.engine = sqlite_engine(self.url) if self.is_sqlite else _postgres(self.url)
        self._sessions = async_sessionmaker(
            self.engine, expire_on_commit=False, sync_session_class=HoldingSession
        )
        self._wordings: set[str] = set()
        # SQLite lets one writer in at a time and makes the others sleep and try again; within
        # this process they queue here instead, in order and without sleeping.
        self._one_writer = asyncio.Lock() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        """Tell whether this is SQLite, where one writer works at a time."""
        return self.url.startswith("sqlite")

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that commits at the end, or leaves nothing behind."""
        sessions = self._sessions(info={"wordings": self._wordings})
        async with self._one_writer, sessions as session, session.begin():
            await session.connection(execution_options={"writes": True})
            yield session
            for work in held_until_commit(session, "works"):
                await work(session)
        self._wordings.update(held_until_commit(session, "wordings"))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a session to look things up."""
        async with self._sessions() as session:
            yield session

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()


def _postgres(url: str) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=8, pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "handle_error")
    def _name_read_only(context: ExceptionContext) -> OperationalError | None:
        fault = context.original_exception
        if getattr(fault, "sqlstate", None) != READ_ONLY:
            return None
        return OperationalError(context.statement, None, fault, hide_parameters=True)

    return engine


def sqlite_engine(url: str, *, foreign_keys: bool = True) -> AsyncEngine:
    """Make an engine for an SQLite file; without ``foreign_keys`` only for migrations."""
    path = make_url(url).database or ":memory:"
    is_there = False

    async def open_file() -> Connection:
        # Once there it is never made anew: an empty one in its place would be nobody's.
        return await connect(path, create=not is_there)

    engine = create_async_engine(
        url,
        pool_size=5,
        pool_reset_on_return=None,
        hide_parameters=True,
        async_creator=open_file,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, record: ConnectionPoolEntry) -> None:
        # TRUNCATE commits as safely as DELETE, without the pauses of removing a file each time.
        for pragma in (
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
            "synchronous=FULL",
            "journal_mode=TRUNCATE",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
        nonlocal is_there
        is_there, record.info["file"] = True, _file_of(path)

    @event.listens_for(engine.sync_engine, "checkout")
    def _leave_removed_file(_connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        # SQLite would go on writing into a file that nobody finds any more.
        if record.info["file"] != _file_of(path):
            raise DisconnectionError

    @event.listens_for(engine.sync_engine, "begin")
    def _begin_immediately(connection: Any) -> None:
        # A read that turns into a write half-way fails at once when somebody else is writing.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _file_of(path: str) -> tuple[int, int] | None:
    """Name the file itself that a path stands for; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  # at every transaction, and four times as fast
    except OSError:
        return None
    return found.st_dev, found.st_ino
