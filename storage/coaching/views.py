"""How coaches see somebody's way to work: each stays, and the newest beside a rating stands."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.ratings.coach_view import VERSION, ProgressArea
from storage.coaching.tables import CoachView


async def coach_views(session: AsyncSession, participant_id: int) -> Sequence[CoachView]:
    """List every view of somebody, oldest first."""
    found = await session.scalars(
        select(CoachView).where(CoachView.participant_id == participant_id).order_by(CoachView.id)
    )
    return found.all()


def view_beside(views: Sequence[CoachView], rating_id: int) -> CoachView | None:
    """Find the view that stands beside a rating."""
    return next(
        (one for one in views if one.rating_id == rating_id and one.replaced_at is None), None
    )


def view_at_exit(views: Sequence[CoachView]) -> CoachView | None:
    """Find the view of the areas that stands."""
    return next((one for one in views if one.areas is not None and one.replaced_at is None), None)


async def give_view(
    session: AsyncSession,
    participant_id: int,
    rating_id: int,
    points: tuple[int | None, int | None],
    now: dt.datetime,
    *,
    by: int,
) -> bool:
    """Say (belief, purpose) beside a rating; False where it stands so. The person is held.

    Both None takes back what was said.
    """
    before = view_beside(await coach_views(session, participant_id), rating_id)
    if points == ((before.belief, before.purpose) if before else (None, None)):
        return False
    belief, purpose = points
    new = CoachView(rating_id=rating_id, belief=belief, purpose=purpose)
    await _store(session, participant_id, before, new, now, by)
    return True


async def give_areas(
    session: AsyncSession,
    participant_id: int,
    areas: Sequence[ProgressArea],
    now: dt.datetime,
    *,
    by: int,
) -> bool:
    """Say at the exit in what somebody has progressed; False where it stands so."""
    before = view_at_exit(await coach_views(session, participant_id))
    stored = [one.value for one in areas]
    if before is not None and before.areas == stored:
        return False
    await _store(session, participant_id, before, CoachView(areas=stored), now, by)
    return True


async def _store(
    session: AsyncSession,
    participant_id: int,
    before: CoachView | None,
    new: CoachView,
    now: dt.datetime,
    by: int,
) -> None:
    if before is not None:
        before.replaced_at = now
    new.participant_id, new.staff_id, new.version, new.seen_at = participant_id, by, VERSION, now
    session.add(new)
    await session.flush()
