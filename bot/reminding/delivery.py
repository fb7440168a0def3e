"""Delivery: a claimed message is handed to Telegram, and its fate is written. Never twice."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.telegram.calls import Fate, Report
from bot.channels.telegram.messages import Payload, letters
from bot.channels.telegram.sender import Postman
from bot.channels.telegram.updates import Received
from bot.parts import Parts
from bot.reminding.ready_message import Summons
from bot.turn.arrival import Arrival
from dialogs.engine.event import Opened
from storage.database.group_commit import GroupCommit
from storage.occasions.after_sending import after_sending
from storage.people.participants import reached
from storage.occasions.replanning import resume
from storage.people.participants import held
from storage.reminders import queue
from storage.reminders.due import DueRow
from storage.tables.channels import Outgoing
from storage.talk import outbox

FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@dataclass
class Delivery:
    """Hands messages over. Whoever calls holds the chat."""

    parts: Parts
    postman: Postman

    def __post_init__(self) -> None:
        self._writes = GroupCommit(self.parts.database)

    async def send(self, row_id: int, ready: Summons) -> bool:
        """Send a claimed message, unless the person has just said stop; write its fate."""
        if not await self._still_wanted(row_id, ready):
            return False
        first, *rest = payloads(ready)
        report = await self.postman.hand_over(first[1])
        now = self.parts.clock()
        if report.fate is Fate.LATER and report.wait:
            self.postman.pace.hold(report.wait.total_seconds())
        promised: list[Outgoing] = []

        async def written(session: AsyncSession) -> None:
            promised.clear()  # a batch that failed is written again
            settled = await self._written(session, row_id, ready, report, now)
            if report.fate is Fate.SENT and rest and settled:
                promised.extend(
                    await outbox.promise(
                        session,
                        participant_id=ready.outcome.participant_id,
                        account_id=ready.outcome.account_id,
                        messages=rest,
                        now=now,
                    )
                )

        await self._writes.write(written)
        await self.postman.deliver(promised)
        return report.fate in (Fate.SENT, Fate.UNCERTAIN)

    async def _still_wanted(self, row_id: int, ready: Summons) -> bool:
        """Look once more before it leaves; what the person does not want now is planned again.

        Only whoever claimed it may do so: nobody else can know that it has not left.
        """
        now = self.parts.clock()
        async with self.parts.database.reading() as session:
            wanted = await queue.wanted(session, row_id, ready.account.id, now)
        if wanted is not False:
            return bool(wanted)
        async with self.parts.database.writing() as session:
            due_at = ready.row.reminder.due_at
            await queue.put_off(session, row_id, due_at, ready.written_on)
        return False

    async def _written(
        self, session: AsyncSession, row_id: int, ready: Summons, report: Report, now: dt.datetime
    ) -> bool:
        """Write a message's fate; False where that has been done before."""
        row = ready.row
        participant = await held(session, row.participant.id)
        match report.fate:
            case Fate.LATER:
                wait = min(FIRST_WAIT * 2 ** min(row.reminder.attempts, 6), LONGEST_WAIT)
                due_at = now + (report.wait or wait)
                await queue.put_off(session, row_id, due_at, ready.written_on)
            case Fate.UNREACHABLE:
                await outbox.give_up(session, ready.account.id, now)
                await queue.settle(session, row_id, "undeliverable", now)
                if await reached(session, row.participant.id):
                    await resume(session, participant, now, row.when)
            case fate:
                settled = await settle(session, row_id, fate.value, now, row)
                if report.message_id is not None and ready.outcome.ask is not None:
                    await outbox.shown(session, ready.account.id, report.message_id, now)
                return settled
        return True


async def settle(
    session: AsyncSession, row_id: int, status: str, now: dt.datetime, row: DueRow
) -> bool:
    """Write the fate of a message that went out, or may have, and plan the one after it.

    False where it is not claimed any more: its fate is written, or it was taken back.
    """
    settled = await queue.settle(session, row_id, status, now)
    if settled:
        await after_sending(session, row.reminder.kind, row.reminder.subject, now, row.when)
    return settled


def payloads(ready: Summons) -> list[tuple[str, Payload]]:
    """Word a message for Telegram: what goes first decides its fate, the rest goes along."""
    chat_id = int(ready.account.address)
    received = Received(Arrival("telegram", ready.account.address, Opened()), chat_id)
    promised = list(letters(ready.outcome, received).promised)
    if ready.file is not None and ready.outcome.nudge is None:
        file = {"do": "file", "chat": chat_id, "name": ready.file.name, "text": ready.file.text}
        promised.append(("line", file))
    return promised
