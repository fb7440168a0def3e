"""Ids that leave the house are given once: what an erased person holds never means another."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from icalendar import Calendar
from sqlalchemy import Connection, make_url, select, text

from bot.app_context import AppContext
from bot.files.calendar import calendar_file
from bot.languages.catalog import catalog
from storage.database.base import Base, numbers_itself
from storage.database.database import Database
from storage.people.erasure import erase_participant
from storage.schema import _migrating, alembic_config, is_current, migrate
from storage.tables.agenda import Meeting
from storage.tables.people import Account, StoredConversation
from tests.bot.channels.web.visitor import begin_rating
from tests.people import invite_participant, open_diary
from tests.storage.database.test_first_schema import AT, ROWS

NUMBERED = sorted(table.name for table in Base.metadata.tables.values() if numbers_itself(table))


def statements(database: Database) -> dict[str, str]:
    """Give how each table of an SQLite file was made."""
    connection = sqlite3.connect(str(make_url(database.url).database))
    try:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        return dict(found.fetchall())
    finally:
        connection.close()


def test_every_table_that_numbers_its_rows_gives_each_id_once(app: AppContext) -> None:
    made = statements(app.database)
    assert len(NUMBERED) > 15
    assert [name for name in NUMBERED if "AUTOINCREMENT" not in made[name]] == []


async def test_a_button_of_an_erased_life_answers_nobody_elses_question(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    _, pressed = bo.button("4 God")
    for words in ("Ta bort allt som är sparat om dig", "Ja, ta bort", "Ja, ta bort allt nu"):
        await bo.press(words)
    kim = await begin_rating(app, await invite_participant(app, "Kim"))
    assert "din hälsa" in kim.text
    await kim.post("/chat", pressed)
    assert "din hälsa" in kim.text  # the first question still waits
    async with app.database.reading() as session:
        [account] = await session.scalars(select(Account))
        open_ones = select(StoredConversation).where(StoredConversation.ended_at.is_(None))
        [asked] = await session.scalars(open_ones)
    assert asked.state["answers"] == {}
    assert account.id > 1


async def test_a_new_meeting_is_another_one_for_calendars(either: AppContext) -> None:
    async def uid(name: str) -> str:
        diary = await open_diary(either, name)
        meeting = await diary.book()
        read = Calendar.from_ical(calendar_file(meeting, catalog("sv")).text)
        async with either.database.writing() as session:
            await erase_participant(session, diary.who, either.clock())
        return str(read.walk("VEVENT")[0]["uid"])

    assert len({await uid(name) for name in ("Bo", "Kim", "Amal")}) == 3


@pytest.fixture
async def earlier(tmp_path: Path) -> AsyncIterator[Database]:
    """A filled database of the first schema, in which ids are given again."""
    database = Database(f"sqlite:///{tmp_path / 'first.db'}")
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "0001"))
    _forget_autoincrement(str(make_url(database.url).database))
    async with database.engine.begin() as connection:
        for row in ROWS:
            values = {"sealed": b"sealed"} if ":sealed" in row else {}
            await connection.execute(text(f"INSERT INTO {row}"), values)
    yield database
    await database.close()


def _forget_autoincrement(path: str) -> None:
    """Let the tables be as earlier versions made them."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, ' AUTOINCREMENT', '')")
    connection.commit()
    connection.close()


async def test_a_filled_database_of_an_earlier_version_gives_no_id_again(earlier: Database) -> None:
    assert not any("AUTOINCREMENT" in str(made) for made in statements(earlier).values())
    await migrate(earlier)
    assert await is_current(earlier)
    made = statements(earlier)
    assert [name for name in NUMBERED if "AUTOINCREMENT" not in made[name]] == []
    async with earlier.engine.begin() as connection:
        # Participant 2 was erased; nobody knows how far their conversations were numbered.
        new = await connection.execute(
            text(
                "INSERT INTO conversations (participant_id, dialog, state, started_at, active_at,"
                f" put_away) VALUES (1, 'rating', :sealed, {AT}, {AT}, false) RETURNING id"
            ),
            {"sealed": b"sealed"},
        )
        assert new.scalar_one() > 1000
        assert (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all() == []


async def test_a_table_that_is_made_anew_remembers_how_far_it_had_come(app: AppContext) -> None:
    diary = await open_diary(app)
    meeting = await diary.book()
    async with app.database.writing() as session:
        await session.execute(sa.delete(Meeting))

    def make_anew(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("meetings", recreate="always"):
            pass

    async with _migrating(app.database) as connection:
        await connection.run_sync(make_anew)
    assert "AUTOINCREMENT" in statements(app.database)["meetings"]
    assert (await diary.book()).id > meeting.id
