"""Runs an ASGI application inside the running event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from tests.fake_botapi.asgi import ABORT


class _Protocol(HttpToolsProtocol):
    """uvicorn's protocol, with a way for the application to cut the connection."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {ABORT: {"cut": self.transport.abort}}


@asynccontextmanager
async def serving(app: ASGIApp, port: int = 0) -> AsyncIterator[int]:
    """Serve on the loopback interface (port 0: a free one) and give the port.

    uvicorn's own Server polls every 0.1 s and takes over signals; a test wants neither.
    """
    config = Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
    config.load()
    state = ServerState()
    # No socket of our own making: asyncio sets TCP_NODELAY only where the protocol is named, and
    # without it every answer takes 40 ms longer.
    server = await asyncio.get_running_loop().create_server(
        lambda: _Protocol(config=config, server_state=state, app_state={}),
        "127.0.0.1",
        port,
        backlog=1024,
    )
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for connection in list(state.connections):
            connection.transport.abort()
        while state.connections or state.tasks:  # noqa: ASYNC110  # uvicorn has no event for it
            await asyncio.sleep(0)  # polls and stalled answers end when their client is gone
        await server.wait_closed()
