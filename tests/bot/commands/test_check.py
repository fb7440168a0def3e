"""``check``: whatever it passes, works; whatever it does not, it says in one plain line."""

import asyncio
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.app_context import build_app
from bot.clips.machine import speaking
from bot.commands import check
from bot.drawings.ours import pictograms
from bot.languages.spoken import languages
from bot.settings.installation import read_installation
from bot.settings.settings import read_settings
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind
from tests.bot.channels.mail.mailbox import mail_server
from tests.bot.channels.sms.gateway import USER, gateway
from tests.bot.commands.conftest import Command, Ran
from tests.bot.process.running import free_port
from tests.fake_botapi import TOKEN, FakeBotApi
from tests.people import enrol_participants
from tests.people.knocks import NUMBER, give_knock
from tests.postgres import PostgresServer

NOBODY = 65534


@pytest.fixture
def ready(tables: Path, skapabot: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A migrated database, and a port of its own."""
    monkeypatch.setenv("SKAPABOT_PORT", str(free_port()))
    assert skapabot("migrate").code == 0
    return skapabot


def line_of(ran: Ran, name: str) -> str:
    (found,) = [one for one in ran.out.splitlines() if one.startswith(f"{name} ")]
    return found.removeprefix(name).strip()


def test_what_is_off_is_said_to_be_off(ready: Command) -> None:
    ran = ready("check")
    assert (ran.code, ran.err) == (0, ""), ran.out
    assert ran.out.splitlines() == [
        "settings  ok",
        "database  ok",
        "plans     ok",
        "catalogs  ok",
        "web       ok",
        "token     none: Telegram is off",
        "mail      none: e-mail is off",
        "sms       none: SMS are off",
        "push      none: push is off",
        "voice     none: machine-made drafts are off; at the door nothing is heard in "
        + ", ".join(languages()),
        "audit     ok, no line yet",
    ]


async def test_a_webhook_is_found_said_and_taken_away_on_demand(
    ready: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeBotApi.running() as api:
        monkeypatch.setenv("SKAPABOT_TELEGRAM_TOKEN", TOKEN)
        monkeypatch.setenv("SKAPABOT_TELEGRAM_API_URL", api.url.removesuffix("/bot"))
        assert line_of(await asyncio.to_thread(ready, "check"), "token") == "ok"
        api.webhook = "https://old.example.org/hook/hemligt"
        ran = await asyncio.to_thread(ready, "check")
        assert ran.code == 1
        assert line_of(ran, "token").startswith(
            "a webhook is set, so that Telegram sends everything to old.example.org"
        )
        assert "hemligt" not in ran.out
        ran = await asyncio.to_thread(ready, "check", "--remove-webhook")
        assert (ran.code, line_of(ran, "token")) == (0, "ok")
        assert api.webhook == ""


async def test_a_token_or_a_server_that_is_not_there(
    ready: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeBotApi.running() as api:
        monkeypatch.setenv("SKAPABOT_TELEGRAM_TOKEN", "99:not-this-one")
        monkeypatch.setenv("SKAPABOT_TELEGRAM_API_URL", api.url.removesuffix("/bot"))
        ran = await asyncio.to_thread(ready, "check")
        assert "Telegram does not know it" in line_of(ran, "token")
        assert "check SKAPABOT_TELEGRAM_API_URL" in line_of(ran, "token")
    ran = await asyncio.to_thread(ready, "check")
    assert line_of(ran, "token").startswith("Telegram cannot be reached (NetworkError from Client")
    assert "not-this-one" not in ran.out + ran.err


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_mail_server_that_is_not_there_or_does_not_want_us(
    ready: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKAPABOT_MAIL_FROM", "bot@example.org")
    with mail_server() as mailbox:
        monkeypatch.setenv("SKAPABOT_SMTP_URL", f"smtp://127.0.0.1:{mailbox.port}")
        assert line_of(ready("check"), "mail") == "ok"
        assert mailbox.mails == []
    dead = ready("check")
    assert dead.code == 1
    assert line_of(dead, "mail").startswith("the mail server cannot be reached (SMTPConnectError")
    with mail_server(login=True) as mailbox:
        monkeypatch.setenv("SKAPABOT_SMTP_URL", f"smtp://bo:hemligt@127.0.0.1:{mailbox.port}")
        refused = ready("check")
    assert line_of(refused, "mail").startswith("the mail server answered 535")
    assert "hemligt" not in refused.out + refused.err


def test_http_in_production_and_a_secret_that_can_be_guessed(
    ready: Command, environ: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKAPABOT_ENVIRONMENT", "production")
    monkeypatch.setenv("SKAPABOT_PUBLIC_URL", "http://chat.example.org")
    monkeypatch.setenv("SKAPABOT_SECRET_KEY", "a" * 32)
    monkeypatch.setenv("SKAPABOT_DATABASE_URL", f"sqlite:///{environ / 'other.db'}")
    assert ready("migrate").code == 0
    ran = ready("check")
    assert ran.code == 1
    said = line_of(ran, "settings")
    assert "SKAPABOT_SECRET_KEY can be guessed" in said
    assert "SKAPABOT_PUBLIC_URL is http" in said


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Close a folder for writing, and be somebody for whom that counts: not the superuser."""
    was = os.geteuid()
    if was == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, NOBODY, -1)
        os.seteuid(NOBODY)
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)
        os.seteuid(was)


def test_a_folder_that_is_read_only(ready: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with TemporaryDirectory() as name:  # nobody may pass through the folders of pytest
        folder = Path(name)
        monkeypatch.setenv("SKAPABOT_DATA_DIR", name)
        assert ready("migrate").code == 0
        assert ready("check").code == 0
        (folder / "skapabot.db-journal").unlink(missing_ok=True)
        with read_only(folder):
            ran = ready("check")
        assert ran.code == 1
        said = line_of(ran, "database")
        assert said.startswith("cannot be written to (OperationalError from OperationalError SQ")
        assert ready("check").code == 0


def test_a_folder_that_cannot_be_made(ready: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKAPABOT_DATA_DIR", "/proc/skapabot")
    said = line_of(ready("check"), "database")
    assert said.startswith("not reachable (FileNotFoundError ENOENT)")
    assert said.endswith("check SKAPABOT_DATABASE_URL and SKAPABOT_DATA_DIR")


@pytest.mark.postgres
def test_a_server_that_only_reads(
    ready: Command, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgres.fresh_database()
    monkeypatch.setenv("SKAPABOT_DATABASE_URL", address)
    assert ready("migrate").code == 0
    assert line_of(ready("check"), "database") == "ok"
    reading = (
        f"{address}{'&' if '?' in address else '?'}options=-c%20default_transaction_read_only%3Don"
    )
    monkeypatch.setenv("SKAPABOT_DATABASE_URL", reading)
    said = line_of(ready("check"), "database")
    assert said.startswith(
        "cannot be written to (OperationalError from ReadOnlySqlTransaction 25006)"
    )


def test_a_try_at_writing_leaves_nothing_behind(ready: Command, environ: Path) -> None:
    def version() -> object:
        with closing(sqlite3.connect(environ / "skapabot.db")) as database:
            return database.execute("SELECT version_num FROM alembic_version").fetchall()

    before = version()
    assert ready("check").code == 0
    assert version() == before


def test_where_it_cannot_listen(ready: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("SKAPABOT_PORT", str(other.getsockname()[1]))
        ran = ready("check")
        assert ran.code == 0, "most often it is the service itself"
        assert line_of(ran, "web").startswith("ok, if it is this service that listens at port")
    monkeypatch.setenv("SKAPABOT_HOST", "192.0.2.1")  # nobody's
    assert line_of(ready("check"), "web").startswith("cannot listen (OSError EADDRNOTAVAIL)")
    monkeypatch.setenv("SKAPABOT_HOST", "no such host")
    assert line_of(ready("check"), "web").startswith("cannot listen (gaierror")


def test_an_instrument_whose_letters_no_font_draws(ready: Command, environ: Path) -> None:
    folder = environ / "instruments"
    folder.mkdir()
    ours = Path("dialogs/instruments/skapa.toml").read_text(encoding="utf-8")
    own = folder / "own.toml"
    own.write_text(ours.replace('label = "Hälsa"', 'label = "ᎭᎵ"'), encoding="utf-8")
    for command in ("check", "serve"):
        ran = ready(command)
        assert ran.code == 2
        assert ran.err == (
            "skapabot: own.toml: the label of 'health' has letters that no font has: Ꭽ Ꮅ\n"
        )
    own.write_text(ours.replace('label = "Hälsa"', 'label = "صحة"'), encoding="utf-8")
    assert ready("check").code == 0


def test_an_own_drawing_stands_beside_the_instrument_and_is_checked(
    ready: Command, environ: Path
) -> None:
    folder = environ / "instruments"
    folder.mkdir()
    ours = Path("dialogs/instruments/skapa.toml").read_text(encoding="utf-8")
    changed = ours.replace('picture = "health"', 'picture = "home"')
    (folder / "own.toml").write_text(changed, encoding="utf-8")
    ran = ready("check")
    assert ran.code == 2
    assert ran.err.startswith("skapabot: own.toml: item 'health': there is no drawing 'home'")
    own = folder / "home.svg"
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><script/></svg>')
    for command in ("check", "serve"):
        ran = ready(command)
        assert ran.code == 2
        assert ran.err.startswith("skapabot: home.svg: a drawing may not have 'script', only")
        assert ran.err.count("\n") == 1
    own.write_bytes(Path("dialogs/instruments/drawings/time.svg").read_bytes())
    assert ready("check").code == 0
    item = read_installation(environ).instruments["skapa"].item("health")
    assert item.drawing == pictograms()["time"]
    (folder / "own.toml").unlink()
    own.rename(folder / "health.svg")
    item = read_installation(environ).instruments["skapa"].item("health")
    assert item.drawing == pictograms()["time"], "in place of ours, in our instrument"


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ('{"instrument": "vasterbotten", "reminders": [0]}', "not installed: vasterbotten"),
        ("Jag orkar", "the plan of a sub-project cannot be read (JSONDecodeError)"),
        ("{}", "the plan of a sub-project cannot be read (ValueError from KeyError)"),
    ],
)
def test_a_plan_that_nobody_can_follow(ready: Command, environ: Path, plan: str, says: str) -> None:
    with closing(sqlite3.connect(environ / "skapabot.db")) as database, database:
        database.execute("INSERT INTO sub_projects (id, name, plan) VALUES (1, 'Iris', ?)", [plan])
    ran = ready("check")
    assert ran.code == 1
    assert line_of(ran, "plans").endswith(says)


@pytest.mark.parametrize("command", ["check", "serve"])
def test_serve_refuses_what_check_refuses(
    ready: Command, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("SKAPABOT_PUBLIC_URL", "https://[::1")
    ran = ready(command)
    assert ran.code == 2
    assert ran.err == (
        "skapabot: SKAPABOT_PUBLIC_URL must be an address such as https://chat.example.org\n"
    )


async def test_a_gateway_is_asked_whether_it_knows_us(
    ready: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with gateway() as fake:
        at = f"@127.0.0.1:{fake.port}/a1"
        monkeypatch.setenv("SKAPABOT_SMS_URL", f"elks://{USER}:p%40ss%3Aword{at}")
        monkeypatch.setenv("SKAPABOT_SMS_FROM", "Skapabot")
        monkeypatch.setenv("SKAPABOT_SMS_MONTHLY_PARTS", "500")
        monkeypatch.setenv("SKAPABOT_SMS_CALLBACK_KEY", "a-key-that-only-the-gateway-has")
        ran = await asyncio.to_thread(ready, "check")
        assert line_of(ran, "sms").startswith(
            "ok, 0 of 500 parts sent this month, for 0.00; nobody can"
        )
        monkeypatch.setenv("SKAPABOT_SMS_FROM", "+46766861234")
        ran = await asyncio.to_thread(ready, "check")
        assert (ran.code, line_of(ran, "sms")) == (
            0,
            "ok, 0 of 500 parts sent this month, for 0.00",
        )
        monkeypatch.setenv("SKAPABOT_SMS_URL", f"elks://{USER}:hemligt{at}")
        ran = await asyncio.to_thread(ready, "check")
        assert ran.code == 1
        assert "does not know this user and password: check SKAPABOT_SMS_URL" in line_of(ran, "sms")
        assert "hemligt" not in ran.out + ran.err
        assert fake.taken == []
    ran = await asyncio.to_thread(ready, "check")
    assert "the SMS gateway cannot be reached" in line_of(ran, "sms")


def test_a_key_for_push_is_made_and_passes(ready: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKAPABOT_PUSH_KEY", ready("key", "--push").out.strip())
    assert line_of(ready("check"), "push") == "ok"
    monkeypatch.setenv("SKAPABOT_PUSH_KEY", "hemligt")
    ran = ready("check")
    assert (ran.code, "hemligt" in ran.out + ran.err) == (2, False)
    assert "SKAPABOT_PUSH_KEY is no key for push" in ran.err


async def test_a_promise_that_cannot_be_kept_is_found(
    ready: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = read_settings()
    app = build_app(settings)
    try:
        [who] = await enrol_participants(app, ["a-key"], app.clock(), Channel.WEB)
        await give_knock(app, who, KnockKind.SMS, NUMBER)
    finally:
        await app.database.close()
    ran = await asyncio.to_thread(ready, "check")
    assert ran.code == 1
    assert line_of(ran, "sms") == "off, but participants count on it (1): set SKAPABOT_SMS_URL"


def test_drafts_are_tried_and_the_languages_without_a_machine_named(
    ready: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKAPABOT_VOICE_DRAFTS", "yes")
    ran = ready("check")
    assert (ran.code, line_of(ran, "voice")) == (
        0,
        "ok; no machine speaks ckb, ps, so; at the door nothing is heard in ckb, ps, so",
    )
    monkeypatch.setattr(speaking, "PROGRAM", Path("/nowhere.py"))
    ran = ready("check")
    assert ran.code == 1
    assert line_of(ran, "voice").startswith("the machine does not speak (ended with ")
    monkeypatch.setattr(check, "is_machine_here", lambda: False)
    assert "pip install" in line_of(ready("check"), "voice")
