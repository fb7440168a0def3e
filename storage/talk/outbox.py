"""The outbox: messages promised by committed turns, until their fate is known."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, CursorResult, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import AccountStatus, Channel
from storage.database.base import table_of
from storage.database.database import change_rows
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


_OUTBOX = table_of(Outgoing)
IN_FLIGHT = (OutgoingStatus.PENDING, OutgoingStatus.SENDING)
_PROMISE = insert(_OUTBOX)
_CLAIM = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("row"), _OUTBOX.c.status == OutgoingStatus.PENDING)
    .values(status=OutgoingStatus.SENDING, due_at=bindparam("at"), attempts=_OUTBOX.c.attempts + 1)
)
_SETTLE = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("row"), _OUTBOX.c.status == OutgoingStatus.SENDING)
    .values(status=bindparam("fate"), sent_at=bindparam("at"), payload=None)
)


async def promise_messages(
    session: AsyncSession,
    *,
    participant_id: int | None,
    account_id: int | None,
    messages: Sequence[Promise],
    now: dt.datetime,
    claim: bool = False,
) -> list[Outgoing]:
    """Write messages, to be sent after the commit in this order.

    With ``claim`` a question that comes first is in the caller's hands at once, who sends it right
    after the commit. All else is claimed when it leaves: it would be lost if nobody did.
    """
    rows = []
    for number, message in enumerate(messages):
        claimed = claim and number == 0 and message.purpose is Purpose.QUESTION
        values: dict[str, Any] = {
            "participant_id": participant_id,
            "account_id": account_id,
            "purpose": message.purpose,
            "payload": message.to_json(),
            "created_at": now,
            "due_at": now,
            "status": OutgoingStatus.SENDING if claimed else OutgoingStatus.PENDING,
            "attempts": int(claimed),
        }
        result = await session.execute(_PROMISE, values)
        key = cast("CursorResult[Any]", result).inserted_primary_key
        rows.append(Outgoing(id=key[0] if key else None, **values))
    return rows


async def claim_message(session: AsyncSession, row_id: int, now: dt.datetime) -> bool:
    """Take a message in hand, before it is sent; False if it does not wait any more."""
    return await change_rows(session, _CLAIM, {"row": row_id, "at": now}) == 1


async def settle_message(session: AsyncSession, row_id: int, status: str, now: dt.datetime) -> None:
    """Write what became of a message in hand (sent, uncertain, undeliverable); forget its words."""
    await session.execute(_SETTLE, {"row": row_id, "fate": status, "at": now})


async def give_up_message(session: AsyncSession, row_id: int, now: dt.datetime) -> None:
    """Give a waiting message up without a try, and forget what it said."""
    await session.execute(
        update(Outgoing)
        .where(Outgoing.id == row_id, Outgoing.status == OutgoingStatus.PENDING)
        .values(status=OutgoingStatus.UNDELIVERABLE, sent_at=now, payload=None)
    )


async def postpone_message(
    session: AsyncSession, row_id: int, due_at: dt.datetime, purpose: Purpose
) -> None:
    """Put a message in hand back, for another try at ``due_at`` (UTC)."""
    await session.execute(
        update(Outgoing)
        .where(Outgoing.id == row_id, Outgoing.status == OutgoingStatus.SENDING)
        .values(status=OutgoingStatus.PENDING, due_at=due_at, purpose=purpose)
    )


@dataclass(frozen=True)
class Waiting:
    """That something waits for an account (None: for a chat without one), and since which try."""

    account_id: int | None
    due_at: dt.datetime
    attempts: int


async def waiting_messages(session: AsyncSession) -> list[Waiting]:
    """List what waits, oldest first, without what it says; also what is not due yet."""
    found = await session.execute(
        select(Outgoing.account_id, Outgoing.due_at, Outgoing.attempts)
        .where(Outgoing.status == OutgoingStatus.PENDING)
        .order_by(Outgoing.id)
    )
    return [Waiting(*row) for row in found]


async def pending_messages(session: AsyncSession, account_id: int | None) -> Sequence[Outgoing]:
    """List what waits for an account, oldest first; also what is not due, since order matters."""
    found = await session.scalars(
        select(Outgoing)
        .where(Outgoing.status == OutgoingStatus.PENDING, Outgoing.account_id == account_id)
        .order_by(Outgoing.id)
    )
    return found.all()


async def has_doubts(
    session: AsyncSession, now: dt.datetime, longest: dt.timedelta, but: Collection[int]
) -> bool:
    """Tell whether ``settle_doubts`` has anything to do."""
    found = select(Outgoing.id).where(*_doubtful(now, longest, but)).limit(1)
    return await session.scalar(found) is not None


async def settle_doubts(
    session: AsyncSession, now: dt.datetime, longest: dt.timedelta, but: Collection[int]
) -> int:
    """Settle what a process that is gone had in hand for ``longest``; gives how many.

    A question waits for another try, which ``supersede_questions`` may find needless; all else is
    uncertain. ``but`` are rows that are in the caller's own hands.
    """
    doubtful = update(Outgoing).where(*_doubtful(now, longest, but))
    again = await change_rows(
        session,
        doubtful.where(Outgoing.purpose.in_(sorted(QUESTIONS))).values(
            status=OutgoingStatus.PENDING, due_at=now, purpose=Purpose.QUESTION_AGAIN
        ),
    )
    return again + await change_rows(
        session, doubtful.values(status=OutgoingStatus.UNCERTAIN, sent_at=now, payload=None)
    )


def _doubtful(
    now: dt.datetime, longest: dt.timedelta, but: Collection[int]
) -> tuple[ColumnElement[bool], ...]:
    return (
        Outgoing.status == OutgoingStatus.SENDING,
        # One that was claimed later than now: the clock was wrong, then or now.
        or_(Outgoing.due_at <= now - longest, Outgoing.due_at > now + longest),
        Outgoing.id.not_in(sorted(but)),
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
            Outgoing.status.in_(IN_FLIGHT),
            Outgoing.purpose != Purpose.NUDGE,
        )
        .values(status=OutgoingStatus.UNDELIVERABLE, sent_at=now, payload=None)
    )


async def mark_blocked(session: AsyncSession, account_id: int, now: dt.datetime) -> None:
    """Mark an account as blocked, and give up everything that waits for it."""
    await session.execute(
        update(Account)
        .where(
            Account.id == account_id,
            Account.status.not_in((AccountStatus.REVOKED, AccountStatus.BLOCKED)),
        )
        .values(status=AccountStatus.BLOCKED, blocked_at=now)
    )
    await give_up_messages(session, account_id, now)


async def give_up_messages(session: AsyncSession, account_id: int, now: dt.datetime) -> None:
    """Give up everything that waits for an account."""
    await session.execute(
        update(Outgoing)
        .where(Outgoing.account_id == account_id, Outgoing.status.in_(IN_FLIGHT))
        .values(status=OutgoingStatus.UNDELIVERABLE, sent_at=now, payload=None)
    )
