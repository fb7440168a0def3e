"""Telegram's sending limits, as token buckets."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fake_botapi.errors import too_many_requests


@dataclass
class _Bucket:
    """Holds up to `burst` sends and is refilled at `rate` a second."""

    rate: float
    burst: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until there is room for one more; 0 if there is now."""
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate


@dataclass
class Limits:
    """One message a second per chat after a short burst, thirty a second in all."""

    per_chat: float = 1.0
    burst: float = 5.0
    overall: float = 30.0
    clock: Callable[[], float] = time.monotonic
    _chats: dict[object, _Bucket] = field(default_factory=dict)
    _all: _Bucket | None = None

    def spend(self, chat_id: object) -> None:
        """Count one send, or raise 429."""
        now = self.clock()
        chat = self._chats.setdefault(chat_id, _Bucket(self.per_chat, self.burst, self.burst, now))
        if self._all is None:
            self._all = _Bucket(self.overall, self.overall, self.overall, now)
        wait = max(chat.wait(now), self._all.wait(now))
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        chat.level -= 1
        self._all.level -= 1
