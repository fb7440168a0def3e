"""The connection to the Bot API, made the same way wherever we write to Telegram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot

from bot.channels.telegram.http import AiohttpRequest
from bot.channels.telegram.poller import POLL_SECONDS
from bot.channels.telegram.sender import Postman
from bot.files.personal_data import my_data
from bot.parts import Parts


def bot_of(parts: Parts) -> Bot:
    """Make the client; ``initialize`` opens it."""
    settings = parts.settings
    return Bot(
        settings.telegram_token,
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=AiohttpRequest(most=32, read_timeout=20),
        get_updates_request=AiohttpRequest(most=2, read_timeout=POLL_SECONDS + 10),
    )


def postman_of(parts: Parts, bot: Bot) -> Postman:
    """Make the postman that delivers through a client."""
    return Postman(bot, parts.database, parts.clock, lambda who: my_data(parts, who))


@asynccontextmanager
async def postman_for(parts: Parts) -> AsyncIterator[Postman]:
    """Give a postman for a short while, without polling."""
    async with bot_of(parts) as bot:
        postman = postman_of(parts, bot)
        yield postman
        await postman.finish()
