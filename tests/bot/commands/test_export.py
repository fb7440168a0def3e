"""The export of ratings: whole or not at all, and one answer that cannot be read ends nothing."""

import asyncio
import csv
import os
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.app_context import AppContext, build_app
from bot.settings.settings import read_settings
from dialogs.words.spoken import OBJECT, spoken_text
from storage.ratings.answer_row import COLUMNS
from tests.bot.commands.conftest import Command
from tests.people import add_coach, add_participant, add_rating


@pytest.fixture
def answered(tables: Path, skapabot: Command) -> Command:
    """A database with a rating of Amal's and one of Bo's, two answers each."""
    assert skapabot("migrate").code == 0
    _run(_two_ratings)
    return skapabot


async def _two_ratings(app: AppContext) -> None:
    coach = await add_coach(app)
    for name in ("Amal", "Bo"):
        person = await add_participant(app, coach, name)
        await add_rating(app, person.id, (3, 4), comment=f"{name} skriver")


def _run(work: Callable[[AppContext], Awaitable[None]]) -> None:
    async def working() -> None:
        app = build_app(read_settings())
        await work(app)
        await app.database.close()

    asyncio.run(working())


def _spoil(environ: Path) -> None:
    [file] = environ.glob("*.db")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "UPDATE answers SET comment = ? WHERE rating_id = 1 AND comment IS NOT NULL",
            (b"spoilt",),
        )
        connection.commit()


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_an_answer_that_cannot_be_read_is_named_and_left_out(
    answered: Command, environ: Path
) -> None:
    whole, partly = environ / "whole.csv", environ / "partly.csv"
    assert answered("export", "ratings", "--output", str(whole)).code == 0
    _spoil(environ)
    ran = answered("export", "ratings", "--output", str(partly))
    assert ran.code == 1
    assert ran.out == "11 rows written as csv.\n"
    assert ran.err.splitlines() == [
        "left out: an answer of A-01, rating 1",
        "skapabot: answers that cannot be read, and are left out: 1 (check ENCRYPTION_KEYS)",
    ]
    rows = _rows(whole)
    assert len(rows) == 13
    left = [row for row in rows if "Amal skriver" not in row]
    assert _rows(partly) == left


def test_on_standard_output_the_others_go_on_too(answered: Command, environ: Path) -> None:
    _spoil(environ)
    ran = answered("export", "ratings")
    assert ran.code == 1
    assert "Bo skriver" in ran.out
    assert len(ran.out.splitlines()) == 12
    assert "Amal" not in ran.out


def test_the_old_file_stays_until_the_new_one_is_whole(
    answered: Command, environ: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = environ / "ratings.csv"
    target.write_text("from last week\n", encoding="utf-8")
    target.chmod(0o644)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("SKAPABOT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
        assert answered("export", "ratings", "--output", str(target)).code == 3
    assert target.read_text(encoding="utf-8") == "from last week\n"
    assert not [*environ.glob(".ratings.csv*")]
    assert answered("export", "ratings", "--output", str(target)).code == 0
    assert target.read_text(encoding="utf-8").startswith("\ufeff" + ";".join(COLUMNS))
    assert target.stat().st_mode & 0o777 == 0o600
    assert not [*environ.glob(".ratings.csv*")]


def test_a_link_stays_a_link_and_a_device_a_device(answered: Command, environ: Path) -> None:
    target, link = environ / "ratings.csv", environ / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert answered("export", "ratings", "--output", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") != "old"
    assert answered("export", "ratings", "--output", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_a_terminal_of_another_alphabet_gets_the_same(answered: Command, environ: Path) -> None:
    whole = environ / "whole.csv"
    assert answered("export", "ratings", "--output", str(whole)).code == 0
    told = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "bot", "export", "ratings"]
    ran = subprocess.run(command, env=told, capture_output=True, check=True)
    assert ran.stdout == whole.read_bytes()
    assert ran.stdout.startswith(b"\xef\xbb\xbfparticipant;")


async def _speak(app: AppContext) -> None:
    person = await add_participant(app, await add_coach(app, "Omar"), "Kim")
    await add_rating(app, person.id, (3,), comment=f"ord\n{spoken_text(1, 42)}")


def test_of_a_spoken_comment_it_says_how_long_it_is(answered: Command, environ: Path) -> None:
    _run(_speak)
    target = environ / "spoken.csv"
    assert answered("export", "ratings", "--output", str(target)).code == 0
    assert "ord\nInspelat, 42 sekunder" in [cell for row in _rows(target) for cell in row]
    assert OBJECT not in target.read_text(encoding="utf-8")
