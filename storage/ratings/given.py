"""What a participant has answered in all ratings, with the wordings as they were shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.ratings import Rating, StoredAnswer, Wording


@dataclass(frozen=True)
class GivenRatings:
    """One participant's ratings, oldest first. ``answers`` are by rating, then by item."""

    ratings: Sequence[Rating]
    answers: Mapping[int, Mapping[str, StoredAnswer]]
    wordings: Mapping[str, Wording]
    """By their digest."""


async def given_ratings(session: AsyncSession, participant_id: int) -> GivenRatings:
    """Read them, begun and finished ones, in two queries."""
    found = await session.scalars(
        select(Rating)
        .where(Rating.participant_id == participant_id)
        .order_by(Rating.started_at, Rating.id)
    )
    ratings = found.all()
    answers: dict[int, dict[str, StoredAnswer]] = {}
    wordings: dict[str, Wording] = {}
    given = await session.execute(
        select(StoredAnswer, Wording)
        .join(Wording, Wording.digest == StoredAnswer.wording)
        .where(StoredAnswer.rating_id.in_([of.id for of in ratings]))
    )
    for answer, wording in given:
        answers.setdefault(answer.rating_id, {})[answer.item] = answer
        wordings[wording.digest] = wording
    return GivenRatings(ratings, answers, wordings)
