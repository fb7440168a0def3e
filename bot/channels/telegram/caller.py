"""The caller: every call into a chat is made here, through the gate. It keeps account of none."""

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.channel import Fate, Report
from bot.channels.settling import Settling
from bot.channels.telegram.calls import send, send_courtesy, send_media
from bot.channels.telegram.http import call_api, health_of
from bot.channels.telegram.outgoing.kinds import (
    Courtesy,
    PersonalDataMessage,
    PressConfirmation,
    PromisedMessage,
)
from bot.channels.telegram.sending.gate import Gate
from bot.channels.telegram.sending.media import Media
from bot.channels.telegram.sending.rate_limit import RateLimit
from bot.settings.clock import Clock
from storage.database.database import Database
from storage.database.faults import AWAY, kind_and_place
from storage.talk import holds

log = logging.getLogger(__name__)

DocumentMaker = Callable[[int], Awaitable[bytes]]


def _always() -> bool:
    return True


@dataclass
class Caller:
    """Calls Telegram about chats. ``document`` makes the file for /mydata, by participant id."""

    bot: Bot
    database: Database
    clock: Clock
    document: DocumentMaker
    is_ours: Callable[[], bool] = field(default_factory=lambda: _always, init=False)
    """Whether the bot is still this process's: whoever has lost it sends nothing more."""
    _learned: bool = field(default=False, init=False)
    _probed_at: float = field(default=float("-inf"), init=False)
    _probing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def __post_init__(self) -> None:
        self.pace = RateLimit()
        self.gate = Gate(int(self.bot.token.partition(":")[0]), self.clock)
        self.settling = Settling(self.database)
        self.media = Media(
            self.gate.bot_id,
            self.database,
            self.settling,
            partial(send_media, self.bot),
            partial(send, self.bot),
        )
        self._health = health_of(self.bot)

    async def hand_over(self, message: PromisedMessage) -> Report:
        """Make one call, if the gate is open, and say how it went; raises nothing."""
        try:
            await self.learn_holds()
            if not self.is_ours():
                return Report(Fate.LATER)
            if held := self.gate.wait(message.chat_id):
                return Report(Fate.LATER, wait=held)
            document = None
            if isinstance(message, PersonalDataMessage):
                document = await self.document(message.participant_id)
            quiet = self.gate.note_call(message.chat_id)
            report = await self.media.send(message, document)
        except AWAY as fault:  # before the call
            log.error("the database does not answer: %s", kind_and_place(fault))
            return Report(Fate.LATER)
        except Exception as fault:  # noqa: BLE001  # one bad message must not hold up the others
            log.error("a message could not be made: %s", kind_and_place(fault))
            return Report(Fate.UNDELIVERABLE)
        if report.wait:
            await self._hold(message.chat_id, report.wait, quiet=quiet)
        return report

    async def show_courtesy(self, courtesy: Courtesy) -> None:
        """Make the call of a courtesy, or drop it where the chat is to be left alone."""
        chat_id, quiet = courtesy.chat_id, False
        if self.gate.wait(chat_id) or not self.is_ours():
            return
        if not isinstance(courtesy, PressConfirmation):  # confirming a press is not counted
            await self.pace.admit_answer()
            quiet = self.gate.note_call(chat_id)
        if wait := await send_courtesy(self.bot, courtesy):
            await self._hold(chat_id, wait, quiet=quiet)

    async def may_write(self, chat_id: int) -> bool:
        """Tell whether a message to a chat has a chance: it is not held, and Telegram answers."""
        await self.learn_holds()
        return not self.gate.wait(chat_id) and await self.is_answering()

    async def is_answering(self) -> bool:
        """Tell whether Telegram answers; where the last call failed, by one that does no harm.

        What must not come twice would be in doubt otherwise, each single message of it.
        """
        if self._health.is_good:
            return True
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        async with self._probing:  # whoever waited here takes over what the first was told
            if not self._health.is_good and self._probed_at < asked_at:
                with suppress(TelegramError):
                    await call_api(self.bot, "getMe", {})
                self._probed_at = loop.time()
        return self._health.is_good

    async def learn_holds(self) -> None:
        """Look up once what an earlier process was told; raises what the database does."""
        if not self._learned:
            async with self.database.reading() as session:
                self.gate.learn(await holds.stored_holds(session))
            self._learned = True

    async def _hold(self, chat_id: int, wait: dt.timedelta, *, quiet: bool) -> None:
        key, hold = self.gate.hold(chat_id, wait, quiet=quiet)

        async def store(session: AsyncSession) -> None:
            await holds.store_hold(session, key, hold)

        await self.settling.write(store)
