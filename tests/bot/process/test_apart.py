"""The parts as processes of their own: each does its share, and no other's."""

import asyncio
import datetime as dt
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.agenda.messages import MessageStatus
from dialogs.people.accounts import Channel
from storage.tables.agenda import Reminder
from tests.bot.process.running import Service
from tests.bot.process.seeing import answers, health, is_running, is_so, is_up
from tests.fake_botapi import FakeBotApi
from tests.people import KIM, enrol_participants

OTHER = 7001


class Processes:
    """Some processes of one folder and one database."""

    def __init__(self, api: FakeBotApi, folder: Path) -> None:
        self.api, self.first = api, Service(folder, api.url)
        self.started: list[Service] = []

    async def start(self, *parts: str) -> Service:
        service = Service(self.first.folder, self.api.url)
        service.environ = {**self.first.environ, "SKAPABOT_PORT": str(service.port)}
        self.started.append(service)
        await service.start(*parts)
        return service


@asynccontextmanager
async def apart(folder: Path) -> AsyncIterator[tuple[Processes, AppContext]]:
    async with FakeBotApi.running() as api:
        processes = Processes(api, folder)
        app = await processes.first.app()
        try:
            yield processes, app
        finally:
            for one in processes.started:
                if is_running(one):
                    await one.kill(signal.SIGTERM)
            await app.database.close()


async def overdue(app: AppContext, address: int, channel: Channel) -> int:
    """Let somebody's rating be due, who has said stop: a sweep that sees it leaves it out."""
    on = app.clock() - dt.timedelta(days=93)
    (who,) = await enrol_participants(app, [address], on, channel, stopped=True)
    return who


async def is_swept(app: AppContext, who: int) -> bool:
    async with app.database.reading() as session:
        fates = await session.scalars(select(Reminder.status).where(Reminder.participant_id == who))
    return MessageStatus.SKIPPED in set(fates)


async def comes_true(app: AppContext, who: int) -> None:
    for _ in range(300):
        if await is_swept(app, who):
            return
        await asyncio.sleep(0.1)
    pytest.fail("nobody has swept")


async def test_each_part_does_its_share(tmp_path: Path) -> None:
    async with apart(tmp_path) as (processes, app):
        by_bot = await overdue(app, OTHER, Channel.TELEGRAM)
        on_web = await overdue(app, 1, Channel.WEB)
        bot = await processes.start("--telegram")
        await answers(processes.api, KIM)
        await comes_true(app, by_bot)
        assert not await is_swept(app, on_web), "whom Telegram does not reach is another's"
        with pytest.raises(httpx.ConnectError):
            await health(bot)
        web = await processes.start("--web")
        await is_up(web)
        await processes.start("--sweep")
        await comes_true(app, on_web)
        await answers(processes.api, KIM)


async def test_sweeps_leave_the_bot_to_its_process_and_a_standby_takes_them_over(
    tmp_path: Path,
) -> None:
    async with apart(tmp_path) as (processes, app):
        by_bot = await overdue(app, OTHER, Channel.TELEGRAM)
        first = await processes.start("--sweep")
        await comes_true(app, await overdue(app, 1, Channel.WEB))
        assert not await is_swept(app, by_bot)
        standby = await processes.start("--sweep")
        await is_so(lambda: "another process of this database sweeps" in standby.log())
        await first.kill()
        await comes_true(app, await overdue(app, 2, Channel.WEB))
        assert not await is_swept(app, by_bot)


async def test_a_bot_without_a_token_is_said(tmp_path: Path) -> None:
    service = Service(tmp_path, "")
    service.environ["SKAPABOT_TELEGRAM_TOKEN"] = ""
    await service.start("--telegram")
    assert service.process is not None
    assert await service.process.wait() == 2
    assert "set SKAPABOT_TELEGRAM_TOKEN" in service.log()
