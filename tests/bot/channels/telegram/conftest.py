"""The Telegram channel against the strict fake, in this process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from telegram import Bot

from bot.app_context import AppContext
from bot.channels.telegram.http import AiohttpRequest
from bot.channels.telegram.poller import Poller
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.sending.health import Health
from bot.files.personal_data import personal_data_file
from bot.staff.chat import StaffChannel
from tests.fake_botapi import TOKEN, FakeBotApi
from tests.people import invite_participant


@dataclass
class Chat:
    """One person's phone: speaks in user turns."""

    api: FakeBotApi
    app: AppContext
    chat_id: int
    seen: int = 0
    patience: float = 5.0
    """Seconds to wait for what is to be seen."""

    async def starts(self, code: str) -> str:
        self.api.starts(self.chat_id, code)
        return await self.sees()

    async def sees(self, text: str = "") -> str:
        """Wait for a new message of the bot's; an old one that was tidied does not count."""

        def new(message: dict[str, Any]) -> bool:
            said = str(message.get("text") or message.get("caption") or "")
            return message["message_id"] > self.seen and text in said

        message = await self.api.wait_for(self.chat_id, new, timeout=self.patience)
        self.seen = int(message["message_id"])
        return str(message.get("text") or message.get("caption") or "")

    async def presses(self, label: str, sees: str = "") -> str:
        self.api.presses(self.chat_id, label=self.full_label(label))
        return await self.sees(sees)

    async def says(self, text: str, sees: str = "") -> str:
        self.api.says(self.chat_id, text)
        return await self.sees(sees)

    def buttons(self) -> list[str]:
        for message in reversed(self.api.messages(self.chat_id)):
            rows = message.get("reply_markup", {}).get("inline_keyboard")
            if rows:
                return [button["text"] for row in rows for button in row]
        return []

    def full_label(self, label: str) -> str:
        """Find the whole label of a button by a part of it."""
        return next(button for button in self.buttons() if label in button)


@dataclass
class Telegram:
    """The fake, the running poller, and the people."""

    api: FakeBotApi
    app: AppContext
    sender: Sender

    async def add_chat(self, chat_id: int, name: str, language: str = "sv") -> Chat:
        self.api.user(chat_id, language_code=language, first_name=name)
        return Chat(self.api, self.app, chat_id)

    async def begin_rating(self, chat_id: int, name: str = "Bo", language: str = "Svenska") -> Chat:
        """Bring somebody to the first question."""
        chat = await self.add_chat(chat_id, name)
        await chat.starts(await invite_participant(self.app, name))
        await chat.presses(language)
        await chat.presses(chat.buttons()[0])
        await chat.presses(chat.buttons()[0], sees="1")
        return chat


Restart = Callable[[], "contextlib.AbstractAsyncContextManager[Telegram]"]


@contextlib.asynccontextmanager
async def run_poller(api: FakeBotApi, app: AppContext) -> AsyncIterator[Telegram]:
    """Run the poller, and sweep like the scheduler does."""
    health = Health()
    async with Bot(
        TOKEN,
        base_url=api.url,
        base_file_url=api.file_url,
        request=AiohttpRequest(32, 2, health),
        get_updates_request=AiohttpRequest(2, 35, health),
    ) as bot:
        sender = Sender(bot, app.database, app.clock, lambda who: personal_data_file(app, who))
        desk = StaffChannel(app)
        poller = Poller(bot, app.database, app.turns, sender, app.clock, desk)
        task = asyncio.create_task(poller.run())
        try:
            yield Telegram(api, app, sender)
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


@pytest.fixture
async def telegram(app: AppContext) -> AsyncIterator[Telegram]:
    async with FakeBotApi.running() as api:
        async with run_poller(api, app) as running:
            # The poller's own first sweep serves no chat that a test sweeps.
            await api.until(lambda: bool(api.calls_of("getUpdates")))
            yield running
        api.assert_clean()
