"""What due messages about small steps say: a look at one, or what the coach has written."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminding.contents.content import Content, Opens
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NextDialog
from storage.corrections.steps import was_told
from storage.orientation.coach import coach_of, staff_name
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
        "coach": await _coach_name(session, participant, step.comment_by),
    }
    return Opens(NextDialog("step", facts))


async def coach_note_content(
    session: AsyncSession, row: Reminder, participant: Participant, when: Timing
) -> Content | None:
    """Show a step that the coach has added, or what the coach has written about one.

    What was corrected or withdrawn says so to whoever has been told of it before. Not after the
    person's last day.
    """
    step = await participant_step(session, row.participant_id, row.subject)
    if step is None or _has_left(row, participant, when):
        return None
    known = not step.by_coach or await was_told(session, step)  # their own they know
    withdrawn = when.rhythm.day(step.withdrawn_at) if step.withdrawn_at else None
    corrected = when.rhythm.day(step.corrected_at) if step.corrected_at and known else None
    if withdrawn and not known:
        return None
    added = step.by_coach and step.outcome is None and not await has_answered_note(session, step)
    if not (added or step.comment or corrected or withdrawn):
        return None
    changed = step.comment and step.comment_changed and step.commented_at
    facts = {
        "step": step.id,
        "words": step.words,
        "comment": step.comment or "",
        "coach": await _coach_name(session, participant, step.comment_by),
        "added": added,
        "by": await _coach_name(session, participant, step.words_by),
        "corrected": corrected.isoformat() if corrected else "",
        "withdrawn": withdrawn.isoformat() if withdrawn else "",
        "comment_changed": when.rhythm.day(changed).isoformat() if changed else "",
        "asked_again": step.look_on is not None,
        "doer": step.doer,
        "until": step.until.isoformat() if step.until else "",
    }
    return Opens(NextDialog("note", facts))


async def _coach_name(session: AsyncSession, participant: Participant, by: int | None) -> str:
    """Name who wrote it; of what was stored before that was known, the coach of now."""
    if by is not None:
        return await staff_name(session, by)
    coach = await coach_of(session, participant)
    return coach.name if coach else ""


def _has_left(row: Reminder, participant: Participant, when: Timing) -> bool:
    """Tell whether the person's last day is over when a message goes out."""
    # What is being sent was claimed just now, perhaps long after it fell due.
    goes_at = row.claimed_at or row.due_at
    return participant.exit_on is not None and participant.exit_on < when.rhythm.day(goes_at)
