"""What somebody answers some months after the exit, carried out inside the turn's transaction."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.follow_up.follow_up import FollowUpAnswered, FollowUpDeclined, HowItGoes
from storage.follow_ups.follow_ups import answer_follow_up, decline_follow_ups, follow_up
from storage.sight.seen import reading_coaches
from storage.staff.digest_times import hasten_digest
from storage.tables.people import Participant


async def carry_out_follow_up(
    session: AsyncSession,
    effect: FollowUpAnswered | FollowUpDeclined,
    participant: Participant,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Note the answer; that it is hard comes with the next morning's digest, however rare those."""
    row = await follow_up(session, participant.id, effect.follow_up)
    if row is None:
        return  # the exit has been taken back since
    if isinstance(effect, FollowUpDeclined):
        await decline_follow_ups(session, row, now)
        return
    await answer_follow_up(session, row, now, still=effect.still, how=effect.how)
    if effect.how is HowItGoes.HARD:
        for coach_id in await reading_coaches(session, participant, now):
            await hasten_digest(session, coach_id, now, calendar)
