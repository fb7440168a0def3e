"""The coach: whom a participant turns to, and how, as the coach has decided."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.coach import Coach
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.database.encryption import Unreadable, readable
from storage.tables.people import Participant, Staff


@dataclass(frozen=True)
class StaffContact:
    """What participants are told besides the name; what is empty they are not told."""

    phone: str = ""
    email: str = ""
    best: str = ""


def can_be_reached(staff: Staff) -> bool:
    """Tell whether participants are told a number or an address of their coach's."""
    contact = contact_of_staff(staff)
    return bool(contact.phone or contact.email)


def contact_of_staff(staff: Staff) -> StaffContact:
    """Give what participants are told as it is stored."""
    return StaffContact(
        readable(staff.phone), readable(staff.contact_email), readable(staff.best_reached)
    )


async def hold_staff(session: AsyncSession, staff_id: int) -> Staff:
    """Hold somebody's row until the transaction ends, and read it after that."""
    return await session.get_one(Staff, staff_id, with_for_update=True, populate_existing=True)


async def choose_contact(session: AsyncSession, staff: Staff, chosen: StaffContact) -> bool:
    """Tell participants this from now on; False where it is so already. The caller holds the row.

    What cannot be read stays where nothing stands in its place: the form could not show it.
    """
    if chosen == contact_of_staff(staff):
        return False
    staff.phone = _stored(staff.phone, chosen.phone)
    staff.contact_email = _stored(staff.contact_email, chosen.email)
    staff.best_reached = _stored(staff.best_reached, chosen.best)
    await session.flush()
    return True


def _stored(before: str | None, chosen: str) -> str | None:
    return before if isinstance(before, Unreadable) and not chosen else chosen or None


async def reader_of(session: AsyncSession, participant: Participant) -> Coach | None:
    """Give the coach who would read what a participant writes; None where nobody would, or may."""
    coach = await coach_of(session, participant)
    may_read = participant.status == EnrolmentStatus.ACTIVE
    return coach if coach is not None and coach.reads and may_read else None


async def staff_name(session: AsyncSession, staff_id: int) -> str:
    """Give the name of somebody on the staff; empty where it cannot be read."""
    staff = await session.get(Staff, staff_id)
    return readable(staff.name) if staff is not None else ""


async def coach_of(session: AsyncSession, participant: Participant) -> Coach | None:
    """Give whom a participant turns to; None where the name cannot be read."""
    staff = await session.get(Staff, participant.coach_id)
    if staff is None or not readable(staff.name):
        return None
    contact = contact_of_staff(staff)
    is_coach = StaffRole.COACH in staff.roles and staff.is_here
    return Coach(staff.name, contact.phone, contact.email, contact.best, reads=is_coach)
