"""The web server, made in this one place: its sockets, its limits, and how it stops."""

import asyncio
import errno
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn

from bot.app_context import AppContext
from bot.service.connection import BoundedConnection
from bot.web_app import web_app

FINISH_SECONDS = 5
"""How long requests that are being answered hold up the end."""
BACKLOG = 1024


class AddressError(Exception):
    """Nobody can be served at the address that is set. Its text says why, and what to set."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Open the sockets that the address stands for; raises AddressError."""
    found: list[socket.socket] = []
    fault = OSError(errno.EADDRNOTAVAIL, "")
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as unknown:
        raise AddressError(f"SKAPABOT_HOST {host} is no address of this machine") from unknown
    for family, kind, protocol, _, address in dict.fromkeys(infos):
        # The protocol named, or the event loop would not send small answers at once.
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listening.bind(address)
            listening.listen(BACKLOG)  # a second process could bind it until then
        except OSError as refused:
            listening.close()
            fault = refused
        else:
            found.append(listening)
    if not found or fault.errno == errno.EADDRINUSE:
        for listening in found:
            listening.close()
        raise AddressError(_words_of(fault, host, port)) from fault
    return found


def _words_of(fault: OSError, host: str, port: int) -> str:
    match fault.errno:
        case errno.EADDRINUSE:
            return f"port {port} of {host} is taken: stop what uses it, or set SKAPABOT_PORT"
        case errno.EACCES:
            return f"port {port} may not be used by this user: set SKAPABOT_PORT to 1024 or more"
        case errno.EADDRNOTAVAIL:
            return f"SKAPABOT_HOST {host} is no address of this machine"
        case _:
            return f"nothing can be served on {host}, port {port} ({type(fault).__name__})"


class WebServer(uvicorn.Server):
    """uvicorn without its own signal handlers: the service stops all its parts together."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the service."""
        yield


def web_server(app: AppContext) -> WebServer:
    """Make the server."""
    return WebServer(
        uvicorn.Config(
            web_app(app),
            http=BoundedConnection,
            ws="none",
            backlog=BACKLOG,
            timeout_graceful_shutdown=FINISH_SECONDS,
            log_config=None,  # its own would write tracebacks past our redaction
            log_level="warning",
            access_log=False,  # addresses hold personal keys
            server_header=False,
            proxy_headers=True,
        )
    )


async def serve_web(app: AppContext, sockets: Sequence[socket.socket]) -> None:
    """Answer on sockets, which stay open, until cancelled; then finish what is being answered."""
    server = web_server(app)
    serving = asyncio.create_task(server.serve([one.dup() for one in sockets]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving
