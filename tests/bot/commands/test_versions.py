"""Programs and databases of other versions, and two that migrate at the same time."""

import asyncio
import os
import subprocess
import sys

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.settings.settings import read_settings
from tests.bot.commands.conftest import Command
from tests.postgres import PostgresServer

NEWER = "the database belongs to a newer version of skapabot"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(
    request: pytest.FixtureRequest, skapabot: Command, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """An empty database."""
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        monkeypatch.setenv("SKAPABOT_DATABASE_URL", server.fresh_database())
    return skapabot


def let_it_be_newer() -> None:
    url = make_url(read_settings().database_url)
    driver = "sqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg"
    engine = create_engine(url.set(drivername=driver))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()


@pytest.mark.parametrize(
    "command",
    [
        ("serve",),
        ("migrate",),
        ("invite", "--label", "Bo", "--coach", "x@y.se", "--sub-project", "A"),
    ],
)
def test_a_newer_database_is_left_alone_in_one_sentence(
    empty: Command, command: tuple[str, ...]
) -> None:
    assert empty("migrate").code == 0
    let_it_be_newer()
    ran = empty(*command)
    assert ran.code == 3
    assert ran.err.startswith(f"skapabot: {NEWER}")
    assert len(ran.err.splitlines()) == 1


def test_check_names_a_newer_database(empty: Command) -> None:
    assert empty("migrate").code == 0
    let_it_be_newer()
    ran = empty("check")
    assert ran.code == 1
    assert f"database  {NEWER}" in ran.out


async def test_many_that_migrate_at_once_all_end_well(empty: Command) -> None:
    async def migrate() -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "migrate"),
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        out, _ = await process.communicate()
        return process.returncode, out.decode()

    ended = await asyncio.gather(*(migrate() for _ in range(4)))
    assert ended == [(0, "The database is up to date.\n")] * 4
