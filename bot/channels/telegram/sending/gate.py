"""The gate that every call into a chat passes: who has to be left alone, and until when."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.settings.clock import Clock
from storage.talk.holds import Hold, hold_key

QUIET = 2.0
"""Seconds. A chat that was left alone for so long cannot have reached its own limit."""
OPEN = dt.timedelta(0)
MOST_REMEMBERED = 1000
"""So many chats are remembered by their last call before those of long ago are forgotten."""


@dataclass
class Gate:
    """Holds of single chats and of the bot. Telegram does not say which of the two a 429 means.

    It means the bot where two chats are told to wait that were both quiet: neither can have
    reached its own limit. A hold ends early where the clock is set, and costs one call then.
    """

    bot_id: int
    clock: Clock
    _holds: dict[str, Hold] = field(default_factory=dict)
    _called: dict[int, float] = field(default_factory=dict)
    _quiet: dict[int, Hold] = field(default_factory=dict)
    """Chats that were quiet, and were told to wait all the same."""

    def learn(self, stored: Mapping[str, Hold]) -> None:
        """Take over what an earlier process was told."""
        self._holds = {**stored, **self._holds}

    def wait(self, chat_id: int) -> dt.timedelta:
        """Give how long a chat is still to be left alone; zero where the gate is open."""
        if not self._holds:
            return OPEN
        keys = (hold_key(self.bot_id, None), hold_key(self.bot_id, chat_id))
        return max(map(self._wait_of, keys))

    def _wait_of(self, key: str) -> dt.timedelta:
        hold = self._holds.get(key)
        if hold is None:
            return OPEN
        now = self.clock()
        if hold.since <= now < hold.until:
            return hold.until - now
        del self._holds[key]
        return OPEN

    def note_call(self, chat_id: int) -> bool:
        """Count a call into a chat; True where the chat was quiet before it."""
        now = asyncio.get_running_loop().time()
        before = self._called.pop(chat_id, None)
        self._called[chat_id] = now  # at the end: the first is the one called longest ago
        if len(self._called) > MOST_REMEMBERED:
            del self._called[next(iter(self._called))]
        return before is None or now - before > QUIET

    def hold(self, chat_id: int, wait: dt.timedelta, *, quiet: bool) -> tuple[str, Hold]:
        """Close the gate for a chat, or for all; gives what is to be stored."""
        now = self.clock()
        hold, key = Hold(now, now + wait), hold_key(self.bot_id, chat_id)
        if quiet:
            self._quiet = {
                other: of for other, of in self._quiet.items() if of.since <= now < of.until
            }
            if self._quiet.keys() - {chat_id}:
                key = hold_key(self.bot_id, None)
            self._quiet[chat_id] = hold
        self._holds[key] = hold
        return key, hold
