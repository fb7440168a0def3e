"""Delivery: a claimed message is handed to Telegram, and its fate is written. Never twice."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.back_off import REMINDER
from bot.channels.channel import Fate, Report
from bot.channels.settling import Settling
from bot.channels.telegram.messages import outcome_messages
from bot.channels.telegram.outgoing.kinds import (
    FileMessage,
    PromisedMessage,
    QuestionMessage,
    ScaleMessage,
)
from bot.channels.telegram.sender import Sender
from bot.reminding.last_look import is_still_wanted
from bot.reminding.ready_message import ReadyMessage
from dialogs.agenda.messages import MessageStatus
from storage.occasions.replanning import resume_reminders
from storage.occasions.sending import record_fate
from storage.people.participants import hold_without_name, is_reachable
from storage.reminders import claims
from storage.tables.channels import Outgoing
from storage.talk import outbox
from storage.talk.questions import record_perhaps_shown, record_shown, supersede_questions


@dataclass
class Delivery:
    """Hands messages over. Whoever calls holds the chat."""

    app: AppContext
    sender: Sender

    def __post_init__(self) -> None:
        self._settling = Settling(self.app.database)

    async def send(self, row_id: int, ready: ReadyMessage) -> bool:
        """Send a claimed message, unless the person has just said stop; write its fate."""
        if not await is_still_wanted(self.app, row_id, ready):
            return False
        first, *rest = reminder_messages(ready)
        report = await self.sender.hand_over(first)
        if isinstance(first, ScaleMessage) and report.fate is Fate.UNDELIVERABLE:
            first, *rest = rest  # the drawings are only beside the question
            report = await self.sender.hand_over(first)
        now = self.app.clock()
        promised: list[Outgoing] = []

        async def written(session: AsyncSession) -> None:
            promised.clear()  # a batch that failed is written again
            settled = await self._record_fate(session, row_id, ready, first, report, now)
            if settled and rest and _may_follow(first, rest, report.fate):
                promised.extend(
                    await outbox.promise_messages(
                        session,
                        participant_id=ready.outcome.participant_id,
                        account_id=ready.outcome.account_id,
                        messages=rest,
                        now=now,
                    )
                )

        if await self._settling.settle(row_id, written):
            await self.sender.deliver(promised)
        return report.fate in (Fate.SENT, Fate.UNCERTAIN)

    async def _record_fate(
        self,
        session: AsyncSession,
        row_id: int,
        ready: ReadyMessage,
        first: PromisedMessage,
        report: Report,
        now: dt.datetime,
    ) -> bool:
        """Write a message's fate; False where that has been done before."""
        row = ready.row
        participant = await hold_without_name(session, row.participant.id)
        match report.fate:
            case Fate.LATER:
                due_at = now + (report.wait or REMINDER.wait(row.reminder.attempts + 1))
                await claims.put_off_reminder(session, row_id, due_at, ready.written_on)
            case Fate.UNREACHABLE:
                await outbox.mark_blocked(session, ready.account.id, now)
                await claims.settle_reminder(session, row_id, MessageStatus.UNDELIVERABLE, now)
                if await is_reachable(session, row.participant.id):
                    await resume_reminders(session, participant, now, row.when)
            case fate:
                settled = await record_fate(
                    session, participant, row, MessageStatus(fate.value), now
                )
                asks, account_id = ready.outcome.asks, ready.account.id
                if report.message_id is not None and ready.outcome.ask is not None:
                    if isinstance(first, QuestionMessage):
                        shown = (session, account_id, report.message_id, asks, now)
                        await record_shown(*shown, captioned=report.captioned)
                    await supersede_questions(session, account_id, now, shown=True)
                elif fate is Fate.UNCERTAIN and asks and isinstance(first, QuestionMessage):
                    await record_perhaps_shown(session, account_id, asks, now)
                return settled
        return True


def _may_follow(first: PromisedMessage, rest: Sequence[PromisedMessage], fate: Fate) -> bool:
    """Tell whether the rest goes along: a question also where what stands before it is in doubt."""
    asks = not isinstance(first, QuestionMessage) and any(
        isinstance(one, QuestionMessage) for one in rest
    )
    return fate is Fate.SENT or (fate is Fate.UNCERTAIN and asks)


def reminder_messages(ready: ReadyMessage) -> list[PromisedMessage]:
    """Word a message for Telegram: what goes first decides its fate, the rest goes along."""
    chat_id = int(ready.account.address)
    messages = outcome_messages(ready.outcome, chat_id)
    if ready.file is not None and ready.outcome.nudge is None:
        messages.append(FileMessage(chat_id, ready.file.name, ready.file.text))
    return messages
