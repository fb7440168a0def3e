"""What a due message about a meeting says: the meeting as it is now, or that it is off."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.files.calendar import calendar_file
from bot.languages.catalog import catalog
from bot.reminding.contents.content import Content, Opens, Tells
from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.meeting_times import NEWS
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NextDialog
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.talks.meeting import cancelled_line, reminder_lines
from storage.meetings.facts import meeting_facts
from storage.meetings.meetings import own_meeting
from storage.meetings.messages import KIND, has_told_before, is_repetition
from storage.tables.agenda import Reminder
from storage.tables.people import Participant


async def meeting_content(
    session: AsyncSession, row: Reminder, participant: Participant, when: Timing
) -> Content | None:
    """Tell of a meeting, remind of it, or say that it is off.

    None where the meeting has been changed since, where the person cannot come, and where an
    earlier message says the same at about the same time.
    """
    meeting = await own_meeting(session, row.participant_id, row.subject)
    if meeting is None or row.revision != meeting.revision:
        return None
    news = row.number == NEWS
    file = calendar_file(meeting, catalog(participant.language)) if news else None
    facts = meeting_facts(meeting, participant, when.rhythm.zone)
    if meeting.cancelled:

        def off(scene: Scene) -> tuple[Say, ...]:
            return (cancelled_line(scene.texts, facts),)

        return Tells(off, file) if news else None
    if meeting.answer == MeetingAnswer.CANNOT or (not news and await is_repetition(session, row)):
        return None
    if meeting.answer == MeetingAnswer.COMING and not news:

        def again(scene: Scene) -> tuple[Say, ...]:
            return reminder_lines(scene.texts, facts)

        return Tells(again)
    phase = "reminder"
    if news:
        phase = "changed" if await has_told_before(session, meeting) else "booked"
    return Opens(NextDialog(KIND, {**facts, "phase": phase}), file=file)
