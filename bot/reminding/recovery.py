"""Tidying: what a sweep does before it looks at messages. Doubts settled, windows closed."""

import datetime as dt
import logging

from sqlalchemy.ext.asyncio import AsyncSession

from bot.parts import Parts
from storage.occasions.after_sending import close_windows, settle_doubts
from storage.occasions.occasions import closing
from storage.people.batches import in_portions
from storage.reminders import queue
from storage.tables.people import Participant

log = logging.getLogger(__name__)


async def recover(parts: Parts) -> None:
    """Settle what a process had in hand when it was killed: nobody knows whether it left."""
    now = parts.clock()
    async with parts.database.reading() as session:
        left = await queue.left_in_hand(session, now)

    async def settled(session: AsyncSession, participant: Participant) -> int:
        return await settle_doubts(session, participant, now, parts.calendar)

    doubts, _ = await in_portions(parts.database, (row.participant_id for row in left), settled)
    if sum(doubts):
        log.warning("%d messages may or may not have gone out before a crash", sum(doubts))


async def close_ended(parts: Parts, now: dt.datetime) -> int:
    """Settle the occasions whose window has ended; gives how many."""
    async with parts.database.reading() as session:
        people = await closing(session, now)

    async def closed(session: AsyncSession, participant: Participant) -> int:
        return await close_windows(session, participant, now, parts.calendar)

    settled, _ = await in_portions(parts.database, people, closed)
    return sum(settled)
