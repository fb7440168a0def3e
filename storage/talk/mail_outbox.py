"""Digests on their way by e-mail: rows of the outbox with statuses of their own.

*mail* waits, *mailing* is being sent, *mailed*, *mail unsure* and *mail refused* are fates. The
sender of the chats looks at *pending* rows only, so the two do not meet.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import change_rows
from storage.tables.channels import MAIL_STATUSES, Outgoing, OutgoingStatus

CLAIM_LASTS = dt.timedelta(minutes=10)
"""A mail in hand for longer than this was being sent by a process that is gone."""


class MailPromise(Protocol):
    """A mail as its channel words it: to whom, and all of it as JSON."""

    @property
    def staff_id(self) -> int:
        """Say whom it is for."""

    def to_json(self) -> dict[str, Any]:
        """Give all that is needed to send it."""


def _purpose(staff_id: int) -> str:
    return f"digest {staff_id}"


async def promise_mail(session: AsyncSession, mail: MailPromise, now: dt.datetime) -> None:
    """Write a mail, to be sent after the commit. What it says is sealed, and forgotten later."""
    session.add(
        Outgoing(
            purpose=_purpose(mail.staff_id),
            payload=mail.to_json(),
            status=OutgoingStatus.MAIL_WAITS,
            attempts=0,
            created_at=now,
            due_at=now,
        )
    )
    await session.flush()


async def mails_due(
    session: AsyncSession, now: dt.datetime, promised_until: dt.datetime
) -> Sequence[int]:
    """List the mails to be sent now, of those promised at ``promised_until`` or before."""
    found = await session.scalars(
        select(Outgoing.id)
        .where(
            Outgoing.status == OutgoingStatus.MAIL_WAITS,
            Outgoing.due_at <= now,
            Outgoing.created_at <= promised_until,
        )
        .order_by(Outgoing.id)
    )
    return found.all()


async def claim_mail(session: AsyncSession, row_id: int, now: dt.datetime) -> Outgoing | None:
    """Take a mail in hand; None if somebody else has it."""
    statement = (
        update(Outgoing)
        .where(
            Outgoing.id == row_id,
            Outgoing.status == OutgoingStatus.MAIL_WAITS,
            Outgoing.due_at <= now,
        )
        .values(status=OutgoingStatus.MAIL_IN_HAND, due_at=now, attempts=Outgoing.attempts + 1)
    )
    if await change_rows(session, statement) != 1:
        return None
    return await session.get_one(Outgoing, row_id, populate_existing=True)


async def settle_mail(
    session: AsyncSession, row_id: int, fate: OutgoingStatus, now: dt.datetime
) -> None:
    """Write a mail's fate, and forget what it said."""
    await session.execute(
        update(Outgoing)
        .where(Outgoing.id == row_id, Outgoing.status == OutgoingStatus.MAIL_IN_HAND)
        .values(status=fate, sent_at=now, payload=None)
    )


async def put_off_mail(session: AsyncSession, row_id: int, due_at: dt.datetime) -> None:
    """Try a mail again later: it was not taken."""
    await session.execute(
        update(Outgoing)
        .where(Outgoing.id == row_id, Outgoing.status == OutgoingStatus.MAIL_IN_HAND)
        .values(status=OutgoingStatus.MAIL_WAITS, due_at=due_at)
    )


async def recall_mails(session: AsyncSession, staff_id: int, now: dt.datetime) -> int:
    """Take back what has not left; gives how many mails. One in hand is in doubt from now on.

    So it is not tried again, whatever becomes of it.
    """
    theirs = Outgoing.purpose == _purpose(staff_id)
    fates = {
        OutgoingStatus.MAIL_WAITS: OutgoingStatus.MAIL_REFUSED,
        OutgoingStatus.MAIL_IN_HAND: OutgoingStatus.MAIL_UNSURE,
    }
    taken_back = 0
    for status, fate in fates.items():
        mine = update(Outgoing).where(theirs, Outgoing.status == status)
        values = mine.values(status=fate, sent_at=now, payload=None)
        taken_back += await change_rows(session, values)
    return taken_back


async def has_doubtful_mails(session: AsyncSession, now: dt.datetime) -> bool:
    """Tell whether ``settle_doubtful_mails`` has anything to do."""
    found = select(Outgoing.id).where(
        Outgoing.status == OutgoingStatus.MAIL_IN_HAND, Outgoing.due_at < now - CLAIM_LASTS
    )
    return await session.scalar(found.limit(1)) is not None


async def settle_doubtful_mails(session: AsyncSession, now: dt.datetime) -> None:
    """Leave mails alone that a process had in hand when it was killed: they may have arrived."""
    await session.execute(
        update(Outgoing)
        .where(Outgoing.status == OutgoingStatus.MAIL_IN_HAND, Outgoing.due_at < now - CLAIM_LASTS)
        .values(status=OutgoingStatus.MAIL_UNSURE, sent_at=now, payload=None)
    )


async def newest_mail(session: AsyncSession, staff_id: int) -> Outgoing | None:
    """Find somebody's newest mail, whatever became of it."""
    return await session.scalar(
        select(Outgoing)
        .where(
            Outgoing.status.in_(MAIL_STATUSES),
            Outgoing.purpose == _purpose(staff_id),
        )
        .order_by(Outgoing.id.desc())
        .limit(1)
    )
