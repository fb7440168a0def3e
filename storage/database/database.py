"""The database: SQLite by default, PostgreSQL with the same code."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Update, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from storage.database.sqlite_driver import connect


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

    committed: set[str] = field(default_factory=set)
    of_this_session: set[str] = field(default_factory=set)


def known_wordings(session: AsyncSession) -> KnownWordings:
    """Give what a session of ours knows about stored wordings."""
    known: KnownWordings = session.info["wordings"]
    return known


class Database:
    """An engine and its sessions. ``writing()`` is one transaction that may change things."""

    def __init__(self, url: str) -> None:
        self.url = async_url(url)
        self.engine = sqlite_engine(self.url) if self.is_sqlite else _postgres(self.url)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
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
        wordings = KnownWordings(self._wordings)
        sessions = self._sessions(info={"wordings": wordings})
        async with self._one_writer, sessions as session, session.begin():
            await session.connection(execution_options={"writes": True})
            yield session
        self._wordings |= wordings.of_this_session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a session to look things up."""
        async with self._sessions() as session:
            yield session

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()


def _postgres(url: str) -> AsyncEngine:
    return create_async_engine(url, pool_size=8, pool_pre_ping=True, hide_parameters=True)


def sqlite_engine(url: str, *, foreign_keys: bool = True) -> AsyncEngine:
    """Make an engine for an SQLite file; without ``foreign_keys`` only for migrations."""
    path = make_url(url).database or ":memory:"
    engine = create_async_engine(
        url,
        pool_size=5,
        pool_reset_on_return=None,
        hide_parameters=True,
        async_creator=partial(connect, path),
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _set_pragmas(connection: Any, _record: object) -> None:
        # TRUNCATE commits as safely as DELETE, without the pauses of removing a file each time.
        for pragma in (
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
            "synchronous=FULL",
            "journal_mode=TRUNCATE",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin_immediately(connection: Any) -> None:
        # A read that turns into a write half-way fails at once when somebody else is writing.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
