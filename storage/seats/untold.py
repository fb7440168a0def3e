"""What a helper is not shown of the rating beside which they sit: all that was not answered there.

It may have been begun alone, or beside somebody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.instruments.answer_mode import AnswerMode
from storage.sight.tables import HelperSeat
from storage.tables.ratings import StoredAnswer


@dataclass(frozen=True)
class Untold:
    """The items whose answers a helper is not shown, and those whose comments."""

    answers: Sequence[str]
    comments: Sequence[str]


async def untold_beside(session: AsyncSession, seat: HelperSeat) -> Untold:
    """Look up what was answered before somebody was asked to take a seat, or not from it."""
    found = await session.scalars(
        select(StoredAnswer).where(StoredAnswer.rating_id == seat.rating_id)
    )
    answers, comments = list[str](), list[str]()
    for one in found:
        if one.mode is not AnswerMode.HELPER or one.answered_at < seat.asked_at:
            answers.append(one.item)
        if one.item in answers or one.comment_mode not in (None, AnswerMode.HELPER):
            comments.append(one.item)
    return Untold(answers, comments)
