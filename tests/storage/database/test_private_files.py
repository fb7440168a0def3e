"""The files of an SQLite database: for our own user alone, whatever the umask."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database.database import Database
from storage.schema import migrate


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    mask = os.umask(0)
    yield
    os.umask(mask)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def migrated(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    await migrate(database)
    await database.close()


async def test_folder_database_and_journal_are_private(tmp_path: Path) -> None:
    path = tmp_path / "data" / "skapabot.db"
    Database(f"sqlite:///{path}")
    assert not path.parent.exists(), "nothing is made before it is opened"
    await migrated(path)
    assert mode(path.parent) == 0o700
    assert {one.name: mode(one) for one in path.parent.iterdir()} == {
        "skapabot.db": 0o600,
        "skapabot.db-journal": 0o600,
    }


async def test_what_an_earlier_version_left_open_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "skapabot.db"
    journal = tmp_path / "skapabot.db-journal"
    await migrated(path)
    for file in (path, journal):
        file.touch()
        file.chmod(0o644)
    await migrated(path)
    assert (mode(path), mode(journal)) == (0o600, 0o600)


async def test_what_was_opened_to_a_group_on_purpose_stays_open_to_it(tmp_path: Path) -> None:
    path = tmp_path / "skapabot.db"
    await migrated(path)
    path.chmod(0o640)
    await migrated(path)
    assert mode(path) == 0o640
