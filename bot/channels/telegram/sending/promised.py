"""Promised messages, and what follows from how a try went."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.back_off import ANSWER, DOUBT
from bot.channels.channel import Fate, Report
from bot.channels.telegram.outgoing.kinds import PromisedMessage, QuestionMessage
from bot.channels.telegram.outgoing.stored import from_json
from storage.staff.chats import record_chat_reachable
from storage.tables.channels import Outgoing
from storage.talk import outbox
from storage.talk.outbox import QUESTIONS, Purpose
from storage.talk.questions import record_not_shown, record_perhaps_shown, record_shown

log = logging.getLogger(__name__)

GIVE_UP_AFTER = dt.timedelta(hours=24)
STUCK = 3
"""After so many tries a line does not hold up the question behind it any more."""


@dataclass(frozen=True)
class Promised:
    """A row of the outbox, and the message in it."""

    row: Outgoing
    purpose: Purpose
    message: PromisedMessage

    @property
    def asks(self) -> bool:
        """Tell whether it shows a question."""
        return self.purpose in QUESTIONS

    @property
    def ask(self) -> str:
        """Name the ask that it shows; "" where that is not known."""
        return self.message.asks if isinstance(self.message, QuestionMessage) else ""


def promised_in(row: Outgoing) -> Promised | None:
    """Read a row; None, said aloud, for one that cannot be read."""
    try:
        return Promised(row, Purpose(row.purpose), from_json(row.payload))
    except ValueError:
        log.error("a message could not be read, by id: %s", row.id)
        return None


def has_fallen_due(due_at: dt.datetime, attempts: int, now: dt.datetime) -> bool:
    """Tell whether the next try may begin; the first one always may.

    A time that lies further off than any back-off of so many tries was written by another clock.
    """
    return attempts == 0 or not dt.timedelta(0) < due_at - now <= DOUBT.wait(attempts)


@dataclass(frozen=True)
class Settlement:
    """What is written about a message after a try: its ``fate``, or when it is tried again."""

    one: Promised
    fate: Fate
    now: dt.datetime
    message_id: int | None = None
    wait: dt.timedelta = dt.timedelta(0)
    """Of a message that is put back: what Telegram asked for, or our own back-off."""
    held: bool = False
    """Telegram has asked for it, and nothing else may go into the chat: the gate sees to that."""
    in_doubt: bool = False
    captioned: bool = False

    def may_follow(self, rest: Sequence[Promised]) -> Sequence[Promised]:
        """List which of the messages behind this one may go now, in order."""
        row = self.one.row
        if self.fate is Fate.LATER:
            stuck = not self.held and not self.one.asks and row.attempts >= STUCK
            return [one for one in rest if one.asks] if stuck else ()
        return () if self.fate is Fate.UNREACHABLE and row.account_id is not None else rest

    async def write(self, session: AsyncSession) -> None:
        """Write it down."""
        row, account_id, now = self.one.row, self.one.row.account_id, self.now
        match self.fate:
            case Fate.LATER:
                purpose = Purpose.QUESTION_AGAIN if self.in_doubt else self.one.purpose
                await outbox.postpone_message(session, row.id, now + self.wait, purpose)
                if account_id is not None and self.one.ask:
                    at = row.created_at
                    if self.in_doubt:
                        await record_perhaps_shown(session, account_id, self.one.ask, at)
                    else:
                        await record_not_shown(session, account_id, self.one.ask)
            case Fate.UNREACHABLE if account_id is not None:
                await outbox.mark_blocked(session, account_id, now)
            case Fate.UNREACHABLE:  # without an account: perhaps a coach's
                await outbox.settle_message(session, row.id, Fate.UNDELIVERABLE, now)
                chat_id = self.one.message.chat_id
                await record_chat_reachable(session, chat_id, reachable=False)
            case fate:
                await outbox.settle_message(session, row.id, fate, now)
                if self.message_id is not None and account_id is not None and self.one.asks:
                    asked = (session, account_id, self.message_id, self.one.ask, now, row.id)
                    await record_shown(*asked, captioned=self.captioned)


def settlement_of(one: Promised, report: Report, now: dt.datetime) -> Settlement:
    """Decide what follows from a try. A question is tried until it has been shown.

    Asked twice is harmless, not asked at all leaves the person stuck.
    """
    old = now - one.row.created_at > GIVE_UP_AFTER
    attempts = max(one.row.attempts, 1)
    match report.fate:
        case Fate.UNCERTAIN if one.asks and not old:
            return Settlement(one, Fate.LATER, now, wait=DOUBT.wait(attempts), in_doubt=True)
        case Fate.LATER if old and not one.asks:
            return Settlement(one, Fate.UNDELIVERABLE, now)
        case Fate.LATER:
            wait = report.wait or ANSWER.wait(attempts)
            return Settlement(one, Fate.LATER, now, wait=wait, held=bool(report.wait))
        case fate:
            return Settlement(one, fate, now, report.message_id, captioned=report.captioned)
