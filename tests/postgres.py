"""A PostgreSQL server for the tests, from the installed programs, with its data in /tmp."""

import asyncio
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass
class PostgresServer:
    """A running server that is reached through a socket in its own folder."""

    folder: Path
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def fresh_database(self, name: str = "", pattern: str = "template1") -> str:
        """Make a database like ``pattern``, which is empty unless named, and give its address."""
        name = name or f"test_{next(self._numbers)}"
        statement = f"CREATE DATABASE {name} TEMPLATE {pattern} STRATEGY wal_log"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())
        return self.url(name)

    def has(self, name: str) -> bool:
        """Tell whether there is a database of that name."""
        with psycopg.connect(self.url("postgres")) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
            return found.fetchone() is not None


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def postgres_is_there() -> bool:
    """Tell whether the programs of a server are installed."""
    return _programs() is not None


def postgres_server() -> Iterator[PostgresServer]:
    programs = _programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs PostgreSQL: install the package postgresql")
        pytest.skip("no PostgreSQL programs found (Debian: apt install postgresql)")
    # The server refuses to run as root: then it runs as the user its package made.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="skapabot-pg-"))
    if user:
        shutil.chown(folder, user)

    def program(name: str, *arguments: str) -> None:
        with (folder / "log").open("a") as log:
            command = [str(programs / name), "-D", str(folder / "data"), *arguments]
            subprocess.run(command, user=user, check=True, cwd=folder, stdout=log, stderr=log)

    program("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    program("pg_ctl", "-w", "-o", options, "start")
    try:
        yield PostgresServer(folder)
    finally:
        program("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


on_postgres = pytest.mark.parametrize(
    "either", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
"""SQLite lets one transaction in at a time: there nobody reads while another is writing."""
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


async def until_somebody_waits(session: AsyncSession) -> None:
    """Let another transaction come as far as the row that this one holds."""
    async with asyncio.timeout(20):
        while not await session.scalar(WAITING):  # noqa: ASYNC110  # no event tells of it
            await asyncio.sleep(0.01)
