"""Sub-projects: parts of the project with their own coaches, participants and leaders."""

from collections.abc import Collection, Sequence, Set

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.plan import Plan
from dialogs.people.staff import StaffRole
from storage.tables.people import Participant, Staff, SubProject, SubProjectLeader, is_of_role


async def sub_projects(session: AsyncSession) -> Sequence[SubProject]:
    """List every sub-project by name."""
    return (await session.scalars(select(SubProject).order_by(SubProject.name))).all()


async def ids_by_name(session: AsyncSession, among: Collection[int]) -> Sequence[int]:
    """Give these sub-projects, by id, in the order of their names."""
    found = await session.scalars(
        select(SubProject.id).where(SubProject.id.in_(among)).order_by(SubProject.name)
    )
    return found.all()


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


async def sub_project_named(session: AsyncSession, name: str) -> SubProject | None:
    """Find a sub-project by its name, in whatever letters."""
    wanted = name.strip().casefold()
    known = await sub_projects(session)
    return next((one for one in known if one.name.casefold() == wanted), None)


async def rename_sub_project(session: AsyncSession, project: SubProject, name: str) -> None:
    """Give a sub-project another name; its people and their codes stay."""
    project.name = name
    await session.flush()


async def has_people(session: AsyncSession, sub_project_id: int) -> bool:
    """Tell whether anybody is or was in a sub-project."""
    somebody = select(Participant.id).where(Participant.sub_project_id == sub_project_id).limit(1)
    return await session.scalar(somebody) is not None


async def remove_sub_project(session: AsyncSession, project: SubProject) -> bool:
    """Remove a sub-project that nobody is or was in; False where somebody is. It is held."""
    if await has_people(session, project.id):
        return False
    await session.execute(
        delete(SubProjectLeader).where(SubProjectLeader.sub_project_id == project.id)
    )
    await session.delete(project)
    await session.flush()
    return True


async def leader_ids(session: AsyncSession, sub_project_id: int) -> Sequence[int]:
    """List who leads a sub-project, by id, in the order they came."""
    found = await session.scalars(
        select(SubProjectLeader.staff_id)
        .where(SubProjectLeader.sub_project_id == sub_project_id)
        .order_by(SubProjectLeader.staff_id)
    )
    return found.all()


async def led_ids(session: AsyncSession, staff_id: int) -> Sequence[int]:
    """List what somebody is named to lead, by id."""
    found = await session.scalars(
        select(SubProjectLeader.sub_project_id)
        .where(SubProjectLeader.staff_id == staff_id)
        .order_by(SubProjectLeader.sub_project_id)
    )
    return found.all()


async def figures_of(session: AsyncSession, staff: Staff) -> frozenset[int]:
    """Give the sub-projects, by id, whose figures somebody on the staff may see.

    Administrators and evaluators see all of them, leaders those they are named for, others none.
    """
    return await _all_or_led(session, staff, {StaffRole.ADMIN, StaffRole.EVALUATOR})


async def plans_of(session: AsyncSession, staff: Staff) -> frozenset[int]:
    """Give the sub-projects, by id, whose plans somebody may change.

    Administrators may change all of them, leaders those they are named for, others none.
    """
    return await _all_or_led(session, staff, {StaffRole.ADMIN})


async def _all_or_led(
    session: AsyncSession, staff: Staff, for_all: Set[StaffRole]
) -> frozenset[int]:
    """Give all sub-projects to whoever is one ``for_all``, to leaders those they lead."""
    if staff.roles & for_all:
        return frozenset(await session.scalars(select(SubProject.id)))
    if StaffRole.LEADER in staff.roles:
        return frozenset(await led_ids(session, staff.id))
    return frozenset()


async def may_change_plan(session: AsyncSession, staff: Staff, sub_project_id: int) -> bool:
    """Tell whether somebody may change a sub-project's plan."""
    return sub_project_id in await plans_of(session, staff)


async def name_leaders(
    session: AsyncSession, sub_project_id: int, staff_ids: Collection[int]
) -> None:
    """Let these lead a sub-project, and nobody else. Only leaders can: others are left out."""
    await session.execute(
        delete(SubProjectLeader).where(SubProjectLeader.sub_project_id == sub_project_id)
    )
    known = await session.scalars(
        select(Staff.id).where(Staff.id.in_(staff_ids), is_of_role(StaffRole.LEADER))
    )
    session.add_all(SubProjectLeader(sub_project_id=sub_project_id, staff_id=one) for one in known)
    await session.flush()


async def name_led(session: AsyncSession, staff: Staff, sub_project_ids: Collection[int]) -> None:
    """Let somebody lead these sub-projects and no others; none where they are no leader."""
    await session.execute(delete(SubProjectLeader).where(SubProjectLeader.staff_id == staff.id))
    if StaffRole.LEADER in staff.roles:
        known = await session.scalars(
            select(SubProject.id).where(SubProject.id.in_(sub_project_ids))
        )
        session.add_all(SubProjectLeader(sub_project_id=one, staff_id=staff.id) for one in known)
    await session.flush()
