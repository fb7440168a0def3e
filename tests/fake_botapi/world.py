"""Everything the server knows."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fake_botapi.chats import Chat
from tests.fake_botapi.errors import Json, breach
from tests.fake_botapi.faults import Fault
from tests.fake_botapi.limits import Limits
from tests.fake_botapi.updates import UpdateQueue

TOKEN = "110201543:fake-token-for-tests-only"


@dataclass
class Call:
    """One request: what was asked, when (monotonic), and how it went."""

    method: str
    params: Json
    at: float = field(default_factory=time.monotonic)
    outcome: str = "pending"

    @property
    def said(self) -> str:
        """The words it carries, wherever they stand."""
        return str(self.params.get("text") or self.params.get("caption") or "")


@dataclass
class Callback:
    """A button press waiting for its answer."""

    chat_id: int
    answered: bool = False
    expired: bool = False


@dataclass
class Request:
    """A typed request on its way to its method."""

    method: str
    params: Json
    note: Callable[[str], None]


class World:
    """Chats, queue, log and settings of one bot."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        update_id: int = 1,
        strict_limits: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self.token = token
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Fake",
            "username": "fake_test_bot",
        }
        self.limits = limits or (Limits() if strict_limits else None)
        self.queue = UpdateQueue(next_id=update_id)
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, Callback] = {}
        self.files: dict[str, bytes] = {}
        self.forgotten: set[str] = set()
        self.refuses: set[str] = set()
        """Methods of media that are refused in every chat, as by a server without the right."""
        self.webhook = ""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.faults: list[Fault] = []
        self.numbers = itertools.count(1)
        self._waiters: list[asyncio.Future[None]] = []

    def chat(self, chat_id: Any) -> Chat:
        """A chat of the test's making; asking for another is the test's own mistake."""
        try:
            return self.chats[chat_id]
        except KeyError:
            raise LookupError(f"no chat {chat_id!r}: make it with user() or group()") from None

    def chat_for_bot(self, chat_id: object) -> Chat:
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise breach("Bad Request: chat not found", f"unknown chat_id {chat_id!r}")
        return chat

    def store(self, content: bytes, kind: str) -> str:
        file_id = f"{kind}-{next(self.numbers)}"
        self.files[file_id] = content
        return file_id

    def violate(self, method: str, why: str) -> None:
        self.violations.append(f"{method}: {why}")

    def touch(self) -> None:
        """Wake who waits for something to happen."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(
        self,
        fulfilled: Callable[[], bool],
        timeout: float = 5.0,  # noqa: ASYNC109  # what tests want to say
    ) -> None:
        """Wait until it is so; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while not fulfilled():
                waiter = asyncio.get_running_loop().create_future()
                self._waiters.append(waiter)
                await waiter
