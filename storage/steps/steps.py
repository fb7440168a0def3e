"""Small steps: planned by the participant or added by the coach, and looked at again. UTC."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import Doer, StepOutcome
from dialogs.agenda.messages import ABOUT_STEPS, MessageKind, MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, next_hour, slot
from storage.database.encryption import readable
from storage.ratings.ratings import newest_finished_rating
from storage.reminders import queue
from storage.shared_plan.changes import Terms, terms_of
from storage.tables.agenda import Reminder, Step
from storage.tables.people import Participant
from storage.talk.conversations import close_conversations_about

OF_USE = 21 * DAY
"""For how long a message about a step is of use."""
SAME_STEP = dt.timedelta(minutes=10)
"""The same words for the same area within this time are the same step."""


async def participant_steps(session: AsyncSession, participant_id: int) -> Sequence[Step]:
    """List a participant's steps, oldest first."""
    found = await session.scalars(
        select(Step).where(Step.participant_id == participant_id).order_by(Step.made_at, Step.id)
    )
    return found.all()


async def participant_step(session: AsyncSession, participant_id: int, step_id: int) -> Step | None:
    """Find a step, if it is this participant's."""
    step = await session.get(Step, step_id)
    return step if step is not None and step.participant_id == participant_id else None


async def add_step(
    session: AsyncSession,
    participant: Participant,
    item: str,
    words: str,
    days: int | None,
    now: dt.datetime,
    when: Timing,
) -> Step:
    """Add a step that the participant wants to take; how it goes is asked after ``days``."""
    look_on = None if days is None else when.rhythm.day(now) + days * DAY
    terms = Terms(words, participant.language)
    return await _store_step(session, participant, item, terms, look_on, now, when)


async def suggest_step(
    session: AsyncSession,
    participant: Participant,
    item: str,
    terms: Terms,
    look_on: dt.date | None,
    now: dt.datetime,
    when: Timing,
    *,
    by: int | None = None,
) -> Step:
    """Add a step in the coach's words; the participant is told, and can say no to it.

    The same step twice within minutes is a button pressed twice; the day chosen last holds. The
    participant's row is held, so that one press comes after the other. Nobody is asked how a step
    of somebody else's has gone.
    """
    look_on = look_on if terms.doer is Doer.PARTICIPANT else None
    before = await _same_suggestion(session, participant.id, item, terms, now)
    if before is not None:
        if before.look_on != look_on:
            before.look_on, before.looks = look_on, 0
            await _plan_review(session, before, when)
        return before
    step = await _store_step(session, participant, item, terms, look_on, now, when, by_coach=True)
    step.words_by = by
    await plan_coach_note(session, step, now, when)
    return step


async def _same_suggestion(
    session: AsyncSession, participant_id: int, item: str, terms: Terms, now: dt.datetime
) -> Step | None:
    found = await session.scalars(
        select(Step).where(
            Step.participant_id == participant_id,
            Step.by_coach.is_(True),
            Step.item == item,
            Step.outcome.is_(None),
            Step.withdrawn_at.is_(None),
            Step.made_at > now - SAME_STEP,
        )
    )
    return next((step for step in found if terms_of(step) == terms), None)  # sealed: not in SQL


async def _store_step(
    session: AsyncSession,
    participant: Participant,
    item: str,
    terms: Terms,
    look_on: dt.date | None,
    now: dt.datetime,
    when: Timing,
    *,
    by_coach: bool = False,
) -> Step:
    rating = await newest_finished_rating(session, participant.id)
    step = Step(
        participant_id=participant.id,
        rating_id=rating.id if rating else None,
        instrument=rating.instrument if rating else when.plan.instrument,
        item=item,
        words=terms.words,
        language=terms.language,
        doer=terms.doer,
        until=terms.until,
        by_coach=by_coach,
        made_at=now,
        look_on=look_on,
        looks=0,
    )
    session.add(step)
    await session.flush()
    await _plan_review(session, step, when)
    return step


async def comment_step(
    session: AsyncSession,
    step: Step,
    comment: str,
    now: dt.datetime,
    when: Timing,
    *,
    by: int | None = None,
) -> None:
    """Write the coach's words on a step; the participant is told. "" takes them back.

    What is shown with the words before ends.
    """
    if comment == readable(step.comment):
        return
    step.comment_changed = step.comment is not None
    step.comment, step.commented_at, step.comment_by = comment or None, now, by
    await session.flush()
    await close_conversations_about(
        session, step.participant_id, MessageKind.NOTE, ("step", step.id), now
    )
    unanswered = step.by_coach and step.outcome is None
    if comment or (unanswered and not await has_answered_note(session, step)):
        await plan_coach_note(session, step, now, when)
    elif not step.by_coach:
        await queue.withdraw_reminder(session, step.participant_id, MessageKind.NOTE, step.id)


async def review_step(
    session: AsyncSession,
    step: Step,
    outcome: StepOutcome,
    helped: str,
    days: int | None,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Write how a step has gone; it is asked about again after ``days``."""
    step.outcome, step.helped, step.looked_at = outcome, helped or step.helped, now
    step.look_on = None if days is None else when.rhythm.day(now) + days * DAY
    for kind in ABOUT_STEPS:
        await queue.mark_answered(session, step.participant_id, kind, step.id)
    await _plan_review(session, step, when)


async def answer_coach_note(
    session: AsyncSession, step: Step, now: dt.datetime, *, wanted: bool
) -> None:
    """Note that the participant has read about a step, and does not want it if not ``wanted``."""
    await queue.mark_answered(session, step.participant_id, MessageKind.NOTE, step.id)
    if not wanted:
        step.outcome, step.looked_at, step.look_on = StepOutcome.LEFT, now, None
        await session.flush()
        await queue.withdraw_reminder(session, step.participant_id, MessageKind.STEP, step.id)


async def steps_since_star(session: AsyncSession, participant_id: int) -> list[Step]:
    """List the steps made or looked at since the newest finished rating, oldest first.

    Those that the participant did not want, or the coach has withdrawn, are left out.
    """
    newest = await newest_finished_rating(session, participant_id)
    statement = select(Step).where(Step.participant_id == participant_id)
    if newest is not None:
        statement = statement.where(
            or_(Step.rating_id == newest.id, Step.looked_at > newest.finished_at)
        )
    found = await session.scalars(statement.order_by(Step.made_at, Step.id))
    return [one for one in found if one.outcome != StepOutcome.LEFT and not one.withdrawn_at]


async def _plan_review(session: AsyncSession, step: Step, when: Timing) -> None:
    if step.look_on is None:
        await session.flush()
        await queue.withdraw_reminder(session, step.participant_id, MessageKind.STEP, step.id)
        return
    at = slot(step.look_on, when.rhythm, when.free)
    step.looks, step.look_on = step.looks + 1, when.rhythm.day(at)  # not on a free day
    await session.flush()
    await _plan_message(session, step, MessageKind.STEP, at, when)


async def plan_coach_note(
    session: AsyncSession, step: Step, now: dt.datetime, when: Timing
) -> None:
    """Tell the participant what the coach has done with a step, at their next hour."""
    at = next_hour(now, when.rhythm, when.free)
    await _plan_message(session, step, MessageKind.NOTE, at, when)


async def _plan_message(
    session: AsyncSession, step: Step, kind: MessageKind, at: dt.datetime, when: Timing
) -> None:
    await queue.plan_reminder(
        session,
        participant_id=step.participant_id,
        kind=kind,
        subject=step.id,
        due_at=at,
        until=at + OF_USE,
        zone=when.rhythm.zone,
    )


async def has_answered_note(session: AsyncSession, step: Step) -> bool:
    """Tell whether the person has said yes or no to a step of the coach's before."""
    found = select(Reminder.id).where(
        Reminder.participant_id == step.participant_id,
        Reminder.kind == MessageKind.NOTE,
        Reminder.subject == step.id,
        Reminder.status == MessageStatus.ANSWERED,
    )
    return await session.scalar(found.limit(1)) is not None
