"""A coach's step, corrected or withdrawn: what the participant has been told is told anew."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import Doer, StepOutcome
from dialogs.agenda.messages import ABOUT_STEPS, ANSWERABLE, TOLD, MessageKind
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import next_hour
from storage.reminders import queue
from storage.shared_plan.changes import Terms, change_terms, is_over
from storage.steps.steps import OF_USE, plan_coach_note
from storage.tables.agenda import Reminder, Step
from storage.talk.conversations import close_conversations_about


def may_be_corrected(step: Step) -> bool:
    """Tell whether its words are the coach's own, and it is neither over nor withdrawn."""
    return step.by_coach and not is_over(step)


async def correct_step(
    session: AsyncSession,
    step: Step,
    terms: Terms,
    now: dt.datetime,
    when: Timing,
    *,
    by: int,
) -> None:
    """Agree on something else about a step, as the coach has it; the participant is told.

    What is shown with the words before ends, and is asked with the new ones.
    """
    if not await change_terms(session, step, terms, now, by=by):
        return
    step.words_by, step.corrected_at = by, now
    if step.doer is not Doer.PARTICIPANT:  # nobody is asked how somebody else's step has gone
        step.look_on = None
        await queue.withdraw_reminder(session, step.participant_id, MessageKind.STEP, step.id)
    await session.flush()
    newest = await queue.newest_reminder(session, step.participant_id, MessageKind.STEP, step.id)
    await _close(session, step, now)
    await plan_coach_note(session, step, now, when)
    if newest is not None and newest.status in ANSWERABLE:
        at = next_hour(now, when.rhythm, when.free)
        await queue.plan_reminder(
            session,
            participant_id=step.participant_id,
            kind=MessageKind.STEP,
            subject=step.id,
            due_at=at,
            until=at + OF_USE,
            zone=when.rhythm.zone,
        )


async def finish_step(session: AsyncSession, step: Step, now: dt.datetime, *, by: int) -> None:
    """Note that a step of somebody else's than the participant is done; their plan says so."""
    step.outcome, step.looked_at, step.look_on, step.words_by = StepOutcome.DONE, now, None, by
    await session.flush()
    await _close(session, step, now)
    for kind in ABOUT_STEPS:
        await queue.withdraw_reminder(session, step.participant_id, kind, step.id)


async def withdraw_step(
    session: AsyncSession, step: Step, now: dt.datetime, when: Timing, *, by: int
) -> None:
    """Withdraw a step of the coach's; whoever has been told of it is told of that too."""
    step.withdrawn_at, step.words_by, step.look_on = now, by, None
    await session.flush()
    await _close(session, step, now)
    for kind in ABOUT_STEPS:
        await queue.withdraw_reminder(session, step.participant_id, kind, step.id)
    if await was_told(session, step):
        await plan_coach_note(session, step, now, when)


async def was_told(session: AsyncSession, step: Step) -> bool:
    """Tell whether anything about a step has reached the participant, or may have."""
    found = select(Reminder.id).where(
        Reminder.participant_id == step.participant_id,
        Reminder.kind.in_(ABOUT_STEPS),
        Reminder.subject == step.id,
        Reminder.status.in_(TOLD),
    )
    return await session.scalar(found.limit(1)) is not None


async def _close(session: AsyncSession, step: Step, now: dt.datetime) -> None:
    for kind in ABOUT_STEPS:
        await close_conversations_about(session, step.participant_id, kind, ("step", step.id), now)
