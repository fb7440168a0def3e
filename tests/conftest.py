"""Fixtures: named characters, a clock that stands still, and real databases."""

import datetime as dt
import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet

import storage.database.passwords
from bot.app_context import AppContext, build_app
from bot.languages.catalog import _catalogs as catalogs_read
from bot.settings.settings import Settings, read_settings
from tests.migrated import database_with_tables, give_tables
from tests.postgres import PostgresServer, postgres_server
from tests.statements import share_statements

os.environ["PTB_TIMEDELTA"] = "true"  # else python-telegram-bot warns at every retry_after
# What protects a real password costs a second in twenty tests; processes of their own pay it.
storage.database.passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)  # a Monday morning


class StandingClock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += dt.timedelta(**time)


@pytest.fixture(autouse=True)
def as_shipped() -> Iterator[None]:
    """Speak as the files have it again, whatever a test's organisation has reviewed.

    What is in force belongs to the process; a test that left it behind made another one fail.
    """
    yield
    for language in [code for code, one in catalogs_read.items() if one.is_reviewed]:
        del catalogs_read[language]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return test_settings(tmp_path)


def test_settings(data_dir: Path, **more: str) -> Settings:
    environ = {
        "SKAPABOT_ENVIRONMENT": "test",
        "SKAPABOT_DATA_DIR": str(data_dir),
        "SKAPABOT_SECRET_KEY": "a secret for tests only, of good length",
        "SKAPABOT_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "SKAPABOT_PUBLIC_URL": "http://127.0.0.1:8080",
        **more,
    }
    return read_settings(environ)


test_settings.__test__ = False  # type: ignore[attr-defined]  # a maker of settings, not a test


@pytest.fixture
async def app(settings: Settings, clock: StandingClock) -> AsyncIterator[AppContext]:
    """The parts on a fresh, migrated SQLite database."""
    built = build_app(settings, clock)
    await give_tables(built.database)
    yield built
    await built.database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of our own; skipped where none is installed, except in CI."""
    yield from postgres_server()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def either(
    request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock
) -> AsyncIterator[AppContext]:
    """The parts on SQLite, and again on PostgreSQL."""
    more = {}
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        more["SKAPABOT_DATABASE_URL"] = await database_with_tables(server)
    built = build_app(test_settings(tmp_path, **more), clock)
    if built.database.is_sqlite:
        await give_tables(built.database)
    else:
        await share_statements(built.database.engine)
    yield built
    await built.database.close()


LONGEST = ("test_killed.py", "test_year.py", "browser", "process", "test_forecast.py")
"""Files and folders whose tests take longest: they begin, so that nobody waits for the last."""


def pytest_configure() -> None:
    gc.disable()  # what is read at the beginning stays: looking through it takes a quarter


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        parts = item.path.parts
        return next((n for n, name in enumerate(LONGEST) if name in parts), len(LONGEST))

    items.sort(key=place)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden transcripts anew")
