"""The sender of Telegram: delivers what the outbox holds for it, one chat in order at a time."""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot

from bot.channels.back_off import ANSWER
from bot.channels.channel import Fate, Report
from bot.channels.telegram.calls import send, send_courtesy
from bot.channels.telegram.outgoing.kinds import (
    Courtesy,
    PersonalDataMessage,
    PressConfirmation,
    PromisedMessage,
)
from bot.channels.telegram.outgoing.stored import from_json
from bot.channels.telegram.rate_limit import RateLimit
from bot.settings.clock import Clock
from storage.database.database import Database
from storage.database.faults import kind_and_place
from storage.database.group_commit import GroupCommit
from storage.staff.chats import record_chat_reachable
from storage.tables.channels import Outgoing
from storage.talk import outbox
from storage.talk.outbox import QUESTIONS, Purpose

log = logging.getLogger(__name__)

GIVE_UP_AFTER = dt.timedelta(hours=24)

DocumentMaker = Callable[[int], Awaitable[bytes]]


@dataclass(frozen=True)
class Hold:
    """A chat that has to wait; ``limit`` says that Telegram asked for it, not our own doubt."""

    until: dt.datetime
    limit: bool


@dataclass(frozen=True)
class Promised:
    """A row of the outbox, and the message in it."""

    row: Outgoing
    purpose: Purpose
    message: PromisedMessage


@dataclass
class Sender:
    """Sends promised messages. Whoever writes to a chat holds ``chat(chat_id)`` meanwhile."""

    bot: Bot
    database: Database
    clock: Clock
    document: DocumentMaker
    """Makes the file for /mydata, by participant id."""
    _locks: "WeakValueDictionary[int, asyncio.Lock]" = field(default_factory=WeakValueDictionary)
    _held: dict[int, Hold] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._writes = GroupCommit(self.database)
        self.pace = RateLimit()

    async def finish(self) -> None:
        """Wait until what was sent has been written down."""
        await self._writes.finish()

    @asynccontextmanager
    async def chat(self, chat_id: int) -> AsyncIterator[None]:
        """Hold a chat, so that its messages keep their order."""
        async with self._lock(chat_id):
            yield

    def _lock(self, chat_id: int) -> asyncio.Lock:
        return self._locks.setdefault(chat_id, asyncio.Lock())

    async def deliver(self, rows: Sequence[Outgoing], courtesies: Sequence[Courtesy] = ()) -> None:
        """Send messages of one chat in order; what cannot go now stays for ``sweep``."""
        new = await self._readable(rows)
        sending = self._after_doubt(new) if self._is_in_doubt(new) else self._in_order(new)
        await asyncio.gather(sending, *map(self._courteous, courtesies))

    async def _courteous(self, courtesy: Courtesy) -> None:
        if not isinstance(courtesy, PressConfirmation):  # confirming a press is not counted
            await self.pace.admit_answer()
        await send_courtesy(self.bot, courtesy)

    async def _readable(self, rows: Sequence[Outgoing]) -> list[Promised]:
        """Read messages; one that cannot be read is given up, and holds up no other."""
        found = []
        for row in rows:
            try:
                found.append(Promised(row, Purpose(row.purpose), from_json(row.payload)))
            except ValueError:
                log.error("a message could not be read, by id: %s", row.id)
                await self._give_up(row)
        return found

    async def _give_up(self, row: Outgoing) -> None:
        fate, now = Fate.UNDELIVERABLE, self.clock()
        await self._writes.write(
            lambda session: outbox.settle_message(session, row.id, fate, now, row.attempts)
        )

    def _is_in_doubt(self, new: Sequence[Promised]) -> bool:
        """Tell whether a new question comes while an older message waits for another try."""
        hold = self._held.get(new[0].message.chat_id) if new else None
        asks = any(one.purpose is Purpose.QUESTION for one in new)
        return hold is not None and not hold.limit and asks

    async def _after_doubt(self, new: Sequence[Promised]) -> None:
        """Send at once: the person is there. An older question gives way to the new one."""
        account_id, newest = new[0].row.account_id, new[-1].row.id
        await self._writes.write(
            lambda session: outbox.supersede_questions(session, account_id, newest, self.clock())
        )
        self._held.pop(new[0].message.chat_id, None)
        waiting = await self._waiting(account_id)
        for one in waiting:
            one.row.due_at = self.clock()
        await self._in_order(waiting)

    async def _waiting(self, account_id: int | None) -> list[Promised]:
        """List what waits for an account, oldest first; also what is not due."""
        async with self.database.reading() as session:
            rows = await outbox.pending_messages(session, account_id)
        return await self._readable(rows)

    async def _in_order(self, promised: Sequence[Promised]) -> None:
        for one in promised:
            if self._holds(one.message.chat_id, one.row.due_at):
                return
            await self.pace.admit_answer()
            report = await self.hand_over(one.message)
            if not await self._settle(one, report):
                return

    async def hand_over(self, message: PromisedMessage) -> Report:
        """Make one call and say how it went; keeps no account of it, and raises nothing."""
        try:
            document = None
            if isinstance(message, PersonalDataMessage):
                document = await self.document(message.participant_id)
            return await send(self.bot, message, document)
        except Exception as fault:  # noqa: BLE001  # one bad message must not hold up the others
            log.error("a message could not be made: %s", kind_and_place(fault))
            return Report(Fate.UNDELIVERABLE)

    async def sweep(self) -> None:
        """Send what waits: left by a crash, held back by a limit, or put off after a failure."""
        async with self.database.reading() as session:
            accounts = await outbox.accounts_waiting(session, self.clock())
        for account_id in accounts:
            waiting = await self._waiting(account_id)
            for chat_id in dict.fromkeys(one.message.chat_id for one in waiting):
                # A chat that is being served sends its own messages, in their order.
                if not self._lock(chat_id).locked():
                    await self._sweep_chat(chat_id, account_id)

    async def _sweep_chat(self, chat_id: int, account_id: int | None) -> None:
        async with self.chat(chat_id):
            waiting = await self._waiting(account_id)
            await self._in_order([one for one in waiting if one.message.chat_id == chat_id])

    def _holds(self, chat_id: int, due_at: dt.datetime) -> bool:
        now = self.clock()
        hold = self._held.get(chat_id)
        if hold is not None and hold.until <= now:
            del self._held[chat_id]
            hold = None
        return hold is not None or due_at > now

    async def _settle(self, one: Promised, report: Report) -> bool:
        """Write down how it went; False when the rest of the chat has to wait."""
        now, account_id = self.clock(), one.row.account_id
        fate, purpose = report.fate, one.purpose
        if fate is Fate.UNCERTAIN and purpose is Purpose.QUESTION:
            # Asked twice is harmless, not asked at all leaves the person stuck: once more.
            fate, purpose = Fate.LATER, Purpose.QUESTION_AGAIN
        if fate is Fate.LATER and now - one.row.created_at > GIVE_UP_AFTER:
            fate = Fate.UNDELIVERABLE
        if fate is Fate.LATER:
            await self._postpone(one, purpose, report.wait, now)
            return False
        if fate is Fate.UNREACHABLE and account_id is not None:
            await self._writes.write(lambda session: outbox.mark_blocked(session, account_id, now))
            log.info("an account cannot be reached; its messages are given up")
            return False
        await self._write_fate(one, fate, report.message_id, now)
        return True

    async def _postpone(
        self, one: Promised, purpose: Purpose, asked: dt.timedelta, now: dt.datetime
    ) -> None:
        """Keep a message, and its chat, for another try; ``asked`` is the wait Telegram wants."""
        attempts = one.row.attempts + 1
        until = now + (asked or ANSWER.wait(attempts))
        self._held[one.message.chat_id] = Hold(until, limit=bool(asked))
        await self._writes.write(
            lambda session: outbox.postpone_message(session, one.row.id, until, attempts, purpose)
        )

    async def _write_fate(
        self, one: Promised, fate: Fate, message_id: int | None, now: dt.datetime
    ) -> None:
        row, account_id = one.row, one.row.account_id
        status = Fate.UNDELIVERABLE if fate is Fate.UNREACHABLE else fate

        async def settle(session: AsyncSession) -> None:
            await outbox.settle_message(session, row.id, status, now, row.attempts + 1)
            if fate is Fate.UNREACHABLE:  # without an account: perhaps a coach's
                await record_chat_reachable(session, one.message.chat_id, reachable=False)
            if message_id is not None and account_id is not None and one.purpose in QUESTIONS:
                await outbox.record_shown(session, account_id, message_id, now)

        await self._writes.write(settle)
