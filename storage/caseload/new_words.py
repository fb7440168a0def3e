"""Words that have changed where the coach may have dealt with what they said before."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.participant_status import ParticipantStatus
from storage.needs.marks import need_again
from storage.ratings.ratings import newest_finished_rating
from storage.tables.ratings import Rating


async def need_rating_again(session: AsyncSession, rating_id: int, now: dt.datetime) -> None:
    """Let the newest rating need the coach again, if it is this one. The person is held."""
    rating = await session.get_one(Rating, rating_id)
    newest = await newest_finished_rating(session, rating.participant_id)
    if newest is not None and newest.id == rating_id:
        await need_again(session, rating.participant_id, ParticipantStatus.NEW_RATING, now)
