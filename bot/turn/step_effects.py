"""What a participant wants of the small steps, carried out inside the turn's transaction."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.engine.effect import CoachNoteAnswered, StepPlanned, StepReviewed
from storage.steps.steps import add_step, answer_coach_note, participant_step, review_step
from storage.tables.people import Participant

StepEffect = StepPlanned | StepReviewed | CoachNoteAnswered


async def carry_out_step_effect(
    session: AsyncSession,
    effect: StepEffect,
    participant: Participant,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Plan a step, or write what the person said about one of theirs."""
    if isinstance(effect, StepPlanned):
        await add_step(session, participant, effect.item, effect.words, effect.days, now, when)
        return
    step = await participant_step(session, participant.id, effect.step)
    if step is None:
        return
    match effect:
        case StepReviewed(outcome=outcome, helped=helped, days=days):
            await review_step(session, step, outcome, helped, days, now, when)
        case CoachNoteAnswered(wanted=wanted):
            await answer_coach_note(session, step, now, wanted=wanted)
