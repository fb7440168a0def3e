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

from bot.channels.telegram.calls import Fate, Report, send, send_courtesy
from bot.channels.telegram.messages import Payload
from bot.channels.telegram.rate_limit import RateLimit
from bot.settings.clock import Clock
from bot.turn.arrival import Outcome
from storage.database.database import Database
from storage.database.group_commit import GroupCommit
from storage.staff.chats import record_chat_reachable
from storage.tables.channels import Outgoing
from storage.talk import outbox

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
GIVE_UP_AFTER = dt.timedelta(hours=24)

DocumentMaker = Callable[[int], Awaitable[bytes]]


@dataclass(frozen=True)
class Hold:
    """A chat that has to wait; ``limit`` says that Telegram asked for it, not our own doubt."""

    until: dt.datetime
    limit: bool


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

    async def deliver(self, rows: Sequence[Outgoing], courtesies: Sequence[Payload] = ()) -> None:
        """Send messages of one chat in order; what cannot go now stays for ``sweep``."""
        sending = self._after_doubt(rows) if self._is_in_doubt(rows) else self._in_order(rows)
        await asyncio.gather(sending, *map(self._courteous, courtesies))

    async def _courteous(self, payload: Payload) -> None:
        if payload["do"] != "confirm":  # confirming a press is not counted
            await self.pace.admit_answer()
        await send_courtesy(self.bot, payload)

    async def promise(self, outcome: Outcome, messages: Sequence[tuple[str, Payload]]) -> None:
        """Promise messages and send them. Whoever calls holds the chat."""
        async with self.database.writing() as session:
            rows = await outbox.promise_messages(
                session,
                participant_id=outcome.participant_id,
                account_id=outcome.account_id,
                messages=messages,
                now=self.clock(),
            )
        await self.deliver(rows)

    def _is_in_doubt(self, rows: Sequence[Outgoing]) -> bool:
        """Tell whether a new question comes while an older message waits for another try."""
        hold = self._held.get(rows[0].payload["chat"]) if rows and rows[0].payload else None
        return hold is not None and not hold.limit and any(r.purpose == "question" for r in rows)

    async def _after_doubt(self, rows: Sequence[Outgoing]) -> None:
        """Send at once: the person is there. An older question gives way to the new one."""
        account_id, newest = rows[0].account_id, rows[-1].id
        await self._writes.write(
            lambda session: outbox.supersede_questions(session, account_id, newest, self.clock())
        )
        self._held.pop((rows[0].payload or {})["chat"], None)
        async with self.database.reading() as session:
            waiting = await outbox.pending_messages(session, account_id)
        for row in waiting:
            row.due_at = self.clock()
        await self._in_order(waiting)

    async def _in_order(self, rows: Sequence[Outgoing]) -> None:
        for row in rows:
            if row.payload is None or self._holds(row.payload["chat"], row.due_at):
                return
            await self.pace.admit_answer()
            report = await self.hand_over(row.payload)
            if not await self._settle(row, report):
                return

    async def hand_over(self, payload: Payload) -> Report:
        """Make one call and say how it went; keeps no account of it."""
        try:
            document = None
            if payload["do"] == "data":
                document = await self.document(payload["participant"])
            return await send(self.bot, payload, document)
        except Exception as fault:  # noqa: BLE001  # one bad message must not hold up the others
            log.error("a message could not be made: %s", type(fault).__name__)
            return Report(Fate.UNDELIVERABLE)

    async def sweep(self) -> None:
        """Send what waits: left by a crash, held back by a limit, or put off after a failure."""
        async with self.database.reading() as session:
            accounts = await outbox.accounts_waiting(session, self.clock())
        for account_id in accounts:
            for chat_id in await self._chats(account_id):
                # A chat that is being served sends its own messages, in their order.
                if not self._lock(chat_id).locked():
                    await self._sweep_chat(chat_id, account_id)

    async def _chats(self, account_id: int | None) -> list[int]:
        async with self.database.reading() as session:
            rows = await outbox.pending_messages(session, account_id)
        return list(dict.fromkeys(row.payload["chat"] for row in rows if row.payload))

    async def _sweep_chat(self, chat_id: int, account_id: int | None) -> None:
        async with self.chat(chat_id):
            async with self.database.reading() as session:
                rows = await outbox.pending_messages(session, account_id)
            await self._in_order([r for r in rows if r.payload and r.payload["chat"] == chat_id])

    def _holds(self, chat_id: int, due_at: dt.datetime) -> bool:
        now = self.clock()
        hold = self._held.get(chat_id)
        if hold is not None and hold.until <= now:
            del self._held[chat_id]
            hold = None
        return hold is not None or due_at > now

    async def _settle(self, row: Outgoing, report: Report) -> bool:
        """Write down how it went; False when the rest of the chat has to wait."""
        now = self.clock()
        attempts = row.attempts + 1
        fate = report.fate
        purpose = row.purpose
        if fate is Fate.UNCERTAIN and purpose == "question":
            # Asked twice is harmless, not asked at all leaves the person stuck: once more.
            fate, purpose = Fate.LATER, "question again"
        if fate is Fate.LATER and now - row.created_at > GIVE_UP_AFTER:
            fate = Fate.UNDELIVERABLE
        account_id = row.account_id
        if fate is Fate.LATER:
            wait = report.wait or min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
            self._held[(row.payload or {})["chat"]] = Hold(now + wait, limit=bool(report.wait))
            await self._writes.write(
                lambda session: outbox.postpone_message(
                    session, row.id, now + wait, attempts, purpose
                )
            )
            return False
        if fate is Fate.UNREACHABLE and account_id is not None:
            await self._writes.write(lambda session: outbox.mark_blocked(session, account_id, now))
            log.info("an account cannot be reached; its messages are given up")
            return False
        status = Fate.UNDELIVERABLE if fate is Fate.UNREACHABLE else fate
        shown = report.message_id if purpose.startswith("question") else None

        async def settle(session: AsyncSession) -> None:
            await outbox.settle_message(session, row.id, status, now, attempts)
            if fate is Fate.UNREACHABLE and row.payload:  # without an account: perhaps a coach's
                await record_chat_reachable(session, row.payload["chat"], reachable=False)
            if shown is not None and account_id is not None:
                await outbox.record_shown(session, account_id, shown, now)

        await self._writes.write(settle)
        return True
