"""The process as its operator sees it: exit codes, one-line errors, a second one, a clean stop."""

import asyncio
import datetime as dt
import signal
from pathlib import Path

import httpx
from sqlalchemy import select

from dialogs.people.accounts import Channel
from storage.tables.agenda import Reminder
from storage.tables.people import Staff
from tests.bot.process.running import Service
from tests.fake_botapi import TOKEN, FakeBotApi
from tests.people import add_coach, enrol_participants


async def test_of_two_processes_with_one_token_one_says_so_and_ends(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    async with FakeBotApi.running() as api:
        first, second = Service(tmp_path, api.url), Service(tmp_path / "b", api.url)
        await first.start()
        await api.until(lambda: bool(api.calls_of("getUpdates")), timeout=20)
        await asyncio.sleep(0.5)
        await second.start()
        assert first.process is not None
        assert await asyncio.wait_for(first.process.wait(), 20) == 4
        assert "another process is using this bot token: stop the other one first" in first.log()
        assert second.process is not None
        assert second.process.returncode is None
        await second.kill()


async def test_a_webhook_is_called_by_its_name(tmp_path: Path) -> None:
    async with FakeBotApi.running() as api:
        api.webhook = "https://old.example.org/hook"
        service = Service(tmp_path, api.url)
        service.environ["SKAPABOT_SECRET_KEY"] = "a" * 32
        await service.start()
        assert service.process is not None
        assert await asyncio.wait_for(service.process.wait(), 20) == 4
        assert "a webhook is set for this bot" in service.log()
        assert "skapabot check --remove-webhook" in service.log()
        assert "another process" not in service.log()
        assert "SKAPABOT_SECRET_KEY can be guessed" in service.log(), "said, but no reason to stop"


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
        assert TOKEN not in service.log()
        assert "Traceback" not in service.log()


async def test_a_token_that_telegram_does_not_know_ends_it_clearly(tmp_path: Path) -> None:
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        service.environ["SKAPABOT_TELEGRAM_TOKEN"] = "99:not-this-one"
        await service.start()
        assert service.process is not None
        assert await asyncio.wait_for(service.process.wait(), 20) == 5
        assert "check SKAPABOT_TELEGRAM_TOKEN" in service.log()
        assert "not-this-one" not in service.log()


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
