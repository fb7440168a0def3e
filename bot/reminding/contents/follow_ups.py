"""What a due message some months after the exit asks."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminding.contents.content import Content, Opens
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NextDialog
from dialogs.people.enrolment import ExitReason
from storage.follow_ups.follow_ups import follow_up
from storage.tables.agenda import Reminder
from storage.tables.people import Participant


async def follow_up_content(
    session: AsyncSession, row: Reminder, participant: Participant, _when: Timing
) -> Content | None:
    """Ask whether they are still there; not who has answered, or wants no such question."""
    found = await follow_up(session, row.participant_id, row.subject)
    if found is None or found.is_settled:
        return None
    studies = participant.exit_reason is ExitReason.STUDIES
    return Opens(NextDialog("follow-up", {"follow_up": found.id, "studies": studies}))
