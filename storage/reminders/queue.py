"""Reminders: the queue of messages that we write of our own accord, and each one's fate."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import changed_rows
from storage.tables.agenda import Reminder
from storage.tables.people import Account, Participant

DROPPED = ("skipped", "undeliverable")
"""The fates of a message that did not get there."""
IN_HAND = dt.timedelta(minutes=2)
"""A message claimed for longer than this was being sent by a process that is gone."""


_NEWEST = (
    select(Reminder)
    .where(
        Reminder.participant_id == bindparam("participant"),
        Reminder.kind == bindparam("kind"),
        Reminder.subject == bindparam("subject"),
    )
    .order_by(Reminder.number.desc())
    .limit(1)
    # A status that was changed by a statement is not what an object of this session says.
    .execution_options(populate_existing=True)
)


async def plan(
    session: AsyncSession,
    *,
    participant_id: int,
    kind: str,
    subject: int,
    due_at: dt.datetime,
    until: dt.datetime,
    zone: dt.tzinfo,
    wished: bool = False,
) -> Reminder | None:
    """Plan the next message about something; one that is planned already is moved.

    None where it would come too late to be of use.
    """
    if due_at >= until:
        await withdraw(session, participant_id, kind, subject)
        return None
    newest = await newest_about(session, participant_id, kind, subject)
    if newest is not None and newest.status == "planned":
        newest.due_at, newest.until, newest.wished = due_at, until, wished
        newest.zone, newest.attempts = str(zone), 0
        await session.flush()
        return newest
    row = Reminder(
        participant_id=participant_id,
        kind=kind,
        subject=subject,
        number=newest.number + 1 if newest else 1,
        due_at=due_at,
        until=until,
        zone=str(zone),
        wished=wished,
        status="planned",
        attempts=0,
    )
    session.add(row)
    await session.flush()
    return row


async def withdraw(
    session: AsyncSession, participant_id: int, kind: str, subject: int, reason: str | None = None
) -> None:
    """Take back what is planned about something, also what is just being sent."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == participant_id,
            Reminder.kind == kind,
            Reminder.subject == subject,
            Reminder.status.in_(("planned", "claimed")),
        )
        .values(status="cancelled", reason=reason)
    )


async def answered(session: AsyncSession, participant_id: int, kind: str, subject: int) -> None:
    """Note that the person has reacted to what was sent about something, or is just being sent."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == participant_id,
            Reminder.kind == kind,
            Reminder.subject == subject,
            Reminder.status.in_(("sent", "uncertain", "claimed")),
        )
        .values(status="answered")
    )


async def newest_about(
    session: AsyncSession, participant_id: int, kind: str, subject: int
) -> Reminder | None:
    """Find the newest message about something: only that one can still be planned."""
    about = {"participant": participant_id, "kind": kind, "subject": subject}
    return await session.scalar(_NEWEST, about)


async def claim(session: AsyncSession, row_id: int, channel: str, now: dt.datetime) -> bool:
    """Claim a message for sending; False if somebody else has it, or it is off or moved."""
    statement = (
        update(Reminder)
        .where(Reminder.id == row_id, Reminder.status == "planned", Reminder.due_at <= now)
        .values(status="claimed", channel=channel, claimed_at=now)
    )
    return await changed_rows(session, statement) == 1


async def wanted(
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
    if row is None or row[0] != "claimed":
        return None
    _, stopped, quiet_until, account = row
    return not stopped and account == "open" and (quiet_until is None or now >= quiet_until)


async def settle(session: AsyncSession, row_id: int, status: str, now: dt.datetime) -> bool:
    """Write the fate of a claimed message; False if it is not claimed any more."""
    statement = (
        update(Reminder)
        .where(Reminder.id == row_id, Reminder.status == "claimed")
        .values(status=status, settled_at=now)
    )
    return await changed_rows(session, statement) == 1


async def put_off(
    session: AsyncSession, row_id: int, due_at: dt.datetime, written_on: dt.date | None
) -> None:
    """Try a claimed message again later: it never left, so ``written_on`` still holds."""
    theirs = select(Reminder.participant_id).where(Reminder.id == row_id).scalar_subquery()
    await session.execute(
        update(Participant).where(Participant.id == theirs).values(written_on=written_on)
    )
    await session.execute(
        update(Reminder)
        .where(Reminder.id == row_id, Reminder.status == "claimed")
        .values(status="planned", due_at=due_at, claimed_at=None, attempts=Reminder.attempts + 1)
    )


async def wait(session: AsyncSession, row: Reminder, until: dt.datetime) -> int:
    """Let a planned message fall due again later; 0 if somebody has been faster.

    It is no longer the moment that the person chose.
    """
    statement = (
        update(Reminder)
        .where(Reminder.id == row.id, Reminder.status == "planned", Reminder.due_at == row.due_at)
        .values(due_at=until, wished=False)
    )
    return await changed_rows(session, statement)


async def set_aside(session: AsyncSession, row_ids: Sequence[int], until: dt.datetime) -> None:
    """Let planned messages that cannot be made wait, or skip those that would come too late."""
    planned = update(Reminder).where(Reminder.id.in_(row_ids), Reminder.status == "planned")
    await session.execute(
        planned.where(Reminder.until <= until).values(status="skipped", reason="late")
    )
    await session.execute(planned.where(Reminder.until > until).values(due_at=until))


async def no_later(session: AsyncSession, occasion_id: int, at: dt.datetime) -> None:
    """Let the planned message about an occasion come at ``at``, if it would be later."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.kind == "rating",
            Reminder.subject == occasion_id,
            Reminder.status == "planned",
            Reminder.wished.is_(False),
            Reminder.due_at > at,
        )
        .values(due_at=at)
    )


async def skip(session: AsyncSession, row: Reminder, reason: str, now: dt.datetime) -> int:
    """Leave a planned message out, and say why; 0 if somebody has been faster."""
    statement = (
        update(Reminder)
        .where(Reminder.id == row.id, Reminder.status == "planned", Reminder.due_at == row.due_at)
        .values(status="skipped", reason=reason, settled_at=now)
    )
    return await changed_rows(session, statement)


async def messages_to(session: AsyncSession, participant_id: int) -> Sequence[Reminder]:
    """List every message to a participant, sent or not, by the time it was or is due."""
    found = await session.scalars(
        select(Reminder)
        .where(Reminder.participant_id == participant_id)
        .order_by(Reminder.due_at, Reminder.id)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def silence(session: AsyncSession, participant_id: int, reason: str) -> None:
    """Take back all that is planned for a participant, whatever it is about."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == participant_id,
            Reminder.status.in_(("planned", "claimed")),
        )
        .values(status="cancelled", reason=reason)
    )


async def left_in_hand(
    session: AsyncSession, now: dt.datetime, participant_id: int | None = None
) -> Sequence[Reminder]:
    """List the messages that a process had in hand when it was killed: in doubt."""
    doubts = select(Reminder).where(
        Reminder.status == "claimed", Reminder.claimed_at < now - IN_HAND
    )
    if participant_id is not None:
        doubts = doubts.where(Reminder.participant_id == participant_id)
    return (await session.scalars(doubts.order_by(Reminder.id))).all()
