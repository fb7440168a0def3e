"""Staff: coaches, leaders, admins, as rows."""

from sqlalchemy import update

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.people.sub_projects import name_leaders
from storage.staff import staff as stored
from storage.tables.people import Staff

PASSWORD = "en lång hemlighet"


async def add_coach(app: AppContext, name: str = "Karin") -> int:
    """Add a coach, Karin if nobody else; give the id."""
    return await add_staff(app, name, StaffRole.COACH)


async def add_staff(app: AppContext, name: str, role: StaffRole) -> int:
    """Add somebody to the staff, who signs in as ``name@example.org``; give the id."""
    async with app.database.writing() as session:
        staff = await stored.add_staff(
            session, email=f"{name}@example.org", name=name, role=role, password=PASSWORD
        )
    return staff.id


async def lead(app: AppContext, staff_id: int, sub_project_id: int = 1) -> None:
    """Let a leader lead a sub-project, the first one if not another, with nobody else."""
    async with app.database.writing() as session:
        await name_leaders(session, sub_project_id, [staff_id])


async def change_staff(app: AppContext, staff_id: int, **columns: object) -> None:
    async with app.database.writing() as session:
        await session.execute(update(Staff).where(Staff.id == staff_id).values(**columns))


async def staff_member(app: AppContext, staff_id: int) -> Staff:
    async with app.database.reading() as session:
        return await session.get_one(Staff, staff_id)
