"""What a gateway reports after it has taken an SMS: delivered or not, and who answered STOP."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageStatus
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.knocks import KNOWN_KNOCKS, KnockKind
from storage.knocks.knocks import GONE_AFTER, knock_digest, known_knock, mark_gone
from storage.occasions.replanning import resume_when_reachable
from storage.people.participants import hold_without_name
from storage.tables.agenda import Reminder
from storage.tables.knocks import Knock


async def record_report(
    session: AsyncSession,
    reminder_id: int,
    *,
    delivered: bool,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> bool:
    """Write what a gateway says of a message; False where it has to say so again, later.

    Said twice it counts once; of what nobody knows (any more) nothing is written.
    """
    whose = await session.scalar(select(Reminder.participant_id).where(Reminder.id == reminder_id))
    if whose is None:
        return True
    participant = await hold_without_name(session, whose)
    row = await session.get(Reminder, reminder_id, populate_existing=True)
    if row is None or row.knock is not KnockKind.SMS or row.delivered_at is not None:
        return True
    if row.status is MessageStatus.CLAIMED:
        return False  # our own word on it is not written yet
    knock = await known_knock(session, whose)
    left_at = row.claimed_at or row.due_at
    is_same = knock is not None and knock.kind is KnockKind.SMS and knock.since <= left_at
    if delivered:
        row.delivered_at = now
        if row.status is MessageStatus.UNCERTAIN:
            row.status = MessageStatus.SENT
        if knock is not None and is_same:
            knock.failures = 0
    elif row.status in (MessageStatus.SENT, MessageStatus.UNCERTAIN):
        row.status = MessageStatus.UNDELIVERABLE
        if knock is not None and is_same:
            knock.failures += 1
            if knock.failures >= GONE_AFTER:
                await mark_gone(session, knock.id, now)
        await session.flush()
        if participant.status is EnrolmentStatus.ACTIVE:
            await resume_when_reachable(session, participant, calendar, now)
    await session.flush()
    return True


async def people_with_number(session: AsyncSession, number: str) -> Sequence[int]:
    """List who has chosen a number (E.164), by id: in a family there may be several."""
    found = await session.scalars(
        select(Knock.participant_id)
        .where(
            Knock.address_digest == knock_digest(KnockKind.SMS, number),
            Knock.kind == KnockKind.SMS,
            Knock.status.in_(KNOWN_KNOCKS),
        )
        .order_by(Knock.participant_id)
    )
    return found.all()
