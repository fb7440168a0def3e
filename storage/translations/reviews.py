"""Reviews of texts: what is in force in a language by the organisation's own word."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.texts import TextState
from storage.tables.people import Staff
from storage.tables.translations import TextReview


@dataclass(frozen=True)
class ReviewedText:
    """A text as it was reviewed last, and by whom (their name; "" where they are gone)."""

    review: TextReview
    by: str


async def reviews_in_force(session: AsyncSession, language: str = "") -> list[ReviewedText]:
    """List the newest review of every text, of one language or of all."""
    newest = select(func.max(TextReview.id)).group_by(TextReview.language, TextReview.source)
    found = (
        select(TextReview, Staff)
        .outerjoin(Staff, Staff.id == TextReview.staff_id)
        .where(TextReview.id.in_(newest))
        .order_by(TextReview.id)
    )
    if language:
        found = found.where(TextReview.language == language)
    rows = await session.execute(found)
    return [ReviewedText(review, staff.name if staff else "") for review, staff in rows]


async def newest_review_id(session: AsyncSession) -> int:
    """Name the newest review of all, 0 where there is none: it tells whether anything is new."""
    return await session.scalar(select(func.max(TextReview.id))) or 0


async def store_review(
    session: AsyncSession,
    staff: Staff,
    language: str,
    source: str,
    said: Sequence[str],
    back: str,
    state: TextState,
    now: dt.datetime,
) -> None:
    """Keep what somebody has said of a text; what was said before stays below it."""
    session.add(
        TextReview(
            language=language,
            source=source,
            said=list(said),
            back=back,
            state=state,
            staff_id=staff.id,
            at=now,
        )
    )
    await session.flush()
