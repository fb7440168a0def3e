"""A coach's own chat in the tests: linked, and with a digest that is due."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app_context import AppContext, build_app
from bot.staff.digests import send_digests
from storage.staff.chats import make_staff_link
from storage.tables.channels import StaffChat
from tests.bot.channels.telegram.conftest import Chat, Telegram, run_poller
from tests.conftest import StandingClock, test_settings
from tests.fake_botapi import FakeBotApi
from tests.migrated import give_tables
from tests.people import add_coach, change_staff

KARIN = 2001


@pytest.fixture
async def telegram(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Telegram]:
    settings = test_settings(tmp_path, SKAPABOT_PUBLIC_URL="https://chat.example.org")
    app = build_app(settings, clock)
    await give_tables(app.database)
    async with FakeBotApi.running() as api:
        async with run_poller(api, app) as running:
            yield running
        api.assert_clean()
    await app.database.close()


async def make_link_code(app: AppContext, staff_id: int) -> str:
    async with app.database.writing() as session:
        return "s-" + await make_staff_link(session, staff_id, app.clock())


async def link_coach(
    telegram: Telegram, chat_id: int = KARIN, name: str = "Karin"
) -> tuple[Chat, int]:
    coach = await add_coach(telegram.app, name)
    chat = await telegram.add_chat(chat_id, name)
    assert "kopplad" in await chat.starts(await make_link_code(telegram.app, coach))
    return chat, coach


async def staff_chats(app: AppContext) -> list[tuple[int, str]]:
    async with app.database.reading() as session:
        return [(row.staff_id, row.status) for row in await session.scalars(select(StaffChat))]


async def send_digest(telegram: Telegram, coach: int) -> None:
    await change_staff(telegram.app, coach, digest_at=telegram.app.clock())
    assert await send_digests(telegram.app, telegram.sender) == 1


async def wait_for_status(telegram: Telegram, coach: int, status: str) -> None:
    for _ in range(100):
        if await staff_chats(telegram.app) == [(coach, status)]:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(await staff_chats(telegram.app))
