"""Asking: what a message about an occasion leads to, once its fate is known."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.schedule import Calendar
from storage import reminders
from storage.agenda import OPEN, Occasion, Reminder
from storage.due import DueRow
from storage.models import Account, Participant
from storage.occasions import (
    Timing,
    asked,
    asking_of,
    closing,
    ensure_next,
    fall_due,
    plan_asking,
    settle_occasion,
    timing,
)

BATCH = 200


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


async def settle_doubts(session: AsyncSession, now: dt.datetime, calendar: Calendar) -> int:
    """Mark what a killed process had in hand as uncertain; it is not sent again."""
    left = await reminders.left_in_hand(session, now)
    for row_id in left:
        if await reminders.settle(session, row_id, "uncertain", now):
            row = await session.get_one(Reminder, row_id, populate_existing=True)
            participant = await session.get_one(Participant, row.participant_id)
            when = await timing(session, participant, calendar)
            # It counts for the day on which it was in hand.
            await after_sending(session, row.kind, row.subject, row.claimed_at or now, when)
    return len(left)


async def close_windows(session: AsyncSession, now: dt.datetime, calendar: Calendar) -> int:
    """Settle some occasions whose window has ended as missed; gives how many it found."""
    ended: Sequence[Occasion] = await closing(session, now, BATCH)
    for occasion in ended:
        participant = await session.get_one(Participant, occasion.participant_id)
        when = await timing(session, participant, calendar)
        reason = None if await _reached(session, participant.id) else "blocked"
        await settle_occasion(session, occasion, "missed", reason, now)
        await ensure_next(session, participant, now, when)
    return len(ended)


async def _reached(session: AsyncSession, participant_id: int) -> bool:
    found = select(
        exists().where(Account.participant_id == participant_id, Account.status == "open")
    )
    return bool(await session.scalar(found))
