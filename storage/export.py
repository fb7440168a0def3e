"""Rows for spreadsheets and evaluators: one per answer."""

from collections.abc import AsyncIterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Participant, Rating, StoredAnswer, SubProject

COLUMNS = (
    "participant",
    "sub_project",
    "occasion",
    "instrument",
    "version",
    "item",
    "value",
    "comment",
    "language",
    "mode",
    "channel",
    "answered_at",
)


async def answer_rows(session: AsyncSession) -> AsyncIterator[tuple[object, ...]]:
    """Give every answer in the order of ``COLUMNS``; times as ISO 8601 in UTC."""
    statement = (
        select(
            Participant.pseudonym,
            SubProject.name,
            Rating.occasion,
            Rating.instrument,
            Rating.version,
            StoredAnswer.item,
            StoredAnswer.value,
            StoredAnswer.comment,
            StoredAnswer.language,
            Rating.mode,
            StoredAnswer.channel,
            StoredAnswer.answered_at,
        )
        .join(Rating, Rating.id == StoredAnswer.rating_id)
        .join(Participant, Participant.id == Rating.participant_id)
        .join(SubProject, SubProject.id == Participant.sub_project_id)
        .order_by(Participant.id, Rating.id, StoredAnswer.id)
    )
    async for row in await session.stream(statement):
        *cells, at = row
        yield (*cells, at.isoformat())
