"""What a due message about a meeting says: the meeting as it is now, or that it is off."""

import datetime as dt
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar_file import calendar_file
from bot.i18n import catalog
from bot.matter import Matter
from dialogs.effect import Following
from dialogs.meeting import cancelled_line, reminder_lines
from dialogs.reply import Say
from dialogs.scene import Scene
from storage.agenda import Meeting, Reminder
from storage.meeting_messages import KIND, SPAN, says_again, told_before
from storage.meetings import find
from storage.models import Participant
from storage.occasions import Timing


async def meeting_matter(
    session: AsyncSession, row: Reminder, participant: Participant, when: Timing
) -> Matter | None:
    """Tell of a meeting, remind of it, or say that it is off.

    None where the meeting has been changed since, where the person cannot come, and where an
    earlier message says the same at about the same time.
    """
    meeting = await find(session, row.participant_id, row.subject)
    if meeting is None or row.number // SPAN != meeting.revision:
        return None
    news = row.number % SPAN == 0
    file = calendar_file(meeting, catalog(participant.language)) if news else None
    facts = meeting_facts(meeting, participant, when.rhythm.zone)
    if meeting.cancelled:

        def off(scene: Scene) -> tuple[Say, ...]:
            return (cancelled_line(scene.texts, facts),)

        return Matter(lines=off, file=file) if news else None
    if meeting.answer == "cannot" or (not news and await says_again(session, row)):
        return None
    if meeting.answer == "coming" and not news:

        def again(scene: Scene) -> tuple[Say, ...]:
            return reminder_lines(scene.texts, facts)

        return Matter(lines=again)
    phase = "reminder"
    if news:
        phase = "changed" if await told_before(session, meeting) else "booked"
    return Matter(Following(KIND, {**facts, "phase": phase}), file=file)


def meeting_facts(meeting: Meeting, person: Participant, zone: dt.tzinfo) -> dict[str, Any]:
    """Give what ``dialogs.meeting`` tells of a meeting, as clocks in the person's zone show it."""
    local = meeting.starts_at.astimezone(zone).replace(tzinfo=None)
    return {
        "meeting": meeting.id,
        "revision": meeting.revision,
        "when": local.isoformat(timespec="minutes"),
        "zone": person.zone or "",  # they have one of their own where it is not the house's
        "until": meeting.starts_at.isoformat(),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "line": meeting.line or "",
    }
