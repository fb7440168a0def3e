"""The real python-telegram-bot client, pointed at a fake Bot API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.fake_botapi.world import TOKEN


def _request(read_timeout: float) -> HTTPXRequest:
    # Nothing here speaks TLS: leaving out the certificates saves a tenth of a second.
    return HTTPXRequest(
        read_timeout=read_timeout, httpx_kwargs={"trust_env": False, "verify": False}
    )


@asynccontextmanager
async def client(url: str, token: str = TOKEN, read_timeout: float = 5) -> AsyncIterator[Bot]:
    """An initialised bot (one getMe) that never goes through a proxy."""
    async with Bot(
        token,
        base_url=url,
        request=_request(read_timeout),
        get_updates_request=_request(read_timeout),
    ) as bot:
        yield bot
