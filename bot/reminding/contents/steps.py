"""What due messages about small steps say: a look at one, or what the coach has written."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminding.contents.content import Content, Opens
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NextDialog
from storage.orientation.coach import coach_of
from storage.steps.steps import has_answered_note, participant_step
from storage.tables.agenda import Reminder
from storage.tables.people import Participant


async def step_content(
    session: AsyncSession, row: Reminder, participant: Participant, when: Timing
) -> Content | None:
    """Ask how a step has gone; not after the person's last day."""
    step = await participant_step(session, row.participant_id, row.subject)
    if step is None or step.look_on is None or _has_left(row, participant, when):
        return None
    facts = {
        "step": step.id,
        "words": step.words,
        "by_coach": step.by_coach,
        "comment": step.comment or "",
        "coach": await _coach_name(session, participant),
    }
    return Opens(NextDialog("step", facts))


async def coach_note_content(
    session: AsyncSession, row: Reminder, participant: Participant, when: Timing
) -> Content | None:
    """Show a step that the coach has added, or what the coach has written about one.

    Not after the person's last day.
    """
    step = await participant_step(session, row.participant_id, row.subject)
    if step is None or _has_left(row, participant, when):
        return None
    added = step.by_coach and step.outcome is None and not await has_answered_note(session, step)
    if not added and not step.comment:
        return None
    facts = {
        "step": step.id,
        "words": step.words,
        "comment": step.comment or "",
        "coach": await _coach_name(session, participant),
        "added": added,
        "asked_again": step.look_on is not None,
    }
    return Opens(NextDialog("note", facts))


async def _coach_name(session: AsyncSession, participant: Participant) -> str:
    coach = await coach_of(session, participant)
    return coach.name if coach else ""


def _has_left(row: Reminder, participant: Participant, when: Timing) -> bool:
    """Tell whether the person's last day is over when a message goes out."""
    # What is being sent was claimed just now, perhaps long after it fell due.
    goes_at = row.claimed_at or row.due_at
    return participant.exit_on is not None and participant.exit_on < when.rhythm.day(goes_at)
