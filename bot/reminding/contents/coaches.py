"""What a due message about a new coach says."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminding.contents.content import Content, Opens
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NextDialog
from storage.orientation.coach import coach_of
from storage.tables.agenda import Reminder
from storage.tables.people import Participant


async def new_coach_content(
    session: AsyncSession, row: Reminder, participant: Participant, _when: Timing
) -> Content | None:
    """Say who the coach is now; not where it is yet another one by the time it goes out."""
    if participant.coach_id != row.subject:
        return None
    coach = await coach_of(session, participant)
    return Opens(NextDialog("coach", {"coach": coach.name if coach else "", "staff": row.subject}))
