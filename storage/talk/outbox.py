"""The outbox: messages promised by committed turns, until their fate is known."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol, cast

from sqlalchemy import CursorResult, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import AccountStatus, Channel
from storage.database.base import table_of
from storage.tables.channels import Outgoing, OutgoingStatus
from storage.tables.people import Account


class Purpose(StrEnum):
    """What a message of a chat is for."""

    LINE = "line"
    QUESTION = "question"
    """Shows the open question: answering it twice is harmless, not being asked is not."""
    QUESTION_AGAIN = "question again"
    """A question that may have arrived, and is shown once more."""
    NUDGE = "nudge"
    """The only message that may go to somebody for whom Telegram is the doorbell."""


QUESTIONS = frozenset({Purpose.QUESTION, Purpose.QUESTION_AGAIN})


class Promise(Protocol):
    """A message as its channel words it: what it is for, and all of it as JSON."""

    @property
    def purpose(self) -> Purpose:
        """Say what it is for."""

    def to_json(self) -> dict[str, Any]:
        """Give all that is needed to send it."""


_OUTBOX, _ACCOUNTS = table_of(Outgoing), table_of(Account)
_PROMISE = insert(_OUTBOX)
_SETTLE = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("row"))
    .values(
        status=bindparam("fate"), sent_at=bindparam("at"), attempts=bindparam("tries"), payload=None
    )
)
_SHOWN = (
    update(_ACCOUNTS)
    .where(_ACCOUNTS.c.id == bindparam("account"))
    .values(shown_message=bindparam("message"), shown_at=bindparam("at"))
)


async def promise_messages(
    session: AsyncSession,
    *,
    participant_id: int | None,
    account_id: int | None,
    messages: Sequence[Promise],
    now: dt.datetime,
) -> list[Outgoing]:
    """Write messages, to be sent after the commit in this order."""
    rows = []
    for message in messages:
        values: dict[str, Any] = {
            "participant_id": participant_id,
            "account_id": account_id,
            "purpose": message.purpose,
            "payload": message.to_json(),
            "created_at": now,
            "due_at": now,
            "status": OutgoingStatus.PENDING,
            "attempts": 0,
        }
        result = await session.execute(_PROMISE, values)
        key = cast("CursorResult[Any]", result).inserted_primary_key
        rows.append(Outgoing(id=key[0] if key else None, **values))
    return rows


async def settle_message(
    session: AsyncSession, row_id: int, status: str, now: dt.datetime, attempts: int
) -> None:
    """Write a message's fate (sent, uncertain, undeliverable) and forget what it said."""
    values = {"row": row_id, "fate": status, "at": now, "tries": attempts}
    await session.execute(_SETTLE, values)


async def postpone_message(
    session: AsyncSession, row_id: int, due_at: dt.datetime, attempts: int, purpose: Purpose
) -> None:
    """Keep a message for another try at ``due_at`` (UTC)."""
    await session.execute(
        update(Outgoing)
        .where(Outgoing.id == row_id)
        .values(due_at=due_at, attempts=attempts, purpose=purpose)
    )


async def accounts_waiting(session: AsyncSession, now: dt.datetime) -> Sequence[int | None]:
    """List the accounts that something due waits for; None for messages without an account."""
    found = await session.scalars(
        select(Outgoing.account_id)
        .where(Outgoing.status == OutgoingStatus.PENDING, Outgoing.due_at <= now)
        .group_by(Outgoing.account_id)
        .order_by(func.min(Outgoing.id))
    )
    return found.all()


async def pending_messages(session: AsyncSession, account_id: int | None) -> Sequence[Outgoing]:
    """List what waits for an account, oldest first; also what is not due, since order matters."""
    found = await session.scalars(
        select(Outgoing)
        .where(Outgoing.status == OutgoingStatus.PENDING, Outgoing.account_id == account_id)
        .order_by(Outgoing.id)
    )
    return found.all()


async def record_shown(
    session: AsyncSession, account_id: int, message_id: int, now: dt.datetime
) -> None:
    """Remember which message holds the open question of a chat."""
    await session.execute(_SHOWN, {"account": account_id, "message": message_id, "at": now})


async def supersede_questions(
    session: AsyncSession, account_id: int | None, newest: int, now: dt.datetime
) -> None:
    """Let questions that may have arrived, or not, give way to the one with the id ``newest``."""
    await session.execute(
        update(Outgoing)
        .where(
            Outgoing.account_id == account_id,
            Outgoing.status == OutgoingStatus.PENDING,
            Outgoing.purpose.in_(QUESTIONS),
            Outgoing.id < newest,
        )
        .values(status=OutgoingStatus.UNCERTAIN, sent_at=now, payload=None)
    )


async def keep_nudges(
    session: AsyncSession, now: dt.datetime, participant_id: int | None = None
) -> None:
    """Give up all else that waits for a participant's Telegram, or for everybody's."""
    theirs = select(Account.id).where(Account.channel == Channel.TELEGRAM)
    if participant_id is not None:
        theirs = theirs.where(Account.participant_id == participant_id)
    await session.execute(
        update(Outgoing)
        .where(
            Outgoing.account_id.in_(theirs),
            Outgoing.status == OutgoingStatus.PENDING,
            Outgoing.purpose != Purpose.NUDGE,
        )
        .values(status=OutgoingStatus.UNDELIVERABLE, sent_at=now, payload=None)
    )


async def mark_blocked(session: AsyncSession, account_id: int, now: dt.datetime) -> None:
    """Mark an account as blocked, and give up everything that waits for it."""
    await session.execute(
        update(Account)
        .where(Account.id == account_id, Account.status != AccountStatus.REVOKED)
        .values(status=AccountStatus.BLOCKED)
    )
    await session.execute(
        update(Outgoing)
        .where(Outgoing.account_id == account_id, Outgoing.status == OutgoingStatus.PENDING)
        .values(status=OutgoingStatus.UNDELIVERABLE, sent_at=now, payload=None)
    )
