"""Every command: what it prints, its exit code, its one-line errors."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.app_context import AppContext
from storage.people.audit import Audit
from tests.admin.visits import audit_entries
from tests.bot.commands.conftest import Command, Ran, with_parts

KARIN = "karin@example.org"
PASSWORD = "a long enough password"


@pytest.fixture
def ready(tables: Path, skapabot: Command) -> Command:
    """A migrated database with one coach."""
    assert skapabot("migrate").code == 0
    added = add_karin(skapabot)
    assert (added.code, added.out) == (0, "Added.\n")
    return skapabot


def add_karin(skapabot: Command) -> Ran:
    named = ("--email", KARIN, "--name", "Karin", "--role", "coach", "--password-stdin")
    return skapabot("staff", "add", *named, stdin=PASSWORD + "\n")


@pytest.mark.parametrize(
    "command",
    ["", "serve", "migrate", "check", "demo", "chat", "key", "staff", "staff add", "staff phone",
     "invite", "export", "export ratings", "voice", "voice status"],
)  # fmt: skip
def test_every_command_explains_itself(skapabot: Command, command: str) -> None:
    ran = skapabot(*command.split(), "--help")
    assert ran.code == 0
    assert ran.out.startswith("Usage:")


def test_a_coachs_number_can_be_changed(ready: Command) -> None:
    ran = ready("staff", "phone", "--email", "karin@example.org", "--phone", "070-1")
    assert (ran.code, ran.out) == (0, "Changed.\n")

    async def is_noted(app: AppContext) -> None:
        entries = await audit_entries(app, Audit.STAFF_CONTACT_CHANGED)
        assert entries == [(None, None, True)], "by the operator"

    with_parts(is_noted)
    ran = ready("staff", "phone", "--email", "nobody@example.org", "--phone", "070-1")
    assert ran.code != 0
    assert "nobody with this e-mail" in ran.err


def test_a_link_for_somebody_locked_out_says_what_it_does(ready: Command) -> None:
    ran = ready("staff", "link", "--email", KARIN)
    assert ran.code == 0
    assert re.fullmatch(r"http\S+/admin/welcome/\S+\n", ran.out), "the link alone, to be piped"
    for told in ("Opens once, until 20", "alone", "passkeys", "sessions"):
        assert told in ran.err
    assert ready("staff", "link", "--email", "nobody@example.org").code == 1


def test_an_invitation_prints_its_links_once(ready: Command) -> None:
    ran = ready(
        *("invite", "--coach", "Karin@Example.org", "--sub-project", "USB", "--label", "Bo"),
        *("--language", "ar", "--json", "--new"),
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
        (["--coach", KARIN, "--label", "Bo 811228-9874"], "--label is a name, and never"),
    ],
)
def test_a_wrong_invitation_says_what_is_wrong(
    ready: Command, arguments: list[str], says: str
) -> None:
    ran = ready("invite", "--sub-project", "USB", "--label", "Bo", *arguments)
    assert ran.code != 0
    assert ran.err.startswith(f"skapabot: {says}")
    assert len(ran.err.splitlines()) == 1


def test_staff_cannot_be_added_twice_or_with_a_weak_password(ready: Command) -> None:
    again = ("staff", "add", "--email", "KARIN@example.org", "--name", "K", "--role", "coach")
    twice = ready(*again, "--password-stdin", stdin=PASSWORD)
    assert (twice.code, "there already" in twice.err) == (1, True)
    short = ready(*again, "--password-stdin", stdin="short")
    assert (short.code, "at least 12 characters" in short.err) == (2, True)
    for easy in ("Karin@example.org", "123456789012", "a" * 12):
        refused = ready(*again, "--password-stdin", stdin=easy)
        assert (refused.code, "easy to guess" in refused.err) == (2, True)


@pytest.mark.parametrize("email", ["karin", "a@x,b@y", "kärin@example.org", "karin@", "a b@x.se"])
def test_an_address_that_no_mail_reaches_is_refused(skapabot: Command, email: str) -> None:
    ran = skapabot("staff", "add", "--email", email, "--name", "Karin", "--role", "coach")
    assert ran.code == 2
    assert ran.err.startswith("skapabot: --email must ")
    assert len(ran.err.splitlines()) == 1


def test_what_is_done_on_the_command_line_stands_in_the_audit_log(
    ready: Command, environ: Path
) -> None:
    invite = ("invite", "--coach", "karin@example.org", "--label", "Bo", "--sub-project")
    ready(*invite, "USB", "--new")
    ran = ready(*invite, "UBS")
    assert "there is no such sub-project (there is: USB)" in ran.err, "a slip makes none"
    with closing(sqlite3.connect(environ / "skapabot.db")) as database:
        entries = "SELECT action, participant_id, staff_id FROM audit_log ORDER BY id"
        found = database.execute(entries).fetchall()
    assert found == [("added staff", None, None), ("invited", 1, None)]


def test_whatever_is_made_is_for_its_own_user_alone(
    skapabot: Command, environ: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = environ / "own" / "data"
    monkeypatch.setenv("SKAPABOT_DATA_DIR", str(folder))
    assert skapabot("migrate").code == 0
    assert skapabot("export", "ratings", "--output", str(folder / "ratings.csv")).code == 0
    made = [folder.parent, folder, *folder.iterdir()]
    assert {path.name for path in made} >= {"own", "data", "skapabot.db", "ratings.csv"}
    assert [path for path in made if path.stat().st_mode & 0o077] == []


def test_what_nobody_expected_is_one_line_that_says_where(skapabot: Command, environ: Path) -> None:
    assert skapabot("migrate").code == 0
    [file] = environ.glob("*.db")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("INSERT INTO sub_projects (id, name, plan) VALUES (1, 'x', 'Jag orkar')")
    assert add_karin(skapabot).code == 0
    ran = skapabot("invite", "--coach", KARIN, "--sub-project", "x", "--label", "Bo")
    assert ran.code == 1
    assert ran.err.startswith("skapabot: something went wrong: JSONDecodeError at json/decoder.py:")
    assert " < storage/people/sub_projects.py:" in ran.err
    assert "orkar" not in ran.err
    assert len(ran.err.splitlines()) == 1


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
                digest, digest_weekday, digest_hour, digest_mail)
                VALUES (91, 'x', x'', x'', 'coach', 'x', 'sv', 'weekly', 0, 8, 1);
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
