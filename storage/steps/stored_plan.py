"""The shared plan as it stands, for a talk to begin with or a page to show. UTC."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.shared_plan.plan import MOST_STEPS, Goal, PlanStep, SharedPlan
from storage.database.encryption import readable
from storage.shared_plan.changes import is_over
from storage.shared_plan.goals import goal_wordings, standing_goals
from storage.steps.steps import participant_steps
from storage.tables.people import Staff


async def stored_plan(
    session: AsyncSession, participant_id: int, day: Callable[[dt.datetime], dt.date]
) -> SharedPlan:
    """Give somebody's goals, and the newest steps under way; ``day`` gives the local day."""
    goals = standing_goals(await goal_wordings(session, participant_id))
    steps = await participant_steps(session, participant_id)
    under_way = [step for step in steps if not is_over(step)][-MOST_STEPS:]
    authors = {goal.by_staff for goal in goals.values() if goal.by_staff is not None}
    found = await session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(authors)))
    names = {number: readable(name) for number, name in found}
    return SharedPlan(
        {
            item: Goal(one.words, day(one.worded_at), names.get(one.by_staff or 0, ""))
            for item, one in goals.items()
        },
        tuple(
            PlanStep(one.id, one.item, one.words, one.doer, one.until, one.outcome)
            for one in under_way
        ),
    )
