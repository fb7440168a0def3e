"""Knocking: a claimed message lies in the web chat, and something tells of it. Never twice."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.back_off import REMINDER
from bot.channels.channel import Fate, Report
from bot.channels.settling import Settling
from bot.knocks.hand_over import Parcel, carry
from bot.knocks.sms_budget import reserve_sms, settle_sms
from bot.reminding.last_look import is_still_wanted
from bot.reminding.ready_message import ReadyKnock, ReadyMessage
from dialogs.agenda.messages import MessageStatus
from dialogs.people.knocks import KnockKind
from storage.database.faults import AWAY
from storage.knocks.knocks import is_open_knock, mark_gone
from storage.occasions.replanning import resume_reminders
from storage.occasions.sending import record_fate
from storage.people.participants import can_knock, hold_without_name
from storage.reminders import claims

MOST_TRIES = 24
"""How often a service that takes nothing is tried: for most of a day. Then it only lies there."""


async def reserve(
    session: AsyncSession, app: AppContext, ready: ReadyMessage, now: dt.datetime
) -> ReadyMessage:
    """Take what a claimed message costs from what may be spent; without that nothing knocks."""
    knock = ready.knock
    if knock is None or knock.kind is not KnockKind.SMS:
        return ready
    affordable = await reserve_sms(session, app, knock.said, now)
    return ready if affordable else replace(ready, knock=None)


@dataclass
class Knocking:
    """Tells people of what lies in the web chat."""

    app: AppContext

    def __post_init__(self) -> None:
        self._settling = Settling(self.app.database)

    async def send(self, row_id: int, ready: ReadyMessage, knock: ReadyKnock) -> bool:
        """Knock about a claimed message, unless the person has just said stop; write its fate."""
        now = self.app.clock()
        if not await is_still_wanted(self.app, row_id, ready):
            await self._settle_cost(knock, None, now)
            return False
        report = await self._carry(row_id, knock, now)

        async def written(session: AsyncSession) -> None:
            await self._record_fate(session, row_id, ready, knock, report)

        await self._settling.settle(row_id, written)
        await self._settle_cost(knock, report, now)
        return report is None or report.fate is not Fate.LATER

    async def _carry(self, row_id: int, knock: ReadyKnock, now: dt.datetime) -> Report | None:
        """Make one try, unless the person has just chosen something else."""
        async with self.app.database.reading() as session:
            if not await is_open_knock(session, knock.id):
                return None
        name = f"knock {row_id}"
        parcel = Parcel(knock.kind, knock.address, knock.said, now, name, reminder_id=row_id)
        return await carry(self.app, parcel)

    async def _settle_cost(
        self, knock: ReadyKnock, report: Report | None, reserved_at: dt.datetime
    ) -> None:
        """Note what an SMS cost, in a transaction of its own: nobody waits in it for a person."""
        if knock.kind is not KnockKind.SMS:
            return
        with suppress(*AWAY):  # then it stays counted
            async with self.app.database.writing() as session:
                await settle_sms(session, self.app, knock.said, report, reserved_at)

    async def _record_fate(
        self,
        session: AsyncSession,
        row_id: int,
        ready: ReadyMessage,
        knock: ReadyKnock,
        report: Report | None,
    ) -> None:
        """Write what became of it. It lies in the chat in any case, once it is not tried again."""
        row, now = ready.row, self.app.clock()
        participant = await hold_without_name(session, row.participant.id)
        fate = report.fate if report else Fate.UNDELIVERABLE
        if fate is Fate.LATER and row.reminder.attempts >= MOST_TRIES:
            fate = Fate.UNDELIVERABLE
        match fate:
            case Fate.LATER:
                wait = report.wait if report else None
                due_at = now + (wait or REMINDER.wait(row.reminder.attempts + 1))
                await claims.put_off_reminder(session, row_id, due_at, ready.written_on)
            case Fate.UNREACHABLE:
                await mark_gone(session, knock.id, now)
                if await can_knock(session, participant.id):  # another way makes itself heard
                    await claims.settle_reminder(session, row_id, MessageStatus.UNDELIVERABLE, now)
                    await resume_reminders(session, participant, now, row.when)
                else:
                    await record_fate(session, participant, row, MessageStatus.LAID, now)
            case Fate.UNDELIVERABLE:
                await record_fate(session, participant, row, MessageStatus.LAID, now)
            case _:  # sent, or perhaps
                status = MessageStatus(fate.value)
                await record_fate(session, participant, row, status, now)
