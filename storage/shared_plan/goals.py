"""The goals of a shared plan: each wording is kept, and the newest of an area stands. UTC."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.encryption import Unreadable
from storage.shared_plan.tables import StoredGoal


async def goal_wordings(session: AsyncSession, participant_id: int) -> Sequence[StoredGoal]:
    """List every wording of somebody's goals, oldest first."""
    found = await session.scalars(
        select(StoredGoal)
        .where(StoredGoal.participant_id == participant_id)
        .order_by(StoredGoal.id)
    )
    return found.all()


def standing_goals(wordings: Sequence[StoredGoal]) -> dict[str, StoredGoal]:
    """Give the goals that stand, by area; "" is the end goal."""
    newest = {one.item: one for one in wordings}
    return {item: one for item, one in newest.items() if one.words or _is_shut(one)}


def _is_shut(goal: StoredGoal) -> bool:
    return isinstance(goal.words, Unreadable)


async def has_goals(session: AsyncSession, participant_id: int) -> bool:
    """Tell whether a goal stands."""
    return bool(standing_goals(await goal_wordings(session, participant_id)))


async def word_goal(
    session: AsyncSession,
    participant_id: int,
    goal: tuple[str, str],
    words: str,
    language: str,
    now: dt.datetime,
    *,
    by: int | None = None,
) -> bool:
    """Word a goal of (instrument, item) from now on; "" takes it away. False if it stands so.

    The caller holds the participant. ``by``: who of the staff does it, None the participant.
    """
    instrument, item = goal
    standing = standing_goals(await goal_wordings(session, participant_id)).get(item)
    if words == (standing.words if standing else ""):
        return False
    session.add(
        StoredGoal(
            participant_id=participant_id,
            instrument=instrument,
            item=item,
            words=words,
            language=language,
            by_staff=by,
            worded_at=now,
        )
    )
    await session.flush()
    return True


async def correct_goal(
    session: AsyncSession, participant_id: int, item: str, was: str, words: str
) -> bool:
    """Put other words into the participant's own newest wording; False where it is not ``was``."""
    wordings = await goal_wordings(session, participant_id)
    newest = next((one for one in reversed(wordings) if one.item == item), None)
    if newest is None or newest.by_staff is not None or newest.words != was:
        return False
    newest.words = words
    await session.flush()
    return True
