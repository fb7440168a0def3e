"""Reviews: decided, withdrawn, and until when somebody takes part by the newest that stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from dialogs.caseload.review import Verdict
from storage.reviews.tables import Review


@dataclass(frozen=True)
class Decision:
    """What a coach has decided with somebody; ``until`` is None where they finish."""

    verdict: Verdict
    decided_on: dt.date
    until: dt.date | None
    words: str


async def reviews_of(session: AsyncSession, participant_id: int) -> Sequence[Review]:
    """List every decision about somebody, oldest first, also what was withdrawn."""
    found = await session.scalars(
        select(Review).where(Review.participant_id == participant_id).order_by(Review.id)
    )
    return found.all()


async def review(session: AsyncSession, participant_id: int, review_id: int) -> Review | None:
    """Find a decision, if it is about this participant."""
    found = await session.get(Review, review_id)
    return found if found is not None and found.participant_id == participant_id else None


def standing_review(reviews: Sequence[Review]) -> Review | None:
    """Give the newest decision that was not withdrawn."""
    return next((one for one in reversed(reviews) if one.withdrawn_at is None), None)


def decided_until(participant_id: InstrumentedAttribute[int]) -> ScalarSelect[dt.date | None]:
    """Select until when it was decided last that somebody goes on, in a statement about them.

    That they finish moves nothing: the day on which they leave does.
    """
    return (
        select(Review.until)
        .where(
            Review.participant_id == participant_id,
            Review.verdict == Verdict.GO_ON,
            Review.withdrawn_at.is_(None),
        )
        .order_by(Review.id.desc())
        .limit(1)
        .scalar_subquery()
    )


async def goes_on_until(session: AsyncSession, participant_id: int) -> dt.date | None:
    """Give until when it was decided last that somebody goes on."""
    went_on = [
        one for one in await reviews_of(session, participant_id) if one.verdict is Verdict.GO_ON
    ]
    standing = standing_review(went_on)
    return standing.until if standing is not None else None


def newest_verdict(participant_id: InstrumentedAttribute[int]) -> ScalarSelect[Verdict]:
    """Select what was decided last, in a statement about the participant."""
    return (
        select(Review.verdict)
        .where(Review.participant_id == participant_id, Review.withdrawn_at.is_(None))
        .order_by(Review.id.desc())
        .limit(1)
        .scalar_subquery()
    )


async def decide(
    session: AsyncSession, participant_id: int, what: Decision, now: dt.datetime, *, by: int
) -> Review:
    """Note a decision. The caller holds the participant."""
    row = Review(
        participant_id=participant_id,
        staff_id=by,
        verdict=what.verdict,
        decided_on=what.decided_on,
        until=what.until,
        words=what.words,
        noted_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def withdraw_review(session: AsyncSession, one: Review, now: dt.datetime, *, by: int) -> bool:
    """Withdraw a decision: it stays, and what was decided before it holds. False if it is done."""
    if one.withdrawn_at is not None:
        return False
    one.withdrawn_at, one.withdrawn_by = now, by
    await session.flush()
    return True
