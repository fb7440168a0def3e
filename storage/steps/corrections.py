"""Words about small steps, corrected by whoever wrote them; nothing is planned anew."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.steps.steps import participant_step
from storage.tables.agenda import Step


async def correct_help(
    session: AsyncSession, participant_id: int, step_id: int, words: str
) -> bool:
    """Put other words in the place of what helped; False where there is no such step."""
    step = await participant_step(session, participant_id, step_id)
    if step is None:
        return False
    step.helped = words or None
    await session.flush()
    return True


async def correct_words(
    session: AsyncSession, participant_id: int, item: str, was: str, words: str
) -> bool:
    """Word the newest own step in an area that reads ``was`` otherwise; False if there is none."""
    found = await session.scalars(
        select(Step)
        .where(Step.participant_id == participant_id, Step.item == item, Step.by_coach.is_(False))
        .order_by(Step.id.desc())
    )
    step = next((one for one in found if one.words == was), None)  # sealed: not in SQL
    if step is None:
        return False
    step.words = words
    await session.flush()
    return True


async def correct_own_wording(
    session: AsyncSession, participant_id: int, step_id: int, was: str, words: str
) -> bool:
    """Put other words into a step that the participant has worded; False if it reads otherwise."""
    step = await participant_step(session, participant_id, step_id)
    if step is None or step.words != was:
        return False
    step.words = words
    await session.flush()
    return True
