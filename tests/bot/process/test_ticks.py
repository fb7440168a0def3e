"""Sweeps as processes of their own: two at once, and one that is killed for real."""

import asyncio
import datetime as dt
import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.app_context import AppContext, build_app
from bot.settings.clock import system_clock
from bot.settings.settings import read_settings
from dialogs.agenda.messages import MessageStatus
from storage.schema import migrate
from tests.bot.process.running import Service, free_port
from tests.fake_botapi import FakeBotApi
from tests.moments import moment
from tests.people import enrol_participants, messages, occasions
from tests.postgres import PostgresServer

PEOPLE = 60
CHATS = range(7001, 7001 + PEOPLE)


async def waiting(environ: dict[str, str], api: FakeBotApi) -> AppContext:
    """Prepare people whose ratings fall due on 23 February."""
    app = build_app(read_settings(environ))
    await migrate(app.database)
    for chat in CHATS:
        api.user(chat, first_name=f"Person {chat}")
        api.starts(chat, "")
    await enrol_participants(app, CHATS, moment("2026-11-23 14:00"))
    return app


async def tick(environ: dict[str, str], now: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "tick", "--now", now, "--json"),
        env={**os.environ, **environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process) -> dict[str, Any]:
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    told: dict[str, Any] = json.loads(out)
    return told


def received(api: FakeBotApi) -> Counter[int]:
    """Count what each chat got."""
    return Counter(int(call.params["chat_id"]) for call in api.calls_of("send"))


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_two_processes_on_one_database_send_once(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    async with FakeBotApi.running() as api:
        environ = Service(tmp_path, api.url).environ
        if kind == "postgres":
            server: PostgresServer = request.getfixturevalue("postgres")
            environ["SKAPABOT_DATABASE_URL"] = server.fresh_database()
        app = await waiting(environ, api)
        both = await asyncio.gather(*(tick(environ, "2027-02-23T09:00") for _ in range(2)))
        told = await asyncio.gather(*map(ended, both))
        assert received(api) == Counter(dict.fromkeys(CHATS, 1))
        assert sum(one["sent"] for one in told) == PEOPLE
        await app.database.close()
        api.assert_clean()


async def test_a_killed_sweep_leaves_a_few_in_doubt_and_sends_nothing_twice(
    tmp_path: Path,
) -> None:
    async with FakeBotApi.running() as api:
        environ = Service(tmp_path, api.url).environ
        app = await waiting(environ, api)
        first = await tick(environ, "2027-02-23T09:00")
        await api.until(lambda: sum(received(api).values()) >= PEOPLE // 3, timeout=30)
        first.send_signal(signal.SIGKILL)
        await first.wait()
        await ended(await tick(environ, "2027-02-23T09:10"))
        got = received(api)
        rows = [row for row in await messages(app) if row.kind == "rating" and row.settled_at]
        fates = Counter(row.status for row in rows)
        await app.database.close()
        assert max(got.values()) == 1, "nobody was written to twice"
        assert fates[MessageStatus.SENT] + fates[MessageStatus.UNCERTAIN] == PEOPLE, (
            "nobody was forgotten"
        )
        assert fates[MessageStatus.SENT] <= sum(got.values()) <= PEOPLE
        assert fates[MessageStatus.UNCERTAIN] <= 8, "only what was under way is in doubt"


async def test_time_goes_on_while_telegram_cannot_be_reached(tmp_path: Path) -> None:
    service = Service(tmp_path, f"http://127.0.0.1:{free_port()}")
    app = await service.app()
    await enrol_participants(app, [7001], system_clock() - dt.timedelta(days=200))
    await service.start()
    for _ in range(200):
        await asyncio.sleep(0.1)
        if "missed" in {one.status for one in await occasions(app)}:
            break
    assert [one.status for one in await occasions(app)][:2] == ["done", "missed"]
    await service.kill()
    await app.database.close()
    assert "Telegram cannot be reached yet" in service.log()
