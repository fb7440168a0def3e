"""What a due message about a new coach says, or about a substitute."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminding.contents.content import Content, Opens
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NextDialog
from storage.caseload.telling import substitute_facts
from storage.orientation.coach import coach_of
from storage.sight.tables import CoachRequest
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


async def substitute_content(
    session: AsyncSession, row: Reminder, participant: Participant, when: Timing
) -> Content | None:
    """Say who stands in for the coach; not where that is over, or the coach is another by now."""
    request = await session.get(CoachRequest, row.subject)
    if request is None or request.closed_at is not None or request.accepted_at is None:
        return None
    if participant.coach_id != request.from_id:
        return None
    facts = await substitute_facts(session, request, when.rhythm.zone)
    return Opens(NextDialog("substitute", facts))
