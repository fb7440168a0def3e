"""Ratings made beside the coach: the person is told of them in their own chat."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import next_hour
from storage.reminders.queue import newest_reminder, plan_reminder
from storage.tables.ratings import Rating

OF_USE = dt.timedelta(days=14)
"""For so long a person is told that a rating was made together."""


async def tell_of_rating_together(
    session: AsyncSession, rating_id: int, now: dt.datetime, when: Timing
) -> None:
    """Let the person be told at their next hour, once, if every question has its answer."""
    rating = await session.get_one(Rating, rating_id, populate_existing=True)
    about = rating.participant_id, MessageKind.TOGETHER, rating.id
    if rating.finished_at is None or await newest_reminder(session, *about) is not None:
        return
    at = next_hour(now, when.rhythm, when.free)
    await plan_reminder(
        session,
        participant_id=rating.participant_id,
        kind=MessageKind.TOGETHER,
        subject=rating.id,
        due_at=at,
        until=at + OF_USE,
        zone=when.rhythm.zone,
    )
