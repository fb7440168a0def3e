"""Keys that a database was not written with: said by every command, before it does anything."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from cryptography.fernet import Fernet

from bot.app_context import AppContext
from bot.commands.run import _prepare_database
from storage.keys import unfitting_keys
from storage.schema import alembic_config
from tests.bot.commands.conftest import Command, Ran, with_parts
from tests.migrated import database_with_tables
from tests.postgres import PostgresServer

PASSWORD = "a long enough password"
SECRET, ENCRYPTION = "SKAPABOT_SECRET_KEY", "SKAPABOT_ENCRYPTION_KEYS"
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def add(skapabot: Command, email: str = "karin@example.org") -> Ran:
    named = ("--email", email, "--name", "Karin", "--role", "coach", "--password-stdin")
    return skapabot("staff", "add", *named, stdin=PASSWORD + "\n")


def without_sentinel() -> None:
    """Let the database be as a version before 0004 has it."""

    async def work(app: AppContext) -> None:
        async with app.database.engine.begin() as connection:
            await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "0003"))

    with_parts(work)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def written(
    request: pytest.FixtureRequest,
    tables: Path,
    skapabot: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> Command:
    """A migrated database that was written with the key OLD, with one coach."""
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        monkeypatch.setenv("SKAPABOT_DATABASE_URL", asyncio.run(database_with_tables(server)))
    monkeypatch.setenv(ENCRYPTION, OLD)
    assert skapabot("migrate").code == 0
    assert add(skapabot).code == 0
    return skapabot


def assert_refused(skapabot: Command, names: str) -> None:
    """Every command says which settings do not fit, in one line, and does nothing."""
    checked = skapabot("check")
    assert checked.code == 1
    assert f"database  {names} not fit this database" in checked.out
    arguments = (
        ["serve"],
        ["migrate"],
        ["export", "ratings"],
        ["reminders", "--until", "2027-06-01"],
        ["tick", "--now", "2027-02-23T09:00"],
        ["invite", "--coach", "karin@example.org", "--sub-project", "Iris", "--label", "Bo"],
    )
    for ran in (*(skapabot(*each) for each in arguments), add(skapabot)):
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"skapabot: {names} not fit this database")
        assert len(ran.err.splitlines()) == 1


def test_the_keys_it_was_written_with_fit(written: Command) -> None:
    assert "database  ok" in written("check").out
    assert written("export", "ratings").code == 0
    assert written("migrate").code == 0
    assert "there already" in add(written).err


def test_another_secret_key_is_refused(written: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET, "another secret for tests, long enough")
    assert_refused(written, f"{SECRET} does")


def test_other_encryption_keys_are_refused(
    written: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENCRYPTION, NEW)
    assert_refused(written, f"{ENCRYPTION} does")
    monkeypatch.setenv(SECRET, "another secret for tests, long enough")
    assert "older encryption keys are still needed" in written("check").out
    assert_refused(written, f"{SECRET} and {ENCRYPTION} do")


def test_a_new_key_comes_before_the_old_one_and_both_are_needed_from_then_on(
    written: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENCRYPTION, f"{NEW},{OLD}")
    assert "database  ok" in written("check").out
    with_parts(_prepare_database)  # as serve does
    monkeypatch.setenv(ENCRYPTION, OLD)
    assert_refused(written, f"{ENCRYPTION} does")
    monkeypatch.setenv(ENCRYPTION, NEW)
    assert_refused(written, f"{ENCRYPTION} does")
    monkeypatch.setenv(ENCRYPTION, f"{OLD},{NEW}")
    assert "database  ok" in written("check").out


@pytest.mark.parametrize(
    ("name", "value"),
    [(SECRET, "another secret for tests, long enough"), (ENCRYPTION, NEW)],
    ids=["secret", "encryption"],
)
def test_an_earlier_version_s_database_is_compared_with_its_staff(
    written: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """At the first migration wrong keys must not become those that it was written with."""
    without_sentinel()
    with monkeypatch.context() as wrong:
        wrong.setenv(name, value)
        assert_refused(written, f"{name} does")
    assert "not up to date" in written("check").out
    assert written("migrate").code == 0
    assert "database  ok" in written("check").out
    monkeypatch.setenv(name, value)
    assert_refused(written, f"{name} does")


def test_an_empty_database_remembers_the_keys_that_serve_made_it_with(
    skapabot: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_parts(_prepare_database)
    monkeypatch.setenv(ENCRYPTION, NEW)
    monkeypatch.setenv(SECRET, "another secret for tests, long enough")
    assert skapabot("serve").code == 3

    async def work(app: AppContext) -> None:
        assert await unfitting_keys(app.database) == ["LOOKUP_KEY", "ENCRYPTION_KEYS"]

    with_parts(work)
