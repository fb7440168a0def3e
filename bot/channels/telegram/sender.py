"""The sender of Telegram: delivers what the outbox holds for it, one chat in order at a time.

1. A row is claimed by a write before it is sent: the turn that promises a question claims it at
   once, every other message is claimed together with the fate of the one before it.
2. Every call passes the gate (``caller``): a chat that Telegram has told to wait is left alone.
3. What became of a message is written until it is written (``settling``).
4. A claim that a killed process left is in doubt: a question is asked again unless something newer
   was, all else is not sent again.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.channel import PERMANENT, Fate
from bot.channels.telegram.caller import Caller
from bot.channels.telegram.outgoing.kinds import Courtesy, PressConfirmation
from bot.channels.telegram.sending.promised import (
    Promised,
    has_fallen_due,
    promised_in,
    settlement_of,
)
from bot.channels.telegram.sending.waiting import WaitingMessages
from storage.database.faults import kind_and_place
from storage.tables.channels import Outgoing, OutgoingStatus

log = logging.getLogger(__name__)

SWEEP_PATIENCE = 2.0
"""Seconds. A chat whose calls hang for longer goes on alone: no sweep waits for it."""
LAST_PATIENCE = 3.0
"""Seconds for what is under way when the process ends."""
ALARM_LAG = 0.01
"""Seconds: the loop's clock is not the one that holds are kept by."""
SOON = dt.timedelta(minutes=1)
"""A chat that waits for no longer than this is served when its time comes, without a sweep."""


@dataclass
class Sender(Caller):
    """Sends promised messages. Whoever writes to a chat holds ``chat(chat_id)`` meanwhile."""

    _locks: "WeakValueDictionary[int, asyncio.Lock]" = field(
        default_factory=WeakValueDictionary, init=False
    )
    _behind: set[int] = field(default_factory=set, init=False)
    """Chats that something waits for: what comes now goes behind it."""
    _tasks: dict[int, "asyncio.Task[None]"] = field(default_factory=dict, init=False)
    _delivering: set["asyncio.Task[None]"] = field(default_factory=set, init=False)
    _alarms: dict[int, asyncio.TimerHandle] = field(default_factory=dict, init=False)
    _recovery: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _recovered: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._waiting = WaitingMessages(self.database, self.clock, self.settling)

    async def finish(self) -> None:
        """Wait until what was sent has been written down."""
        for alarm in self._alarms.values():
            alarm.cancel()
        tasks = [*self._tasks.values(), *self._delivering]
        if tasks:
            await asyncio.wait(tasks, timeout=LAST_PATIENCE)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.settling.finish()

    @asynccontextmanager
    async def chat(self, chat_id: int) -> AsyncIterator[None]:
        """Hold a chat, so that its messages keep their order."""
        async with self._lock(chat_id):
            yield

    def _lock(self, chat_id: int) -> asyncio.Lock:
        return self._locks.setdefault(chat_id, asyncio.Lock())

    def is_clear(self, chat_id: int) -> bool:
        """Tell whether a question can leave as soon as it is stored: its turn may claim it."""
        return self._recovered and chat_id not in self._behind and not self.gate.wait(chat_id)

    async def deliver(self, rows: Sequence[Outgoing], courtesies: Sequence[Courtesy] = ()) -> None:
        """Send messages of one chat in order; what cannot go now stays for ``sweep``.

        A press is confirmed at once; an old question is tidied when the new one is there.
        """
        presses = [one for one in courtesies if isinstance(one, PressConfirmation)]
        edits = [one for one in courtesies if not isinstance(one, PressConfirmation)]
        delivering = asyncio.create_task(self._deliver(rows, edits))
        self._delivering.add(delivering)
        delivering.add_done_callback(self._delivering.discard)
        # What is under way when the process is told to stop is not to be in doubt for that.
        await asyncio.gather(asyncio.shield(delivering), *map(self.show_courtesy, presses))

    async def _deliver(self, rows: Sequence[Outgoing], edits: Sequence[Courtesy]) -> None:
        if not rows:
            await self._tidy(edits)
            return
        new = [one for row in rows if (one := promised_in(row)) is not None]
        if not new:
            return  # the sweep gives them up
        if new[0].row.status == OutgoingStatus.SENDING:
            await self._in_order(new, edits)
        elif await self._serve(new[0].message.chat_id, new[0].row.account_id, eager=True):
            await self._tidy(edits)

    async def _tidy(self, edits: Sequence[Courtesy]) -> None:
        for edit in edits:
            await self.show_courtesy(edit)

    async def _in_order(
        self,
        promised: Sequence[Promised],
        edits: Sequence[Courtesy] = (),
        *,
        admitted: bool = False,
    ) -> bool:
        """Send messages, the first of which is claimed; False where something is left waiting."""
        one, rest = promised[0], list(promised[1:])
        while True:
            self.settling.in_hand.add(one.row.id)
            if not admitted:
                await self.pace.admit_answer()
            admitted = False
            report = await self.hand_over(one.message)
            settlement = settlement_of(one, report, self.clock())
            following = settlement.may_follow(rest)
            claimed: list[Promised] = []

            async def claim(
                session: AsyncSession,
                following: Sequence[Promised] = following,
                claimed: list[Promised] = claimed,
            ) -> None:
                claimed[:] = await self._waiting.claimed_first(session, following)

            settling = self.settling.settle(one.row.id, settlement.write, claim)
            if following or report.fate in PERMANENT:
                await settling
            else:
                await asyncio.gather(settling, self._tidy(edits))
            if not claimed:
                break
            claimed[0].row.attempts += 1
            rest = [other for other in rest if other.row.id > claimed[0].row.id]
            one = claimed[0]
        if settlement.fate is not Fate.LATER and not rest:
            return True
        self._behind.add(one.message.chat_id)
        self._wake(one, settlement.wait)
        return False

    async def _serve(self, chat_id: int, account_id: int | None, *, eager: bool) -> bool:
        """Send what waits for a chat, oldest first; False where something is left waiting.

        ``eager``: at once, due or not, because the person is there.
        """
        self._behind.add(chat_id)
        waiting = [
            one
            for one in await self._waiting.of_account(account_id)
            if one.message.chat_id == chat_id
        ]
        if not waiting:
            self._behind.discard(chat_id)
            return True
        if held := self.gate.wait(chat_id):
            self._wake(waiting[0], held)
            return False
        first = waiting[0].row
        if not eager and not has_fallen_due(first.due_at, first.attempts, self.clock()):
            return False
        # Before the claim: what is claimed leaves at once, or is in doubt.
        await (self.pace.admit_answer() if eager else self.pace.admit_waiting())
        claimed = await self._waiting.claim_first(account_id, waiting)
        if claimed is None:  # somebody else had them, they have given way, or the database is away
            return False
        rest = [one for one in waiting if one.row.id > claimed.row.id]
        if not await self._in_order([claimed, *rest], admitted=True):
            return False
        self._behind.discard(chat_id)
        return True

    async def sweep(self) -> None:
        """Send what waits: left by a crash, held back by a limit, or put off after a failure."""
        await self._recover()
        due = await self._waiting.accounts_due()
        if not due or not await self.is_answering():
            return
        tasks = []
        for account_id in due:
            for one in await self._waiting.of_account(account_id):
                chat_id = one.message.chat_id
                self._behind.add(chat_id)
                # A chat that is being served sends its own messages, in their order.
                if not self._lock(chat_id).locked():
                    tasks.append(self._start(chat_id, account_id))
        if tasks:
            await asyncio.wait(tasks, timeout=SWEEP_PATIENCE)

    async def _recover(self) -> None:
        """Learn at the start what others have left, and settle what they had in hand."""
        async with self._recovery:
            await self.learn_holds()
            await self._waiting.recover(starting=not self._recovered)
            self._recovered = True

    def _wake(self, one: Promised, after: dt.timedelta) -> None:
        """Serve a chat when it has waited, where that is soon; a sweep looks after the others."""
        chat_id, account_id = one.message.chat_id, one.row.account_id

        def ring() -> None:
            del self._alarms[chat_id]
            self._start(chat_id, account_id)

        if after <= SOON and chat_id not in self._alarms:
            seconds = after.total_seconds() + ALARM_LAG
            self._alarms[chat_id] = asyncio.get_running_loop().call_later(seconds, ring)

    def _start(self, chat_id: int, account_id: int | None) -> "asyncio.Task[None]":
        """Begin to serve what waits for a chat, unless that has begun already."""
        if chat_id not in self._tasks:
            task = asyncio.create_task(self._sweep_chat(chat_id, account_id))
            self._tasks[chat_id] = task
            task.add_done_callback(lambda _: self._tasks.pop(chat_id))
        return self._tasks[chat_id]

    async def _sweep_chat(self, chat_id: int, account_id: int | None) -> None:
        try:
            async with self.chat(chat_id):
                await self._serve(chat_id, account_id, eager=False)
        except Exception as fault:  # noqa: BLE001  # the other chats are not to wait for it
            log.error("a chat could not be served: %s", kind_and_place(fault))
