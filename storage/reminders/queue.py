"""Reminders: the queue of messages that we write of our own accord, and each one's fate."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import ABOUT_RATINGS, ANSWERABLE, PENDING, MessageKind, MessageStatus
from storage.people.participants import has_died
from storage.tables.agenda import Occasion, Reminder

_NEWEST = (
    select(Reminder)
    .where(
        Reminder.participant_id == bindparam("participant"),
        Reminder.kind == bindparam("kind"),
        Reminder.subject == bindparam("subject"),
    )
    .order_by(Reminder.revision.desc(), Reminder.number.desc())
    .limit(1)
    # A status that was changed by a statement is not what an object of this session says.
    .execution_options(populate_existing=True)
)


async def plan_reminder(
    session: AsyncSession,
    *,
    participant_id: int,
    kind: MessageKind,
    subject: int,
    due_at: dt.datetime,
    until: dt.datetime,
    zone: dt.tzinfo,
    wished: bool = False,
) -> Reminder | None:
    """Plan the next message about something; one that is planned already is moved.

    None where it would come too late to be of use, or the person has died.
    """
    if due_at >= until or await has_died(session, participant_id):
        await withdraw_reminder(session, participant_id, kind, subject)
        return None
    newest = await newest_reminder(session, participant_id, kind, subject)
    if newest is not None and newest.status == MessageStatus.PLANNED:
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
        status=MessageStatus.PLANNED,
        attempts=0,
    )
    session.add(row)
    await session.flush()
    return row


async def withdraw_reminder(
    session: AsyncSession,
    participant_id: int,
    kind: MessageKind,
    subject: int,
    reason: str | None = None,
) -> None:
    """Take back what is planned about something, also what is just being sent."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == participant_id,
            Reminder.kind == kind,
            Reminder.subject == subject,
            Reminder.status.in_(PENDING),
        )
        .values(status=MessageStatus.CANCELLED, reason=reason)
    )


async def mark_answered(
    session: AsyncSession, participant_id: int, kind: MessageKind, subject: int
) -> None:
    """Note that the person has reacted to what was sent about something, or is just being sent."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == participant_id,
            Reminder.kind == kind,
            Reminder.subject == subject,
            Reminder.status.in_(ANSWERABLE),
        )
        .values(status=MessageStatus.ANSWERED)
    )


async def mark_read(
    session: AsyncSession, participant_id: int, kind: MessageKind, subject: int
) -> None:
    """Note that the person has read some news, also where the message about it is still to come."""
    await mark_answered(session, participant_id, kind, subject)
    await withdraw_reminder(session, participant_id, kind, subject)


async def newest_reminder(
    session: AsyncSession, participant_id: int, kind: MessageKind, subject: int
) -> Reminder | None:
    """Find the newest message about something: only that one can still be planned."""
    about = {"participant": participant_id, "kind": kind, "subject": subject}
    return await session.scalar(_NEWEST, about)


async def next_asking_at(session: AsyncSession, participant_id: int) -> dt.datetime | None:
    """Give when somebody is next asked for a rating or about a step (UTC); None if never."""
    return await session.scalar(
        select(func.min(Reminder.due_at)).where(
            Reminder.participant_id == participant_id,
            Reminder.kind.in_((MessageKind.RATING, MessageKind.STEP)),
            Reminder.status == MessageStatus.PLANNED,
        )
    )


async def next_message_about(session: AsyncSession, occasion: Occasion) -> dt.datetime | None:
    """Give when the next message about a rating that waits goes (UTC); None where none is."""
    return await session.scalar(
        select(Reminder.due_at)
        .where(
            Reminder.participant_id == occasion.participant_id,
            Reminder.kind.in_(ABOUT_RATINGS),
            Reminder.subject == occasion.id,
            Reminder.status == MessageStatus.PLANNED,
        )
        .order_by(Reminder.due_at)
        .limit(1)
    )


async def messages_to(session: AsyncSession, participant_id: int) -> Sequence[Reminder]:
    """List every message to a participant, sent or not, by the time it was or is due."""
    found = await session.scalars(
        select(Reminder)
        .where(Reminder.participant_id == participant_id)
        .order_by(Reminder.due_at, Reminder.id)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def withdraw_all_reminders(session: AsyncSession, participant_id: int, reason: str) -> None:
    """Take back all that is planned for a participant, whatever it is about."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == participant_id,
            Reminder.status.in_(PENDING),
        )
        .values(status=MessageStatus.CANCELLED, reason=reason)
    )
