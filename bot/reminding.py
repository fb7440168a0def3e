"""Reminding: at every tick, what has fallen due is sent, put off, or left out. Never twice."""

import asyncio
import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.telegram_call import Fate, Report
from bot.channels.telegram_event import Received
from bot.channels.telegram_message import Payload, letters
from bot.channels.telegram_post import Postman
from bot.outcome import Arrival
from bot.parts import Parts
from bot.summons import Summons, account_of, summons
from dialogs.event import Opened
from dialogs.verdict import Send, Skip, Verdict, Wait, verdict
from storage import outbox, reminders
from storage.asking import after_sending, close_windows, note_due, settle_doubts
from storage.due import DueRow, fallen_due, one_due
from storage.group_commit import GroupCommit
from storage.occasions import closing

Row = TypeVar("Row")

log = logging.getLogger(__name__)

BATCH = 500
AT_ONCE = 8
FIRST_WAIT = dt.timedelta(minutes=1)


@dataclass
class Swept:
    """What one sweep did, in messages."""

    sent: int = 0
    put_off: int = 0
    skipped: int = 0
    missed: int = 0


@dataclass
class Reminding:
    """Sweeps. ``postman`` is None where this process cannot write to Telegram."""

    parts: Parts
    postman: Postman | None = None
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def __post_init__(self) -> None:
        self._writes = GroupCommit(self.parts.database)
        self.channels = ("telegram", "web", "terminal")[0 if self.postman else 1 :]

    async def sweep(self) -> Swept:
        """Do all that is due now."""
        swept = Swept()
        await self._recover()
        swept.missed = await self._close_windows()
        seen: set[int] = set()
        while ready := await self.sort_out(swept):
            new = [row for row in ready if row.reminder.id not in seen]
            if not new:
                break
            seen.update(row.reminder.id for row in new)
            people: dict[int, list[DueRow]] = {}
            for row in new:
                people.setdefault(row.participant.id, []).append(row)
            swept.sent += sum(await asyncio.gather(*map(self._remind_person, people.values())))
        return swept

    async def sort_out(self, swept: Swept) -> list[DueRow]:
        """Put off and leave out what does not go now; lists what does."""
        parts, now = self.parts, self.parts.clock()
        async with parts.database.reading() as session:
            rows = await fallen_due(session, parts.calendar, self.channels, now, BATCH)
        judged = [(row, self._verdict(row, now)) for row in rows]
        # Where two ratings are due for one person, the newer falls due before the older can go.
        ratings = Counter(row.participant.id for row in rows if row.reminder.kind == "rating")
        others = [
            (row, what)
            for row, what in judged
            if not isinstance(what, Send) or ratings[row.participant.id] > 1
        ]
        for few in batched(others, AT_ONCE):  # others want to write too
            async with parts.database.writing() as session:
                for row, what in few:
                    await self._put_aside(session, row, what, swept, now)
        return [row for row, what in judged if isinstance(what, Send)]

    def _verdict(self, row: DueRow, now: dt.datetime) -> Verdict:
        return verdict(row.due, row.addressee, now, self.parts.calendar.free)

    async def _put_aside(
        self, session: AsyncSession, row: DueRow, what: Verdict, swept: Swept, now: dt.datetime
    ) -> None:
        match what:
            case Wait(until=until):
                swept.put_off += await reminders.wait(session, row.reminder, until)
            case Skip(reason=reason):
                swept.skipped += await reminders.skip(session, row.reminder, reason, now)
        await note_due(session, row, now)

    async def _remind_person(self, rows: Sequence[DueRow]) -> int:
        """Send one person's messages in the order in which they fell due."""
        return sum([await self._remind(row) for row in rows])

    async def _remind(self, row: DueRow) -> bool:
        """Claim one message and send it; False if it is off, or somebody else's."""
        row_id = row.reminder.id
        async with self._places:
            chat_id = await self._chat(row)
            if chat_id is None or self.postman is None:
                return await self._claimed(row_id) is not None
            await self.postman.pace.reminder()
            async with self.postman.chat(chat_id):
                ready = await self._claimed(row_id)
                return ready is not None and await self._sent(row_id, ready, self.postman)

    async def _chat(self, row: DueRow) -> int | None:
        """Give the Telegram chat that a message is to go to, if it goes there."""
        if row.channel != "telegram":
            return None
        async with self.parts.database.reading() as session:
            account = await account_of(session, row)
        return int(account.address) if account else None

    async def _claimed(self, row_id: int) -> Summons | None:
        """Claim a message and open what it is about, in one transaction."""
        parts, now = self.parts, self.parts.clock()
        async with parts.database.writing() as session:
            row = await one_due(session, parts.calendar, self.channels, row_id)
            if row is None or row.reminder.due_at > now:
                return None
            what = self._verdict(row, now)
            if not isinstance(what, Send):
                await self._put_aside(session, row, what, Swept(), now)
                return None
            if not await reminders.claim(session, row_id, row.channel, now):
                return None
            ready = await summons(session, row, parts, now)
            if ready is None:
                await reminders.settle(session, row_id, "cancelled", now)
                return None
            if not row.due.apart:
                row.participant.written_on = row.when.rhythm.day(now)
            await note_due(session, row, now)
            if row.channel != "telegram":  # it lies in the chat, where the person will see it
                await _settle(session, row_id, "sent", now, row)
        return ready

    async def _sent(self, row_id: int, ready: Summons, postman: Postman) -> bool:
        """Send a claimed message, unless the person has just said stop; write its fate."""
        if not await self._still_wanted(row_id, ready):
            return False
        promised = payloads(ready)
        report = await postman.hand_over(promised[0][1])
        now = self.parts.clock()
        if report.fate is Fate.LATER and report.wait:
            postman.pace.hold(report.wait.total_seconds())

        async def written(session: AsyncSession) -> None:
            await self._written(session, row_id, ready, report, now)

        await self._writes.write(written)
        if report.fate is Fate.SENT and promised[1:]:
            await postman.promise(ready.outcome, promised[1:])
        return report.fate in (Fate.SENT, Fate.UNCERTAIN)

    async def _still_wanted(self, row_id: int, ready: Summons) -> bool:
        """Look once more before it leaves; what the person does not want now is planned again.

        Only whoever claimed it may do so: nobody else can know that it has not left.
        """
        now = self.parts.clock()
        async with self.parts.database.reading() as session:
            wanted = await reminders.wanted(session, row_id, ready.account.id, now)
        if wanted is not False:
            return bool(wanted)
        async with self.parts.database.writing() as session:
            due_at = ready.row.reminder.due_at
            await reminders.put_off(session, row_id, due_at, ready.written_on)
        return False

    async def _written(
        self, session: AsyncSession, row_id: int, ready: Summons, report: Report, now: dt.datetime
    ) -> None:
        match report.fate:
            case Fate.LATER:
                due_at = now + (report.wait or FIRST_WAIT)
                await reminders.put_off(session, row_id, due_at, ready.written_on)
            case Fate.UNREACHABLE:
                await outbox.give_up(session, ready.account.id, now)
                await reminders.settle(session, row_id, "undeliverable", now)
            case fate:
                await _settle(session, row_id, fate.value, now, ready.row)
                if report.message_id is not None and ready.outcome.ask is not None:
                    await outbox.shown(session, ready.account.id, report.message_id, now)

    async def _recover(self) -> None:
        parts = self.parts
        async with parts.database.reading() as session:
            if not await reminders.left_in_hand(session, parts.clock()):
                return
        async with parts.database.writing() as session:
            doubts = await settle_doubts(session, parts.clock(), parts.calendar)
        log.warning("%d messages may or may not have gone out before a crash", doubts)

    async def _close_windows(self) -> int:
        parts, closed = self.parts, 0
        while True:
            async with parts.database.reading() as session:
                if not await closing(session, parts.clock(), 1):
                    return closed
            async with parts.database.writing() as session:
                closed += await close_windows(session, parts.clock(), parts.calendar)


async def _settle(
    session: AsyncSession, row_id: int, status: str, now: dt.datetime, row: DueRow
) -> None:
    if await reminders.settle(session, row_id, status, now):
        await after_sending(session, row.reminder.kind, row.reminder.subject, now, row.when)


def batched(rows: Sequence[Row], most: int) -> Iterator[Sequence[Row]]:
    """Cut a list into parts of at most so many."""
    return (rows[start : start + most] for start in range(0, len(rows), most))


def payloads(ready: Summons) -> list[tuple[str, Payload]]:
    """Word a message for Telegram: what goes first decides its fate, the rest goes along."""
    chat_id = int(ready.account.address)
    received = Received(Arrival("telegram", ready.account.address, Opened()), chat_id)
    promised = list(letters(ready.outcome, received).promised)
    if ready.file is not None and ready.outcome.nudge is None:
        file = {"do": "file", "chat": chat_id, "name": ready.file.name, "text": ready.file.text}
        promised.append(("line", file))
    return promised
