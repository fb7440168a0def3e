"""What a participant wants of the small steps, carried out inside the turn's transaction."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.goals import GoalWorded, StepChanged
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY
from dialogs.engine.effect import CoachNoteAnswered, StepPlanned, StepReviewed
from storage.shared_plan.changes import Terms, change_terms, is_over
from storage.shared_plan.goals import word_goal
from storage.steps.steps import add_step, answer_coach_note, participant_step, review_step
from storage.tables.agenda import Step
from storage.tables.people import Participant

StepEffect = StepPlanned | StepReviewed | CoachNoteAnswered | GoalWorded | StepChanged


async def carry_out_step_effect(
    session: AsyncSession,
    effect: StepEffect,
    participant: Participant,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Word a goal, plan a step, or write what the person said about one of theirs."""
    if isinstance(effect, StepPlanned):
        await add_step(session, participant, effect.item, effect.words, effect.days, now, when)
        return
    if isinstance(effect, GoalWorded):
        goal = (effect.instrument, effect.item)
        await word_goal(session, participant.id, goal, effect.words, participant.language, now)
        return
    step = await participant_step(session, participant.id, effect.step)
    if step is None:
        return
    match effect:
        case StepReviewed(outcome=outcome, helped=helped, days=days):
            await review_step(session, step, outcome, helped, days, now, when)
        case CoachNoteAnswered(wanted=wanted):
            await answer_coach_note(session, step, now, wanted=wanted)
        case StepChanged():
            if not is_over(step):
                terms = _changed_terms(step, effect, participant.language, when.rhythm.day(now))
                await change_terms(session, step, terms, now)


def _changed_terms(step: Step, change: StepChanged, language: str, today: dt.date) -> Terms:
    until = step.until
    if change.dated:
        until = None if change.days is None else today + change.days * DAY
    return Terms(change.words or step.words, language, change.doer or step.doer, until)
