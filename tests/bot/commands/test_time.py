"""The commands that show what would be sent, and that do a sweep at a given time."""

import asyncio
import datetime as dt
import json
from pathlib import Path

import pytest

from bot.app_context import build_app
from bot.settings.settings import read_settings
from dialogs.agenda.messages import MessageStatus
from dialogs.people.accounts import Channel
from tests.bot.commands.conftest import Command
from tests.migrated import give_tables
from tests.moments import moment
from tests.people import enrol_participants, messages


def prepare(channel: Channel) -> None:
    """Let there be one person whose rating falls due on 23 February."""

    async def prepared() -> None:
        app = build_app(read_settings())
        await give_tables(app.database)
        await enrol_participants(app, [7001], moment("2026-11-23 14:00"), channel=channel)
        await app.database.close()

    asyncio.run(prepared())


@pytest.fixture
def waiting(environ: Path) -> None:
    """One person in the web chat."""
    prepare(Channel.WEB)


@pytest.fixture
def waiting_in_telegram(environ: Path) -> None:
    """One person in Telegram."""
    prepare(Channel.TELEGRAM)


@pytest.mark.usefixtures("waiting_in_telegram")
def test_reminders_lists_what_would_be_sent(skapabot: Command) -> None:
    ran = skapabot("reminders", "--until", "2027-06-01", "--json")
    assert ran.code == 0, ran.err
    rows = json.loads(ran.out)
    assert [(row["occasion"], row["number"], row["due_at"]) for row in rows] == [
        ("three-month:3", 1, "2027-02-23T09:00:00+01:00"),
        ("three-month:3", 2, "2027-02-25T09:00:00+01:00"),
        ("three-month:3", 3, "2027-03-01T09:00:00+01:00"),
        ("six-month:6", 1, "2027-05-24T09:00:00+02:00"),
        ("six-month:6", 2, "2027-05-26T09:00:00+02:00"),
        ("six-month:6", 3, "2027-05-29T09:00:00+02:00"),
    ]
    first = rows[0]
    assert (first["participant"], first["kind"], first["channel"]) == ("A-01", "rating", "telegram")
    assert (first["language"], first["knocks"]) == ("sv", True)
    assert "dags att göra din stjärna" in first["text"]
    assert len({row["text"] for row in rows[:3]}) == 3, "three wordings"


@pytest.mark.usefixtures("waiting")
def test_reminders_in_words_ends_with_the_day_named(skapabot: Command) -> None:
    ran = skapabot("reminders", "--until", "2027-02-23")
    (line,) = ran.out.splitlines()
    assert line.startswith("2027-02-23 09:00+01:00  A-01  rating 1  web, lies in the chat  Hej!")
    assert skapabot("reminders", "--until", "2027-02-22").out == "Nothing would be sent.\n"


@pytest.mark.usefixtures("waiting")
def test_a_tick_sends_what_reminders_had_said(skapabot: Command) -> None:
    assert json.loads(skapabot("tick", "--now", "2027-02-23T08:59", "--json").out)["sent"] == 0
    dry = json.loads(skapabot("tick", "--now", "2027-02-23T09:00", "--dry-run", "--json").out)
    assert [(row["number"], row["due_at"]) for row in dry] == [(1, "2027-02-23T09:00:00+01:00")]
    assert "sent: 1" in skapabot("tick", "--now", "2027-02-23T09:00").out
    assert "sent: 0" in skapabot("tick", "--now", "2027-02-23T09:01").out

    async def looked() -> list[MessageStatus]:
        app = build_app(read_settings())
        rows = [row.status for row in await messages(app) if row.settled_at]
        await app.database.close()
        return rows

    assert asyncio.run(looked()) == ["laid"]


@pytest.mark.usefixtures("waiting")
def test_a_tick_in_production_needs_the_dry_run(
    skapabot: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKAPABOT_ENVIRONMENT", "production")
    ran = skapabot("tick", "--now", "2027-02-23T09:00")
    assert (ran.code, ran.out) == (2, "")
    assert "--dry-run" in ran.err
    assert skapabot("tick", "--now", "2027-02-23T09:00", "--dry-run").code == 0


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("given", ["soon", "2027-13-01", ""])
def test_a_time_that_is_none_is_named(skapabot: Command, given: str) -> None:
    for command in (("reminders", "--until", given), ("tick", "--now", given)):
        ran = skapabot(*command)
        assert ran.code == 2
        assert "2027-02-22T09:00" in ran.err


def test_a_day_without_a_zone_is_local(skapabot: Command, waiting: None) -> None:
    assert moment("2027-02-23 09:00") == dt.datetime(2027, 2, 23, 8, tzinfo=dt.UTC)
    assert json.loads(skapabot("reminders", "--until", "2027-02-23T08:59", "--json").out) == []
    later = skapabot("reminders", "--until", "2027-02-23T08:00+00:00", "--json")
    assert len(json.loads(later.out)) == 1
