"""Claims: a due message is taken by one process, once, and its fate is written."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageStatus
from dialogs.agenda.obstacle import Obstacle
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.knocks import KnockKind
from storage.database.database import change_rows
from storage.tables.agenda import Reminder
from storage.tables.people import Account, Participant

CLAIM_LASTS = dt.timedelta(minutes=2)
"""A message claimed for longer than this was being sent by a process that is gone."""


async def claim_reminder(
    session: AsyncSession,
    row_id: int,
    channel: Channel,
    now: dt.datetime,
    knock: KnockKind | None = None,
) -> bool:
    """Claim a message for sending; False if somebody else has it, or it is off or moved."""
    statement = (
        update(Reminder)
        .where(
            Reminder.id == row_id, Reminder.status == MessageStatus.PLANNED, Reminder.due_at <= now
        )
        .values(status=MessageStatus.CLAIMED, channel=channel, knock=knock, claimed_at=now)
    )
    return await change_rows(session, statement) == 1


async def is_still_wanted(
    session: AsyncSession, row_id: int, account_id: int, now: dt.datetime
) -> bool | None:
    """Look once more at a claimed message: False if the person has just said pause or stop.

    The same if they have blocked us; None if they have reacted, or somebody took it back.
    """
    found = await session.execute(
        select(Reminder.status, Participant.stopped, Participant.quiet_until, Account.status)
        .join(Participant, Participant.id == Reminder.participant_id)
        .join(Account, Account.participant_id == Participant.id)
        .where(Reminder.id == row_id, Account.id == account_id)
    )
    row = found.one_or_none()
    if row is None or row[0] != MessageStatus.CLAIMED:
        return None
    _, stopped, quiet_until, account = row
    return (
        not stopped
        and account == AccountStatus.OPEN
        and (quiet_until is None or now >= quiet_until)
    )


async def settle_reminder(
    session: AsyncSession, row_id: int, status: MessageStatus, now: dt.datetime
) -> bool:
    """Write the fate of a claimed message; False if it is not claimed any more."""
    statement = (
        update(Reminder)
        .where(Reminder.id == row_id, Reminder.status == MessageStatus.CLAIMED)
        .values(status=status, settled_at=now)
    )
    return await change_rows(session, statement) == 1


async def put_off_reminder(
    session: AsyncSession, row_id: int, due_at: dt.datetime, written_on: dt.date | None
) -> None:
    """Try a claimed message again later: it never left, so ``written_on`` still holds."""
    theirs = select(Reminder.participant_id).where(Reminder.id == row_id).scalar_subquery()
    await session.execute(
        update(Participant).where(Participant.id == theirs).values(written_on=written_on)
    )
    await session.execute(
        update(Reminder)
        .where(Reminder.id == row_id, Reminder.status == MessageStatus.CLAIMED)
        .values(
            status=MessageStatus.PLANNED,
            due_at=due_at,
            claimed_at=None,
            attempts=Reminder.attempts + 1,
        )
    )


async def delay_reminder(session: AsyncSession, row: Reminder, until: dt.datetime) -> int:
    """Let a planned message fall due again later; 0 if somebody has been faster.

    It is no longer the moment that the person chose.
    """
    statement = (
        update(Reminder)
        .where(
            Reminder.id == row.id,
            Reminder.status == MessageStatus.PLANNED,
            Reminder.due_at == row.due_at,
        )
        .values(due_at=until, wished=False)
    )
    return await change_rows(session, statement)


async def set_aside_reminders(
    session: AsyncSession, row_ids: Sequence[int], until: dt.datetime
) -> None:
    """Let planned messages that cannot be made wait, or skip those that would come too late."""
    planned = update(Reminder).where(
        Reminder.id.in_(row_ids), Reminder.status == MessageStatus.PLANNED
    )
    await session.execute(
        planned.where(Reminder.until <= until).values(
            status=MessageStatus.SKIPPED, reason=Obstacle.LATE
        )
    )
    await session.execute(planned.where(Reminder.until > until).values(due_at=until))


async def skip_reminder(
    session: AsyncSession, row: Reminder, reason: Obstacle, now: dt.datetime
) -> int:
    """Leave a planned message out, and say why; 0 if somebody has been faster."""
    statement = (
        update(Reminder)
        .where(
            Reminder.id == row.id,
            Reminder.status == MessageStatus.PLANNED,
            Reminder.due_at == row.due_at,
        )
        .values(status=MessageStatus.SKIPPED, reason=reason, settled_at=now)
    )
    return await change_rows(session, statement)


async def doubtful_reminders(
    session: AsyncSession, now: dt.datetime, participant_id: int | None = None
) -> Sequence[Reminder]:
    """List the messages that a process had in hand when it was killed: in doubt."""
    doubts = select(Reminder).where(
        Reminder.status == MessageStatus.CLAIMED, Reminder.claimed_at < now - CLAIM_LASTS
    )
    if participant_id is not None:
        doubts = doubts.where(Reminder.participant_id == participant_id)
    return (await session.scalars(doubts.order_by(Reminder.id))).all()
