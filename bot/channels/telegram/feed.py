"""The feed of updates: asks Telegram for them, and waits out everything that can go wrong."""

import asyncio
import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import (
    Conflict,
    EndPointNotFound,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.back_off import BackOff
from bot.channels.telegram.http import call_api
from bot.channels.telegram.updates import Update, by_id
from bot.health.part import Part

UPDATE_KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 25
LISTEN_SECONDS = 3
"""How long to look for another process; one that serves the bot asks again after a second."""
SETTLED_AFTER = 60.0
"""Seconds alone after which it is the other process that came later."""
EMPTY_SECONDS = 5.0
OUT_OF_REACH = BackOff(dt.timedelta(seconds=1), dt.timedelta(seconds=30))
UNKNOWN = BackOff(dt.timedelta(seconds=1), dt.timedelta(minutes=5))
"""Of a token that is refused: for a moment while it is exchanged, or for good."""
CONTESTED = BackOff(dt.timedelta(seconds=1), dt.timedelta(seconds=10))
"""Of another process's calls, for the one that has been serving the bot."""
YIELDING = BackOff(dt.timedelta(seconds=5), dt.timedelta(minutes=1))
"""The same, for the one that came later: each of its tries disturbs the other."""


@dataclass
class Patience:
    """Waits as long as a refusal calls for. ``part`` says whether Telegram goes."""

    part: Part
    _failures: int = 0

    def forget(self) -> None:
        """Begin anew: Telegram has done what it was asked."""
        self._failures = 0
        self.part.goes()

    async def wait_out(self, fault: TelegramError, *, yields: bool = False) -> None:
        """Say what it is and wait; ``yields`` leaves the bot to another process for longer."""
        self._failures += 1
        why, level, rhythm = _judge(fault, yields=yields)
        self.part.fails(why, level)
        wait = rhythm.wait(self._failures)
        if isinstance(fault, RetryAfter):
            asked = fault.retry_after
            wait = dt.timedelta(seconds=asked) if isinstance(asked, int) else asked
        await asyncio.sleep(wait.total_seconds())


def _judge(fault: TelegramError, *, yields: bool) -> tuple[str, int, BackOff]:
    match fault:
        case InvalidToken() | EndPointNotFound():
            why = "does not know this bot token: check SKAPABOT_TELEGRAM_TOKEN"
            return why, logging.ERROR, UNKNOWN
        case Conflict() if "webhook" in fault.message.lower():
            why = "hands on nothing: a webhook is set for this bot, and has to be deleted"
            return why, logging.ERROR, UNKNOWN
        case Conflict():
            why = "waits: another process is using this bot token: stop the other one first"
            return why, logging.ERROR, YIELDING if yields else CONTESTED
        case NetworkError():
            return "cannot be reached yet", logging.WARNING, OUT_OF_REACH
        case _:
            return f"answers with an error ({type(fault).__name__})", logging.WARNING, OUT_OF_REACH


@dataclass
class UpdateFeed:
    """Fetches updates, and never raises TelegramError.

    Another process with the same token, on a database of its own, cannot be seen but by the
    conflicts that Telegram tells of. Whoever comes later yields, so that a test server does not
    take production's updates: it asks without confirming anything, until it has been alone for a
    while. ``settled``: this database has served the bot before.
    """

    bot: Bot
    patience: Patience
    settled: bool = True

    def __post_init__(self) -> None:
        self._alone = self.settled
        self._alone_since = 0.0

    async def fetch(self, offset: int | None) -> dict[int, Update]:
        """Give what has come by its id, and confirm what lies below the offset."""
        if not self._alone and not await self._listen():
            return {}
        updates = await self._ask(offset, POLL_SECONDS)
        if updates is None:
            return {}
        self.settled |= _now() - self._alone_since > SETTLED_AFTER
        self.patience.forget()
        found = by_id(updates)
        if updates and not found:
            self.patience.part.fails("sends nothing that could be kept")
            await asyncio.sleep(EMPTY_SECONDS)
        return found

    async def _listen(self) -> bool:
        """Find out whether somebody else fetches this bot's updates; confirms nothing."""
        waiting = await self._ask(None, LISTEN_SECONDS)
        if waiting:
            # Answered at once, so that nobody could get in between: are they left to us?
            await asyncio.sleep(LISTEN_SECONDS)
            later = await self._ask(None, 0)
            if not later or not by_id(waiting).keys() & by_id(later).keys():
                return False
        self._alone, self._alone_since = waiting is not None, _now()
        return self._alone

    async def _ask(self, offset: int | None, seconds: int) -> Any:
        asked: dict[str, Any] = {"timeout": seconds, "allowed_updates": UPDATE_KINDS}
        if offset is not None:
            asked["offset"] = offset
        try:
            return await call_api(self.bot, "getUpdates", asked, seconds + 10)
        except Conflict as twice:
            self._alone = self.settled
            await self.patience.wait_out(twice, yields=not self.settled)
        except TelegramError as fault:
            await self.patience.wait_out(fault)
        return None


def _now() -> float:
    return asyncio.get_running_loop().time()
