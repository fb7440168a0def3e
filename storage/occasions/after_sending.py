"""Asking: what a message about an occasion leads to, once its fate is known."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import Calendar
from storage.occasions.occasions import (
    asked,
    asking_of,
    ensure_next,
    fall_due,
    occasions_of,
    plan_asking,
    settle_occasion,
)
from storage.people.participants import reached
from storage.people.timing import timing
from storage.reminders import queue
from storage.reminders.due import DueRow
from storage.tables.agenda import OPEN, Occasion
from storage.tables.people import Participant


async def note_due(session: AsyncSession, row: DueRow, now: dt.datetime) -> None:
    """Let the occasion be due that a message is about, whether or not it goes out."""
    if row.reminder.kind != "rating":
        return
    occasion = await session.get(Occasion, row.reminder.subject)
    if occasion is not None and occasion.status == "planned":
        participant = await session.get_one(Participant, row.participant.id)
        await fall_due(session, occasion, participant, now, row.when)


async def after_sending(
    session: AsyncSession, kind: str, subject: int, now: dt.datetime, when: Timing
) -> None:
    """Count a message that went out, or may have, and plan the one after it."""
    occasion = await session.get(Occasion, subject) if kind == "rating" else None
    if occasion is None or occasion.status not in OPEN[:3]:
        return
    occasion.status = "reminded" if occasion.asked else "due"
    asked(occasion, asking_of(occasion).sent(when.rhythm.day(now)))
    await plan_asking(session, occasion, when, now)


async def settle_doubts(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: Calendar
) -> int:
    """Mark what a killed process had in hand for somebody as uncertain; gives how many.

    It is not sent again.
    """
    when = await timing(session, participant, calendar)
    doubts = 0
    for row in await queue.left_in_hand(session, now, participant.id):
        if await queue.settle(session, row.id, "uncertain", now):
            doubts += 1
            # It counts for the day on which it was in hand.
            await after_sending(session, row.kind, row.subject, row.claimed_at or now, when)
    return doubts


async def close_windows(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: Calendar
) -> int:
    """Settle somebody's occasions whose window has ended as missed; gives how many."""
    when = await timing(session, participant, calendar)
    found = await occasions_of(session, participant.id)
    ended = [one for one in found if one.status in OPEN and one.closes_at <= now]
    reason = None if await reached(session, participant.id) else "blocked"
    for occasion in ended:
        await settle_occasion(session, occasion, "missed", reason, now)
    await ensure_next(session, participant, now, when)
    return len(ended)
