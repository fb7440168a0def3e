"""Every command: what it prints, its exit code, its one-line errors."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, strategies

from bot.commands.export import without_formulas
from storage.ratings.export import COLUMNS
from tests.bot.commands.conftest import Command

PASSWORD = "a long enough password"


@pytest.fixture
def ready(skapabot: Command) -> Command:
    """A migrated database with one coach."""
    assert skapabot("migrate").code == 0
    added = skapabot(
        *("staff", "add", "--email", "karin@example.org", "--name", "Karin", "--role", "coach"),
        "--password-stdin",
        stdin=PASSWORD + "\n",
    )
    assert (added.code, added.out) == (0, "Added.\n")
    return skapabot


@pytest.mark.parametrize(
    "command",
    ["", "serve", "migrate", "check", "demo", "chat", "key", "staff", "staff add", "invite",
     "export", "export ratings"],
)  # fmt: skip
def test_every_command_explains_itself(skapabot: Command, command: str) -> None:
    ran = skapabot(*command.split(), "--help")
    assert ran.code == 0
    assert ran.out.startswith("Usage:")


def test_an_invitation_prints_its_links_once(ready: Command) -> None:
    ran = ready(
        *("invite", "--coach", "Karin@Example.org", "--sub-project", "USB", "--label", "Bo"),
        *("--language", "ar", "--json"),
    )
    made = json.loads(ran.out)
    assert set(made) == {"code", "telegram_link", "web_link", "expires_at"}
    assert made["telegram_link"] is None, "no token, no bot"
    assert made["web_link"] == f"https://chat.example.org/c/{made['code']}"
    assert re.fullmatch(r"[\w-]{22,64}", made["code"]), "128 bits or more, fit for a start link"
    assert made["expires_at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--coach", "nobody@example.org"], "there is no coach with this e-mail address"),
        (["--coach", "karin@example.org", "--language", "xx"], "--language must be one of sv, "),
    ],
)
def test_a_wrong_invitation_says_what_is_wrong(
    ready: Command, arguments: list[str], says: str
) -> None:
    ran = ready("invite", "--sub-project", "USB", "--label", "Bo", *arguments)
    assert ran.code != 0
    assert ran.err.startswith(f"skapabot: {says}")
    assert len(ran.err.splitlines()) == 1


def test_staff_cannot_be_added_twice_or_with_a_short_password(ready: Command) -> None:
    again = ("staff", "add", "--email", "KARIN@example.org", "--name", "K", "--role", "coach")
    twice = ready(*again, "--password-stdin", stdin=PASSWORD)
    assert (twice.code, "there already" in twice.err) == (1, True)
    short = ready(*again, "--password-stdin", stdin="short")
    assert (short.code, "at least 12 characters" in short.err) == (2, True)


def test_wrong_usage_is_one_line(skapabot: Command) -> None:
    ran = skapabot("invite")
    assert ran.code == 2
    assert ran.err == "skapabot: Missing option '--coach'.\n"
    assert skapabot("nonsense").err == "skapabot: No such command 'nonsense'.\n"


def test_wrong_settings_are_all_named(skapabot: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKAPABOT_PORT", "http")
    monkeypatch.setenv("SKAPABOT_DATABASE_URL", "mysql://x")
    monkeypatch.setenv("SKAPABOT_TIMEZONE", "Mars/Olympus")
    ran = skapabot("check")
    assert ran.code == 2
    assert {line.split()[1] for line in ran.err.splitlines()} == {
        "SKAPABOT_DATABASE_URL",
        "SKAPABOT_PORT",
        "SKAPABOT_TIMEZONE",
    }


def test_check_says_what_to_do(skapabot: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = skapabot("check")
    assert ran.code == 1
    assert "database  empty: run skapabot migrate" in ran.out
    skapabot("migrate")
    assert "database  ok" in skapabot("check").out
    monkeypatch.setenv("SKAPABOT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    ran = skapabot("check")
    assert "not reachable" in ran.out
    assert "check SKAPABOT_DATABASE_URL" in ran.out


def test_a_database_out_of_reach_is_one_line(
    skapabot: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKAPABOT_DATABASE_URL", "postgresql://nobody:hemligt@127.0.0.1:1/none")
    ran = skapabot("migrate")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert "hemligt" not in ran.err


def test_rows_that_refer_to_nothing_are_one_line(skapabot: Command, environ: Path) -> None:
    assert skapabot("migrate").code == 0
    [file] = environ.glob("*.db")
    with closing(sqlite3.connect(file)) as connection:  # without foreign keys
        connection.execute("INSERT INTO staff_links VALUES (1, 7, 'code', '2026-11-23', NULL)")
        connection.commit()
    ran = skapabot("migrate")
    assert ran.code == 1
    assert ran.err == (
        "skapabot: the database is unchanged: rows refer to others that are not there:"
        " staff_links to staff (1)\n"
    )


def test_answers_are_exported_one_a_row(ready: Command) -> None:
    lines = list(csv.reader(io.StringIO(ready("export", "ratings").out)))
    assert lines[0] == [*COLUMNS]
    assert len(lines) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "\r@"])
def test_what_people_wrote_is_no_formula(start: str) -> None:
    text = f'{start}HYPERLINK("x")'
    assert without_formulas([text, 4, None]) == [f"'{text}", 4, None]


@given(strategies.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    (cell,) = without_formulas([text])
    assert isinstance(cell, str)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_a_key_is_a_key(skapabot: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    key = skapabot("key").out.strip()
    monkeypatch.setenv("SKAPABOT_ENCRYPTION_KEYS", key)
    assert skapabot("migrate").code == 0


def test_chat_plays_a_conversation_in_the_terminal(skapabot: Command) -> None:
    ran = skapabot("chat", "--language", "sv", stdin="Svenska\n1\n1\n4\n/help\n")
    assert "Hur skulle du betygsätta din hälsa" in ran.out
    assert "2/6" in ran.out


def test_a_demo_has_secrets_of_its_own_for_every_command(
    skapabot: Command, environ: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SECRET_KEY", "ENCRYPTION_KEYS"):
        monkeypatch.delenv(f"SKAPABOT_{name}")
    monkeypatch.setenv("SKAPABOT_ENVIRONMENT", "demo")
    assert skapabot("migrate").code == 0
    assert skapabot("reminders", "--until", "2027-06-01").out == "Nothing would be sent.\n"
    assert (environ / "demo-secrets.json").stat().st_mode & 0o077 == 0


def test_a_migration_that_was_ended_half_way_is_said_and_finished(
    skapabot: Command, environ: Path
) -> None:
    """The tables are new, but who took part before has no occasions: nobody would ask them."""
    assert skapabot("migrate").code == 0
    with closing(sqlite3.connect(environ / "skapabot.db")) as database, database:
        database.executescript(
            """
            INSERT INTO sub_projects (id, name) VALUES (91, 'Iris');
            INSERT INTO staff (id, email_digest, email, name, role, password_hash, language,
                session_epoch, digest, digest_weekday, digest_hour, digest_mail)
                VALUES (91, 'x', x'', x'', 'coach', 'x', 'sv', 0, 'weekly', 0, 8, 1);
            INSERT INTO participants (id, pseudonym, coach_id, sub_project_id, status, language,
                invented, created_at, enrolled_at, hour, stopped, protected)
                VALUES (91, 'Z-91', 91, 91, 'active', 'sv', 1, '2026-01-01 00:00:00.000000',
                '2026-01-01 00:00:00.000000', 'morning', 0, 0);
            """
        )
    assert "a migration was not finished: run skapabot migrate" in skapabot("check").out
    served = skapabot("serve")
    assert served.code == 3
    assert "run skapabot migrate" in served.err
    assert "1 participants" in skapabot("migrate").out
    assert "database  ok" in skapabot("check").out
