"""Matters: who looks up what each kind of due message is about."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminding.contents.content import Finder, Matter
from bot.files.calendar import CalendarFile
from bot.reminding.contents.meetings import meeting_matter
from bot.reminding.contents.steps import note_matter, step_matter
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, slot
from dialogs.engine.effect import Following
from storage.tables.agenda import OPEN, Occasion, Reminder
from storage.tables.people import Participant

__all__ = ["MATTERS", "CalendarFile", "Finder", "Matter"]


async def rating_matter(
    session: AsyncSession, row: Reminder, _participant: Participant, when: Timing
) -> Matter | None:
    """Offer the rating of an occasion that waits."""
    occasion = await session.get(Occasion, row.subject)
    if occasion is None or occasion.status not in OPEN[:3]:
        return None
    facts = {"occasion": occasion.id, "kind": occasion.kind, "number": row.number}
    in_a_week = slot(when.rhythm.day(row.due_at) + 7 * DAY, when.rhythm, when.free)
    if in_a_week >= occasion.closes_at:
        facts["ends_soon"] = True
    return Matter(Following("reminder", facts))


async def unfinished_matter(
    session: AsyncSession, row: Reminder, _participant: Participant, _when: Timing
) -> Matter | None:
    """Show again what was left half-way at an occasion."""
    occasion = await session.get(Occasion, row.subject)
    waits = occasion is not None and occasion.status in ("due", "started")
    return Matter(resumes=True) if waits else None


MATTERS: Mapping[str, Finder] = {
    "rating": rating_matter,
    "unfinished": unfinished_matter,
    "meeting": meeting_matter,
    "step": step_matter,
    "note": note_matter,
}
