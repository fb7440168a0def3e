"""The connection to the Bot API, made the same way wherever we write to Telegram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from telegram import Bot

from bot.app_context import AppContext
from bot.channels.telegram.feed import POLL_SECONDS
from bot.channels.telegram.http import AiohttpRequest, call_api
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.sending.health import Health
from bot.files.personal_data import personal_data_file

CALLS_AT_ONCE = 100
"""More than the chats that may hang one day for a reason of their own."""


def make_bot(app: AppContext) -> Bot:
    """Make the client; ``initialize`` opens it."""
    settings, health = app.settings, Health()
    return Bot(
        settings.telegram_token,
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=AiohttpRequest(CALLS_AT_ONCE, 20, health),
        get_updates_request=AiohttpRequest(2, POLL_SECONDS + 10, health),
    )


def make_sender(app: AppContext, bot: Bot) -> Sender:
    """Make the sender that delivers through a client."""
    return Sender(bot, app.database, app.clock, lambda who: personal_data_file(app, who))


async def webhook_host(bot: Bot) -> str | None:
    """Give the host to which Telegram sends everything instead of to us; None where there is none.

    Raises TelegramError.
    """
    info = await call_api(bot, "getWebhookInfo", {})
    url = info.get("url") if isinstance(info, dict) else None
    return (urlsplit(str(url)).hostname or "an unknown host") if url else None


@asynccontextmanager
async def open_sender(app: AppContext) -> AsyncIterator[Sender]:
    """Give a sender for a short while, without polling."""
    async with make_bot(app) as bot:
        sender = make_sender(app, bot)
        yield sender
        await sender.finish()
