"""The fake Bot API server as tests use it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from starlette.types import Receive, Scope, Send

from tests.fake_botapi.actions import Actions
from tests.fake_botapi.asgi import BotApiApp
from tests.fake_botapi.control import ControlApp
from tests.fake_botapi.limits import Limits
from tests.fake_botapi.serving import serving
from tests.fake_botapi.watching import Watching
from tests.fake_botapi.world import TOKEN


class FakeBotApi(Actions, Watching):
    """A strict Telegram Bot API for one bot; `url` is python-telegram-bot's `base_url`."""

    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    @classmethod
    @asynccontextmanager
    async def running(
        cls,
        *,
        port: int = 0,
        token: str = TOKEN,
        update_id: int = 1,
        strict_limits: bool = False,
        limits: Limits | None = None,
    ) -> AsyncIterator[Self]:
        """The server, listening on a loopback port until the block is left."""
        api = cls(token=token, update_id=update_id, strict_limits=strict_limits, limits=limits)
        bot_api, control = BotApiApp(api), ControlApp(api)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            is_control = scope["path"].startswith("/control/")
            await (control if is_control else bot_api)(scope, receive, send)

        async with serving(app, port) as api.port:
            yield api
