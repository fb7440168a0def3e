"""Reminding: at every tick, what has fallen due is sent, put off, or left out. Never twice."""

import asyncio
import datetime as dt
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.telegram.sender import Postman
from bot.parts import Parts
from bot.reminding.delivery import Delivery, settle
from bot.reminding.ready_message import Summons, summons
from bot.reminding.recovery import close_ended, recover
from dialogs.agenda.send_decision import Send, Skip, Verdict, Wait, verdict
from storage.occasions.after_sending import note_due
from storage.people.batches import in_portions
from storage.people.participants import hold, open_account
from storage.reminders import queue
from storage.reminders.due import DueRow, fallen_due, one_due
from storage.tables.people import Participant

log = logging.getLogger(__name__)

BATCH = 500
AT_ONCE = 8
SET_ASIDE = dt.timedelta(hours=1)
"""For how long a message waits that cannot be made: somebody has to mend what it hangs on."""


@dataclass
class Swept:
    """What one sweep did, in messages."""

    sent: int = 0
    put_off: int = 0
    skipped: int = 0
    missed: int = 0

    def add(self, other: "Swept") -> None:
        """Count what another part did too."""
        self.put_off += other.put_off
        self.skipped += other.skipped


@dataclass
class Reminding:
    """Sweeps. ``postman`` is None where this process cannot write to Telegram."""

    parts: Parts
    postman: Postman | None = None
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def __post_init__(self) -> None:
        self.delivery = Delivery(self.parts, self.postman) if self.postman else None
        self.channels = ("telegram", "web", "terminal")[0 if self.postman else 1 :]

    async def sweep(self) -> Swept:
        """Do all that is due now."""
        swept = Swept()
        await recover(self.parts)
        swept.missed = await close_ended(self.parts, self.parts.clock())
        seen: set[int] = set()
        while ready := await self.sort_out(swept):
            new = [row for row in ready if row.reminder.id not in seen]
            if not new:
                break
            seen.update(row.reminder.id for row in new)
            people: dict[int, list[DueRow]] = {}
            for row in new:
                people.setdefault(row.participant.id, []).append(row)
            sent = await asyncio.gather(
                *map(self._remind_person, people.values()), return_exceptions=True
            )
            swept.sent += sum(one for one in sent if isinstance(one, int))
            for fault in sent:
                if isinstance(fault, BaseException):
                    raise fault  # the database is gone: the next tick tries again
        return swept

    async def sort_out(self, swept: Swept) -> list[DueRow]:
        """Put off and leave out what does not go now; lists what does."""
        parts, now = self.parts, self.parts.clock()
        async with parts.database.reading() as session:
            fallen = await fallen_due(session, parts.calendar, self.channels, now, BATCH)
        judged = [(row, self._verdict(row, now)) for row in fallen.rows]
        # Where two ratings are due for one person, the newer falls due before the older can go.
        ratings = Counter(r.participant.id for r in fallen.rows if r.reminder.kind == "rating")
        others: dict[int, list[tuple[DueRow, Verdict]]] = {}
        for row, what in judged:
            if not isinstance(what, Send) or ratings[row.participant.id] > 1:
                others.setdefault(row.participant.id, []).append((row, what))

        async def put_aside(session: AsyncSession, participant: Participant) -> Swept:
            done = Swept()
            for row, what in others[participant.id]:
                await self._put_aside(session, row, what, done, now)
            return done

        results, failed = await in_portions(parts.database, others, put_aside)
        for result in results:
            swept.add(result)
        spoilt = [row.reminder.id for key in failed for row, _ in others[key]]
        await self._set_aside([*fallen.spoilt, *spoilt])
        return [row for row, what in judged if isinstance(what, Send)]

    async def _set_aside(self, row_ids: Sequence[int]) -> None:
        """Let messages wait that cannot be made; they hold up nobody else's."""
        if not row_ids:
            return
        log.error("messages that cannot be made, by id: %s", ", ".join(map(str, row_ids)))
        until = self.parts.clock() + SET_ASIDE
        async with self.parts.database.writing() as session:
            await queue.set_aside(session, row_ids, until)

    def _verdict(self, row: DueRow, now: dt.datetime) -> Verdict:
        return verdict(row.due, row.addressee, now, self.parts.calendar.free)

    async def _put_aside(
        self, session: AsyncSession, row: DueRow, what: Verdict, swept: Swept, now: dt.datetime
    ) -> None:
        match what:
            case Wait(until=until):
                swept.put_off += await queue.wait(session, row.reminder, until)
            case Skip(reason=reason):
                swept.skipped += await queue.skip(session, row.reminder, reason, now)
        await note_due(session, row, now)

    async def _remind_person(self, rows: Sequence[DueRow]) -> int:
        """Send one person's messages in the order in which they fell due."""
        sent = 0
        for row in rows:
            try:
                sent += await self._remind(row)
            except OperationalError:
                raise
            except Exception as fault:  # noqa: BLE001  # the others are not to wait for it
                log.error("a message could not be made: %s", type(fault).__name__)
                await self._set_aside([row.reminder.id])
        return sent

    async def _remind(self, row: DueRow) -> bool:
        """Claim one message and send it; False if it is off, or somebody else's."""
        row_id = row.reminder.id
        async with self._places:
            chat_id = await self._chat(row)
            if chat_id is None or self.postman is None or self.delivery is None:
                return await self._claimed(row) is not None
            await self.postman.pace.reminder()
            async with self.postman.chat(chat_id):
                ready = await self._claimed(row)
                return ready is not None and await self.delivery.send(row_id, ready)

    async def _chat(self, row: DueRow) -> int | None:
        """Give the Telegram chat that a message is to go to, if it goes there."""
        if row.channel != "telegram":
            return None
        async with self.parts.database.reading() as session:
            account = await open_account(session, row.participant.id, row.channel)
        return int(account.address) if account else None

    async def _claimed(self, due: DueRow) -> Summons | None:
        """Claim a message and open what it is about, in one transaction."""
        parts, now, row_id = self.parts, self.parts.clock(), due.reminder.id
        async with parts.database.writing() as session:
            await hold(session, due.participant.id)
            row = await one_due(session, parts.calendar, self.channels, row_id)
            if row is None or row.reminder.due_at > now:
                return None
            what = self._verdict(row, now)
            if not isinstance(what, Send):
                await self._put_aside(session, row, what, Swept(), now)
                return None
            if not await queue.claim(session, row_id, row.channel, now):
                return None
            ready = await summons(session, row, parts, now)
            if ready is None:
                await queue.settle(session, row_id, "cancelled", now)
                return None
            if not row.due.apart:
                row.participant.written_on = row.when.rhythm.day(now)
            await note_due(session, row, now)
            if row.channel != "telegram":  # it lies in the chat, where the person will see it
                await settle(session, row_id, "sent", now, row)
        return ready
