"""What due messages about small steps say: a look at one, or what the coach has written."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.matter import Matter
from dialogs.effect import Following
from storage.agenda import Reminder, Step
from storage.models import Participant
from storage.occasions import Timing
from storage.steps import step_of


async def step_matter(
    session: AsyncSession, row: Reminder, _participant: Participant, _when: Timing
) -> Matter | None:
    """Ask how a step has gone."""
    step = await step_of(session, row.participant_id, row.subject)
    if step is None or step.look_on is None:
        return None
    facts = {
        "step": step.id,
        "words": step.words,
        "by_coach": step.by_coach,
        "comment": step.comment or "",
    }
    return Matter(Following("step", facts))


async def note_matter(
    session: AsyncSession, row: Reminder, _participant: Participant, _when: Timing
) -> Matter | None:
    """Show a step that the coach has added, or what the coach has written about one."""
    step = await step_of(session, row.participant_id, row.subject)
    if step is None:
        return None
    added = step.by_coach and step.outcome is None and not await _answered(session, step)
    if not added and not step.comment:
        return None
    facts = {
        "step": step.id,
        "words": step.words,
        "comment": step.comment or "",
        "added": added,
        "asked_again": step.look_on is not None,
    }
    return Matter(Following("note", facts))


async def _answered(session: AsyncSession, step: Step) -> bool:
    """Tell whether the person has said yes or no to a step of the coach's before."""
    found = select(Reminder.id).where(
        Reminder.participant_id == step.participant_id,
        Reminder.kind == "note",
        Reminder.subject == step.id,
        Reminder.status == "answered",
    )
    return await session.scalar(found.limit(1)) is not None
