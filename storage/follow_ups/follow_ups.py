"""Follow-ups: planned with the exit, answered or declined, and taken back with it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import slot
from dialogs.follow_up.follow_up import OF_USE, HowItGoes, follow_up_days
from dialogs.people.enrolment import EnrolmentStatus
from storage.reminders import queue
from storage.tables.agenda import FollowUp
from storage.tables.people import Participant
from storage.talk.conversations import close_conversations_about

_KIND = MessageKind.FOLLOW_UP


async def follow_ups(session: AsyncSession, participant_id: int) -> Sequence[FollowUp]:
    """List somebody's follow-ups in the order in which they fall due."""
    found = await session.scalars(
        select(FollowUp)
        .where(FollowUp.participant_id == participant_id)
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    return found.all()


async def follow_up(
    session: AsyncSession, participant_id: int, follow_up_id: int
) -> FollowUp | None:
    """Find a follow-up, if it is this participant's."""
    found = await session.get(FollowUp, follow_up_id)
    return found if found is not None and found.participant_id == participant_id else None


async def plan_follow_ups(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> Sequence[FollowUp]:
    """Bring what is asked after the exit in line with the exit as it is now; give all there is.

    What was answered stays. Whoever has not said yes to the bot, or no to such questions, is not
    asked. The caller holds the participant.
    """
    rows = await follow_ups(session, participant.id)
    wanted = dict(follow_up_days(participant.exit_on, participant.exit_reason))
    if participant.status is not EnrolmentStatus.ACTIVE or any(one.declined_at for one in rows):
        wanted = {}
    for row in rows:
        if row.is_settled:
            continue
        if wanted.get(row.months) == row.due_on:
            del wanted[row.months]
            continue
        await _take_back(session, row, now)
    settled = {row.due_on for row in rows if row.is_settled}
    for months, due_on in wanted.items():
        at = slot(due_on, when.rhythm, when.free)
        if due_on in settled or at + OF_USE <= now:
            continue
        row = FollowUp(participant_id=participant.id, months=months, due_on=due_on)
        session.add(row)
        await session.flush()
        await queue.plan_reminder(
            session,
            participant_id=participant.id,
            kind=_KIND,
            subject=row.id,
            due_at=at,
            until=at + OF_USE,
            zone=when.rhythm.zone,
        )
    await session.flush()
    return await follow_ups(session, participant.id)


async def answer_follow_up(
    session: AsyncSession,
    row: FollowUp,
    now: dt.datetime,
    *,
    still: bool,
    how: HowItGoes | None,
) -> None:
    """Note what somebody answers; an answer that was taken back goes with ``how`` None."""
    row.still, row.how, row.answered_at = still, how, now
    await session.flush()
    await queue.mark_answered(session, row.participant_id, _KIND, row.id)


async def decline_follow_ups(session: AsyncSession, row: FollowUp, now: dt.datetime) -> None:
    """Ask no more of this kind, now or later."""
    row.declined_at = now
    await session.flush()
    await queue.mark_answered(session, row.participant_id, _KIND, row.id)
    for one in await follow_ups(session, row.participant_id):
        if not one.is_settled:
            await _take_back(session, one, now)
    await session.flush()


async def _take_back(session: AsyncSession, row: FollowUp, now: dt.datetime) -> None:
    """Ask it no more, also where it stands open in the chat."""
    who, about = row.participant_id, ("follow_up", row.id)
    await queue.withdraw_reminder(session, who, _KIND, row.id)
    await close_conversations_about(session, who, _KIND, about, now)
    await session.delete(row)
