"""The process as its operator sees it: exit codes, one-line errors, a second one, a clean stop."""

import asyncio
import datetime as dt
import signal
import socket
import sqlite3
from pathlib import Path

import httpx
from sqlalchemy import select

from dialogs.people.accounts import Channel
from storage.tables.agenda import Reminder
from storage.tables.people import Staff
from tests.bot.process.running import Service
from tests.fake_botapi import TOKEN, FakeBotApi
from tests.people import add_coach, enrol_participants


async def test_it_stops_when_told_to_and_answers_until_then(tmp_path: Path) -> None:
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        await service.start()
        told = {"sv", "en", "ar"}
        await api.until(lambda: {language for _, language in api.commands} >= told, timeout=20)
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.get(f"http://127.0.0.1:{service.port}/health")
        assert answer.text == "ok"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert await service.kill(signal.SIGTERM) == 0
        assert service.log().splitlines()[0] == (
            f"Listening on 127.0.0.1, port {service.port}. "
            f"Staff sign in at http://127.0.0.1:{service.port}/admin. Ctrl+C stops it."
        )
        assert TOKEN not in service.log()
        assert "Traceback" not in service.log()
        assert "ERROR" not in service.log()


async def test_a_sweep_under_way_is_no_error_when_it_is_told_to_stop(tmp_path: Path) -> None:
    """Somebody else holds the database: every sweep waits for it."""
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        await (await service.app()).database.close()
        await service.start()
        await api.until(lambda: bool(api.calls_of("getUpdates")), timeout=20)
        with sqlite3.connect(tmp_path / "skapabot.db", isolation_level=None) as database:
            database.execute("BEGIN EXCLUSIVE")
            await asyncio.sleep(1.5)
            assert await asyncio.wait_for(service.kill(signal.SIGTERM), 15) == 0
        assert "ERROR" not in service.log()


async def test_a_taken_port_is_said_in_one_sentence_as_wrong_usage(tmp_path: Path) -> None:
    service = Service(tmp_path, "http://127.0.0.1:1/bot")
    with socket.create_server(("127.0.0.1", service.port)):
        await service.start()
        assert service.process is not None
        assert await asyncio.wait_for(service.process.wait(), 20) == 2
    assert service.log().splitlines() == [
        f"skapabot: port {service.port} of 127.0.0.1 is taken: "
        "stop what uses it, or set SKAPABOT_PORT"
    ]


async def test_an_address_of_another_machine_is_said_too(tmp_path: Path) -> None:
    service = Service(tmp_path, "http://127.0.0.1:1/bot")
    service.environ["SKAPABOT_HOST"] = "192.0.2.1"
    await service.start()
    assert service.process is not None
    assert await asyncio.wait_for(service.process.wait(), 20) == 2
    assert "SKAPABOT_HOST 192.0.2.1 is no address of this machine" in service.log()
    assert len(service.log().splitlines()) == 1


async def test_production_refuses_to_start_without_secrets(tmp_path: Path) -> None:
    service = Service(tmp_path, "http://127.0.0.1:1/bot")
    service.environ |= {
        "SKAPABOT_ENVIRONMENT": "production",
        "SKAPABOT_SECRET_KEY": "",
        "SKAPABOT_ENCRYPTION_KEYS": "no key",
    }
    await service.start()
    assert service.process is not None
    assert await asyncio.wait_for(service.process.wait(), 20) == 2
    lines = service.log().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("skapabot: SKAPABOT_SECRET_KEY is missing")
    assert "not a Fernet key" in lines[1]
    assert "no key" not in service.log()


async def test_without_telegram_too_the_clock_ticks_for_reminders_and_digests(
    tmp_path: Path,
) -> None:
    service = Service(tmp_path, "")
    service.environ |= {"SKAPABOT_TELEGRAM_TOKEN": "", "SKAPABOT_TELEGRAM_API_URL": ""}
    app = await service.app()
    karin = await add_coach(app)
    await enrol_participants(
        app, [7001], app.clock() - dt.timedelta(days=93), channel=Channel.WEB, stopped=True
    )
    await service.start()
    try:
        for _ in range(200):
            await asyncio.sleep(0.1)
            async with app.database.reading() as session:
                digest_at = (await session.get_one(Staff, karin)).digest_at
                fates = set(await session.scalars(select(Reminder.status)))
            if digest_at and "skipped" in fates:
                break
        assert digest_at is not None, "the coach's next digest is planned"
        assert "skipped" in fates, "what is due is looked at"
    finally:
        await service.kill(signal.SIGTERM)
        await app.database.close()
