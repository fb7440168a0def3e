"""What a participant wants of the small steps, carried out inside the turn's transaction."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NoteAnswered, StepLookedAt, StepPlanned
from storage.steps.steps import add_step, answer_note, look_at, step_of
from storage.tables.people import Participant

StepEffect = StepPlanned | StepLookedAt | NoteAnswered


async def carry_out_step(
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
    step = await step_of(session, participant.id, effect.step)
    if step is None:
        return
    match effect:
        case StepLookedAt(outcome=outcome, helped=helped, days=days):
            await look_at(session, step, outcome, helped, days, now, when)
        case NoteAnswered(wanted=wanted):
            await answer_note(session, step, now, wanted=wanted)
