"""A connection of the web server with limits: on how many there are, on bytes and on time.

uvicorn has none of these for whoever never finishes a request: a thousand that were only begun
would take every file that the process may open, the database's among them.
"""

import asyncio
import logging
import resource
from functools import cache

from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 512
READ_SECONDS = 30.0
"""From the first byte of a request to its last; 64 KB at most, over any mobile network."""
ANSWER_SECONDS = 120.0
"""From there until the answer has been taken; the database is waited for meanwhile."""
MOST_FRAMING = 32 * 1024
"""Bytes of a request that are not its body: address, headers, trailers, the marks of chunks."""

LINGER_SECONDS = 1.0
MOST_PASSED_OVER = 1024 * 1024
"""For how long, and how many bytes, whoever was refused is still read."""


@cache
def most_connections() -> int:
    """Give how many connections may be open: half of the files that the process may have."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_CONNECTIONS if files < 0 else max(1, min(MOST_CONNECTIONS, files // 2))


class TooMuchFramingError(Exception):
    """The headers of a request are longer than any browser's."""


class BoundedConnection(HttpToolsProtocol):
    """One connection. Where there are too many, the one that has asked nothing longest ends."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._received = self._refused = False  # the newest request: as a whole, or too long
        self._cycles: list[RequestResponseCycle] = []
        self._framing = self._named = 0
        self._timer: asyncio.TimerHandle | None = None
        self._waits_since = self.loop.time()
        self._limit_time(READ_SECONDS)
        if len(self.connections) > most_connections():
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything. Nothing is owed to whoever has hung up in the middle."""
        self._limit_time(None)
        super().connection_lost(exc)
        # uvicorn tells only the newest request, and the one before it would go on writing.
        for cycle in self._unanswered():
            log.debug("a client has hung up in the middle")
            cycle.disconnected = True
            cycle.message_event.set()
        self._cycles.clear()
        self.pipeline.clear()

    def data_received(self, data: bytes) -> None:
        """Take bytes, of a request's beginning only so many."""
        if self._refused:
            self._pass_over(data)
            return
        if self._timer is None:
            self._limit_time(READ_SECONDS)  # blank lines too have to lead to a request
        self._framing += len(data)
        super().data_received(data)
        if self._framing > MOST_FRAMING and not self.transport.is_closing():
            self._refuse()

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        super().on_message_begin()
        self._received, self._named = False, 0
        self._limit_time(READ_SECONDS)

    def on_url(self, url: bytes) -> None:
        """Read a part of the address."""
        self._name(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Read a header, or a trailer."""
        self._name(name, value)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer, or let the request wait for those before it."""
        super().on_headers_complete()
        self._cycles = self._unanswered()
        if self.cycle is not None and self.cycle not in self._cycles:
            self._cycles.append(self.cycle)

    def on_body(self, body: bytes) -> None:
        """Read a part of the body, which whoever reads it limits."""
        self._framing -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Begin to answer."""
        self._received, self._framing = True, 0
        self._limit_time(ANSWER_SECONDS)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Begin to wait for another request, or answer the one that has come meanwhile."""
        super().on_response_complete()
        if not self._received:
            return
        if self.cycle.response_complete:
            self._waits_since = self.loop.time()
            self._limit_time(None)
        else:
            self._limit_time(ANSWER_SECONDS)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, or too long a one."""
        if self._named > MOST_FRAMING:
            self._refuse()
        else:
            super().send_400_response(msg)

    def shutdown(self) -> None:
        """End as soon as nobody is owed an answer: nothing is owed to a request half sent."""
        if self._received:
            super().shutdown()
        else:
            self.transport.abort()

    @property
    def _is_asked(self) -> bool:
        """Tell whether a whole request is being answered."""
        return self._received and not self.cycle.response_complete

    def _unanswered(self) -> list[RequestResponseCycle]:
        return [cycle for cycle in self._cycles if not cycle.response_complete]

    def _name(self, *parts: bytes) -> None:
        self._named += sum(map(len, parts))
        if self._named > MOST_FRAMING:
            raise TooMuchFramingError

    def _refuse(self) -> None:
        """Say that it is too much, and read on a little: closed at once, the answer is lost."""
        if self._refused:
            return
        self._refused, self._framing = True, 0
        self.transport.write(STATUS_LINE[431] + b"content-length: 0\r\nconnection: close\r\n\r\n")
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._limit_time(LINGER_SECONDS)

    def _pass_over(self, data: bytes) -> None:
        self._framing += len(data)
        if self._framing > MOST_PASSED_OVER:
            self.transport.abort()

    def _limit_time(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if seconds is not None and not self.transport.is_closing():
            self._timer = self.loop.call_later(seconds, self.transport.abort)

    def _make_room(self) -> None:
        others = (one for one in self.connections if isinstance(one, BoundedConnection))
        waiting = [one for one in others if not one._is_asked]
        min(waiting, key=lambda one: one._waits_since).transport.abort()
