"""Contents: who looks up what each kind of due message is about."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminding.contents.coaches import new_coach_content, substitute_content
from bot.reminding.contents.content import Content, ContentFinder, Opens, Resumes
from bot.reminding.contents.follow_ups import follow_up_content
from bot.reminding.contents.meetings import meeting_content
from bot.reminding.contents.steps import coach_note_content, step_content
from bot.reminding.contents.together import together_content
from dialogs.agenda.messages import MessageKind
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, slot
from dialogs.engine.effect import NextDialog
from dialogs.occasions.occasion import ASKABLE, OccasionStatus
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant


async def rating_content(
    session: AsyncSession, row: Reminder, _participant: Participant, when: Timing
) -> Content | None:
    """Offer the rating of an occasion that waits."""
    occasion = await session.get(Occasion, row.subject)
    if occasion is None or occasion.status not in ASKABLE:
        return None
    facts = {"occasion": occasion.id, "kind": occasion.kind, "number": row.number}
    in_a_week = slot(when.rhythm.day(row.due_at) + 7 * DAY, when.rhythm, when.free)
    if in_a_week >= occasion.closes_at:
        facts["ends_soon"] = True
    return Opens(NextDialog("reminder", facts))


async def unfinished_content(
    session: AsyncSession, row: Reminder, _participant: Participant, _when: Timing
) -> Content | None:
    """Show again what was left half-way at an occasion."""
    occasion = await session.get(Occasion, row.subject)
    left = (OccasionStatus.DUE, OccasionStatus.STARTED)
    waits = occasion is not None and occasion.status in left
    return Resumes() if waits else None


CONTENTS: Mapping[MessageKind, ContentFinder] = {
    MessageKind.RATING: rating_content,
    MessageKind.UNFINISHED: unfinished_content,
    MessageKind.MEETING: meeting_content,
    MessageKind.STEP: step_content,
    MessageKind.NOTE: coach_note_content,
    MessageKind.COACH: new_coach_content,
    MessageKind.TOGETHER: together_content,
    MessageKind.SUBSTITUTE: substitute_content,
    MessageKind.FOLLOW_UP: follow_up_content,
}
