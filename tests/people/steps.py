"""Small steps, as a coach adds to them."""

import datetime as dt

from sqlalchemy import select

from bot.app_context import AppContext
from storage.people.participants import hold_participant
from storage.people.timing import participant_timing
from storage.shared_plan.changes import Terms
from storage.steps.steps import comment_step, suggest_step
from storage.tables.agenda import Step
from storage.tables.people import Participant


async def suggest_own_step(app: AppContext, words: str, look_on: dt.date | None) -> Step:
    """Let the coach of the only participant suggest a step, asked about on a day or never."""
    async with app.database.writing() as session:
        who = (await session.scalars(select(Participant))).one()
        await hold_participant(session, who.id)
        when = await participant_timing(session, who, app.calendar)
        terms = Terms(words, "sv")
        return await suggest_step(session, who, "time", terms, look_on, app.clock(), when)


async def comment_only_step(app: AppContext, words: str) -> None:
    """Let the coach comment the only step there is."""
    async with app.database.writing() as session:
        step = (await session.scalars(select(Step))).one()
        who = await session.get_one(Participant, step.participant_id)
        when = await participant_timing(session, who, app.calendar)
        await comment_step(session, step, words, app.clock(), when)
