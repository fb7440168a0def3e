"""Contact preferences: at which hour, by which clocks and how guarded somebody is written to."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.plan import PartOfDay
from dialogs.agenda.writing_hours import LocalCalendar
from storage.meetings.retelling import move_meeting_messages
from storage.occasions.replanning import move_planned_reminders, move_windows_to_zone
from storage.people.timing import participant_timing, timing_of
from storage.tables.people import Participant
from storage.talk.outbox import keep_nudges


async def change_contact_preferences(
    session: AsyncSession,
    participant: Participant,
    *,
    hour: PartOfDay,
    zone: str | None,
    protected: bool,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Store them, and move all that is planned to them; ``participant`` is held.

    ``hour`` is a part of the day, ``zone`` a time zone where it is not the installation's.
    With ``protected`` Telegram carries nothing but nudges from now on, and the name is forgotten.
    """
    before = await participant_timing(session, participant, calendar)
    participant.hour, participant.zone, participant.protected = hour, zone, protected
    await session.flush()
    if protected:
        participant.name = ""
        await keep_nudges(session, now, participant.id)
    when = timing_of(participant, before.plan, calendar)
    await move_windows_to_zone(session, participant.id, when.rhythm.zone)
    await move_planned_reminders(session, participant, now, when)
    if when.rhythm.zone != before.rhythm.zone:
        await move_meeting_messages(session, participant.id, now, when)
