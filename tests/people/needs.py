"""What coaches say of what needs them, as rows at any point."""

from bot.app_context import AppContext
from dialogs.people.participant_status import ParticipantStatus
from storage.needs.marks import mark_done


async def deal_with(app: AppContext, coach_id: int, who: int, *kinds: ParticipantStatus) -> None:
    """Let a coach have dealt just now with some kinds of need of somebody."""
    now = app.clock()
    async with app.database.writing() as session:
        for kind in kinds:
            await mark_done(session, who, kind, now, coach_id, now)
