"""Reminding: at every tick, what has fallen due is sent, put off, or left out. Never twice."""

import asyncio
import datetime as dt
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.places import Places
from bot.channels.telegram.sender import Sender
from bot.knocks.kinds import usable_kinds
from bot.reminding.delivery import Delivery
from bot.reminding.knocking import Knocking, reserve
from bot.reminding.ready_message import ReadyMessage, make_ready
from bot.reminding.recovery import recover, tidy
from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.send_decision import Send, SendDecision, Skip, Wait, send_decision
from dialogs.people.accounts import KNOCK_ORDER, Channel
from storage.database.faults import AWAY, kind_and_place
from storage.occasions.sending import claim_due, drop_claimed, put_aside, record_fate
from storage.people.batches import write_in_batches
from storage.reminders import claims
from storage.reminders.due import DueReminder, Reach, due_reminders
from storage.tables.people import Account, Participant

log = logging.getLogger(__name__)

BATCH = 500
AT_ONCE = 8
HANGS_AFTER = 2.0
"""Seconds after which a chat holds up no other."""
SET_ASIDE = dt.timedelta(hours=1)
"""For how long a message waits that cannot be made: somebody has to mend what it hangs on."""


@dataclass
class SweepCounts:
    """What one sweep did, in messages."""

    sent: int = 0
    put_off: int = 0
    skipped: int = 0
    missed: int = 0

    def add(self, other: "SweepCounts") -> None:
        """Count what another part did too."""
        self.put_off += other.put_off
        self.skipped += other.skipped


@dataclass
class Reminding:
    """Sweeps. ``sender`` is None where this process cannot write to Telegram.

    ``alone``: it looks after those whom Telegram reaches; another process does after all others.
    """

    app: AppContext
    sender: Sender | None = None
    alone: bool = False
    _places: Places = field(default_factory=lambda: Places(AT_ONCE, HANGS_AFTER))

    def __post_init__(self) -> None:
        self.delivery = Delivery(self.app, self.sender) if self.sender else None
        self.knocking = Knocking(self.app)
        self.channels = KNOCK_ORDER if self.sender else KNOCK_ORDER[1:]

    async def sweep(self) -> SweepCounts:
        """Do all that is due now."""
        swept = SweepCounts()
        await recover(self.app)
        if not self.alone:
            swept.missed = await tidy(self.app)
        seen: set[int] = set()
        while ready := await self.sort_out(swept):
            new = [row for row in ready if row.reminder.id not in seen]
            if not new:
                break
            seen.update(row.reminder.id for row in new)
            people: dict[int, list[DueReminder]] = {}
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

    async def sort_out(self, swept: SweepCounts) -> list[DueReminder]:
        """Put off and leave out what does not go now; lists what does."""
        app, now = self.app, self.app.clock()
        async with app.database.reading() as session:
            reach = await self._reach(session, now)
            fallen = await due_reminders(session, app.calendar, reach, now, BATCH)
        judged = [(row, self._decide(row, now)) for row in fallen.rows]
        # Where two ratings are due for one person, the newer falls due before the older can go.
        ratings = Counter(
            r.participant.id for r in fallen.rows if r.reminder.kind == MessageKind.RATING
        )
        others: dict[int, list[tuple[DueReminder, SendDecision]]] = {}
        for row, what in judged:
            if not isinstance(what, Send) or ratings[row.participant.id] > 1:
                others.setdefault(row.participant.id, []).append((row, what))

        async def put_theirs_aside(session: AsyncSession, participant: Participant) -> SweepCounts:
            done = SweepCounts()
            for row, what in others[participant.id]:
                await self._put_aside(session, row, what, done, now)
            return done

        results, failed = await write_in_batches(app.database, others, put_theirs_aside)
        for result in results:
            swept.add(result)
        spoilt = [row.reminder.id for key in failed for row, _ in others[key]]
        await self._set_aside([*fallen.unreadable_ids, *spoilt])
        return [row for row, what in judged if isinstance(what, Send)]

    async def _reach(self, session: AsyncSession, now: dt.datetime) -> Reach:
        """Say what can be written to from here, at this moment."""
        usable = await usable_kinds(session, self.app, now)
        return Reach(self.channels, usable, only=Channel.TELEGRAM if self.alone else None)

    async def _set_aside(self, row_ids: Sequence[int]) -> None:
        """Let messages wait that cannot be made; they hold up nobody else's."""
        if not row_ids:
            return
        log.error("messages that cannot be made, by id: %s", ", ".join(map(str, row_ids)))
        until = self.app.clock() + SET_ASIDE
        async with self.app.database.writing() as session:
            await claims.set_aside_reminders(session, row_ids, until)

    def _decide(self, row: DueReminder, now: dt.datetime) -> SendDecision:
        return send_decision(row.due_facts, row.addressee, now, self.app.calendar.free)

    async def _put_aside(
        self,
        session: AsyncSession,
        row: DueReminder,
        what: SendDecision,
        swept: SweepCounts,
        now: dt.datetime,
    ) -> None:
        changed = await put_aside(session, row, what, now)
        match what:
            case Wait():
                swept.put_off += changed
            case Skip():
                swept.skipped += changed
            case Send():
                pass  # it goes in its turn; its occasion is due already

    async def _remind_person(self, rows: Sequence[DueReminder]) -> int:
        """Send one person's messages in the order in which they fell due."""
        sent = 0
        for row in rows:
            try:
                sent += await self._remind(row)
            except AWAY:
                raise
            except Exception as fault:  # noqa: BLE001  # the others are not to wait for it
                log.error("a message could not be made: %s", kind_and_place(fault))
                await self._set_aside([row.reminder.id])
        return sent

    async def _remind(self, row: DueReminder) -> bool:
        """Claim one message and send it; False if it is off, or somebody else's."""
        row_id = row.reminder.id
        async with self._places.place():
            chat_id = await self._chat(row)
            if chat_id is None or self.sender is None or self.delivery is None:
                ready = await self._claim(row)
                if ready is None or ready.knock is None:
                    return ready is not None
                return await self.knocking.send(row_id, ready, ready.knock)
            if not await self.sender.may_write(chat_id):
                return False  # it stays planned: claimed now, it would only be in doubt
            await self.sender.pace.admit_reminder()
            async with self.sender.chat(chat_id):
                ready = await self._claim(row)
                return ready is not None and await self.delivery.send(row_id, ready)

    async def _chat(self, row: DueReminder) -> int | None:
        """Give the Telegram chat that a message is to go to, if it goes there."""
        if row.channel is not Channel.TELEGRAM:
            return None
        async with self.app.database.reading() as session:
            account = await session.get(Account, row.account_id)
        return int(account.address) if account else None

    async def _claim(self, due: DueReminder) -> ReadyMessage | None:
        """Claim a message and open what it is about, in one transaction."""
        app, now = self.app, self.app.clock()
        async with app.database.writing() as session:
            reach = await self._reach(session, now)
            claimed = await claim_due(session, due, reach, now, app.calendar)
            if claimed is None:
                return None
            ready = await make_ready(session, claimed, app, now)
            if ready is None:
                await drop_claimed(session, claimed, now)
                return None
            ready = await reserve(session, app, ready, now)
            row = ready.row
            if row.channel is not Channel.TELEGRAM and ready.knock is None:
                await record_fate(session, row.participant, row, MessageStatus.LAID, now)
        return ready
