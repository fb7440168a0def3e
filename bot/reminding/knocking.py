"""Knocking: a claimed message lies in the web chat, and something tells of it. Never twice."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.back_off import REMINDER
from bot.channels.channel import Fate, Report
from bot.channels.settling import Settling
from bot.knocks.hand_over import Parcel, carry
from bot.knocks.wording import KnockText, mail_text
from bot.reminding.last_look import is_still_wanted
from bot.reminding.ready_message import ReadyKnock, ReadyMessage
from dialogs.agenda.messages import MessageStatus
from dialogs.people.knocks import KnockKind
from dialogs.texts import Texts
from storage.knocks.knocks import mark_gone
from storage.occasions.replanning import resume_reminders
from storage.occasions.sending import record_fate
from storage.people.participants import can_knock, hold_without_name
from storage.reminders import claims


async def reserve(
    session: AsyncSession, app: AppContext, ready: ReadyMessage, now: dt.datetime
) -> ReadyMessage:
    """Take what a claimed message costs from what may still be spent."""
    return ready


@dataclass
class Knocking:
    """Tells people of what lies in the web chat."""

    app: AppContext

    def __post_init__(self) -> None:
        self._settling = Settling(self.app.database)

    async def send(self, row_id: int, ready: ReadyMessage, knock: ReadyKnock) -> bool:
        """Knock about a claimed message, unless the person has just said stop; write its fate."""
        if not await is_still_wanted(self.app, row_id, ready):
            return False
        now = self.app.clock()
        said = knock_text(ready.outcome.scene.texts, knock)
        name = f"knock {row_id}"
        parcel = Parcel(knock.kind, knock.address, said, now, name, reminder_id=row_id)
        report = await carry(self.app, parcel) or Report(Fate.UNDELIVERABLE)

        async def written(session: AsyncSession) -> None:
            await self._record_fate(session, row_id, ready, knock, report)

        await self._settling.settle(row_id, written)
        return report.fate is not Fate.LATER

    async def _record_fate(
        self,
        session: AsyncSession,
        row_id: int,
        ready: ReadyMessage,
        knock: ReadyKnock,
        report: Report,
    ) -> None:
        """Write what became of it. It lies in the chat in any case, once it is not tried again."""
        row, now = ready.row, self.app.clock()
        participant = await hold_without_name(session, row.participant.id)
        match report.fate:
            case Fate.LATER:
                due_at = now + (report.wait or REMINDER.wait(row.reminder.attempts + 1))
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
            case Fate.SENT | Fate.UNCERTAIN:
                fate = MessageStatus(report.fate.value)
                await record_fate(session, participant, row, fate, now)


def knock_text(t: Texts, knock: ReadyKnock) -> KnockText:
    """Word a knock by its kind."""
    match knock.kind:
        case KnockKind.MAIL | KnockKind.SMS | KnockKind.PUSH:
            return mail_text(t, knock.nudge)
