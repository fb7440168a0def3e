"""Sub-projects: parts of the project with their own coaches and participants."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.plan import Plan
from storage.tables.people import SubProject


async def sub_projects(session: AsyncSession) -> Sequence[SubProject]:
    """List every sub-project by name."""
    return (await session.scalars(select(SubProject).order_by(SubProject.name))).all()


async def planned_instruments(session: AsyncSession) -> set[str]:
    """Name every instrument that a plan asks for; raises ValueError where one cannot be read."""
    plans = (await session.scalars(select(SubProject.plan))).all()
    try:
        return {Plan.from_json(stored).instrument for stored in (None, *plans)}
    except (KeyError, TypeError) as fault:
        raise ValueError("a plan is not whole") from fault


async def hold_sub_project(session: AsyncSession, sub_project_id: int) -> None:
    """Hold a sub-project until the end: two at once would be given the same pseudonym."""
    await session.get_one(SubProject, sub_project_id, with_for_update=True)


async def store_plan(session: AsyncSession, project: SubProject, plan: Plan) -> None:
    """Give a sub-project a plan of its own; ``plan_changes.change_plan`` makes it everybody's."""
    project.plan = plan.to_json()
    await session.flush()


async def ensure_sub_project(session: AsyncSession, name: str) -> SubProject:
    """Find a sub-project by its name, or add it."""
    found = await session.scalar(select(SubProject).where(SubProject.name == name))
    if found is None:
        found = SubProject(name=name)
        session.add(found)
        await session.flush()
    return found
