"""Asking: what a message about an occasion leads to, once its fate is known."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from storage.occasions.occasions import (
    asking_of,
    ensure_next_occasion,
    mark_due,
    participant_occasions,
    plan_asking,
    record_asking,
    settle_occasion,
)
from storage.people.participants import is_reachable
from storage.people.timing import participant_timing
from storage.reminders import claims
from storage.reminders.due import DueReminder
from storage.tables.agenda import OPEN_STATUSES, Occasion
from storage.tables.people import Participant


async def mark_subject_due(session: AsyncSession, row: DueReminder, now: dt.datetime) -> None:
    """Let the occasion be due that a message is about, whether or not it goes out."""
    if row.reminder.kind != MessageKind.RATING:
        return
    occasion = await session.get(Occasion, row.reminder.subject)
    if occasion is not None and occasion.status == "planned":
        participant = await session.get_one(Participant, row.participant.id)
        await mark_due(session, occasion, participant, now, row.when)


async def record_sending(
    session: AsyncSession, kind: MessageKind, subject: int, now: dt.datetime, when: Timing
) -> None:
    """Count a message that went out, or may have, and plan the one after it."""
    occasion = await session.get(Occasion, subject) if kind == MessageKind.RATING else None
    if occasion is None or occasion.status not in OPEN_STATUSES[:3]:
        return
    occasion.status = "reminded" if occasion.asked else "due"
    record_asking(occasion, asking_of(occasion).with_message(when.rhythm.day(now)))
    await plan_asking(session, occasion, when, now)


async def settle_doubtful_reminders(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: LocalCalendar
) -> int:
    """Mark what a killed process had in hand for somebody as uncertain; gives how many.

    It is not sent again.
    """
    when = await participant_timing(session, participant, calendar)
    doubts = 0
    for row in await claims.doubtful_reminders(session, now, participant.id):
        if await claims.settle_reminder(session, row.id, MessageStatus.UNCERTAIN, now):
            doubts += 1
            # It counts for the day on which it was in hand.
            await record_sending(session, row.kind, row.subject, row.claimed_at or now, when)
    return doubts


async def close_windows(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: LocalCalendar
) -> int:
    """Settle somebody's occasions whose window has ended as missed; gives how many."""
    when = await participant_timing(session, participant, calendar)
    found = await participant_occasions(session, participant.id)
    ended = [one for one in found if one.status in OPEN_STATUSES and one.closes_at <= now]
    reason = None if await is_reachable(session, participant.id) else "blocked"
    for occasion in ended:
        await settle_occasion(session, occasion, "missed", reason, now)
    await ensure_next_occasion(session, participant, now, when)
    return len(ended)
