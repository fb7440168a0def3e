"""Staff: who may sign in, and the passwords they do it with."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.staff import StaffRole
from dialogs.reports.digest_times import usual_frequency
from storage.database.database import change_rows
from storage.database.encryption import readable, vault
from storage.database.passwords import hash_password
from storage.tables.people import Staff, is_of_role
from storage.tables.staff_access import StaffInvitation

_STAFF_LOCK = 5_741_301
"""Any number that no other lock of ours has."""


class KnownStaffError(ValueError):
    """Somebody with this e-mail address is on the staff already."""


def email_digest(email: str) -> str:
    """Name an e-mail address for look-up, however it is typed."""
    return vault().digest("staff", email.strip().casefold())


async def add_staff(
    session: AsyncSession,
    *,
    email: str,
    name: str,
    role: StaffRole,
    password: str,
    language: str = "sv",
    phone: str = "",
) -> Staff:
    """Add a coach, leader or admin; raises KnownStaffError."""
    if await staff_by_email(session, email) is not None:
        raise KnownStaffError("this e-mail address is on the staff already")
    staff = Staff(
        email_digest=email_digest(email),
        email=email.strip(),
        name=name,
        phone=phone.strip() or None,
        role=role,
        password_hash=await asyncio.to_thread(hash_password, password),
        language=language,
        digest=usual_frequency(role),
    )
    session.add(staff)
    await session.flush()
    return staff


async def staff_by_email(session: AsyncSession, email: str) -> Staff | None:
    """Find somebody by e-mail address."""
    return await session.scalar(select(Staff).where(Staff.email_digest == email_digest(email)))


async def change_password(
    session: AsyncSession, staff_id: int, password_hash: str, *, before: str
) -> bool:
    """Let somebody have another password; False where ``before`` is not their hash any more."""
    changed = update(Staff).where(Staff.id == staff_id, Staff.password_hash == before)
    return await change_rows(session, changed.values(password_hash=password_hash)) == 1


async def is_still_administrator(session: AsyncSession, staff_id: int) -> bool:
    """Tell whether somebody is one; until the transaction ends nobody else changes the staff.

    Two who let each other go at one moment would leave nobody.
    """
    if session.get_bind().dialect.name == "postgresql":  # SQLite lets one writer in anyway
        await session.execute(select(func.pg_advisory_xact_lock(_STAFF_LOCK)))
    staff = await session.get(Staff, staff_id, populate_existing=True)
    return staff is not None and staff.is_here and StaffRole.ADMIN in staff.roles


async def change_staff(
    session: AsyncSession,
    staff: Staff,
    name: str,
    email: str,
    role: StaffRole,
    also: frozenset[StaffRole],
) -> None:
    """Change who somebody is and what they do; a digest follows what they see first.

    A link that waits has gone to the address before, and opens nothing any more; what is mailed
    about persons waits until the owner has confirmed the new one (``confirm_email``).
    """
    if email_digest(email) != staff.email_digest:
        await session.execute(delete(StaffInvitation).where(StaffInvitation.staff_id == staff.id))
        before = readable(staff.email_before) or readable(staff.email)
        staff.email_before = None if is_same_email(before, email) else before
    staff.name, staff.email, staff.email_digest = name, email.strip(), email_digest(email)
    if role is not staff.role:
        staff.digest, staff.digest_at = usual_frequency(role), None
    staff.role, staff.also = role, also
    await session.flush()


def is_same_email(one: str, other: str) -> bool:
    """Tell whether two addresses are one, however they are typed."""
    return email_digest(one) == email_digest(other)


async def confirm_email(session: AsyncSession, staff: Staff, shown: str) -> bool:
    """Let mail go to the address that was ``shown``; False where it is another by now."""
    if staff.email_before is None or not is_same_email(readable(staff.email), shown):
        return False
    staff.email_before = None
    await session.flush()
    return True


async def choose_language(session: AsyncSession, staff_id: int, language: str) -> None:
    """Remember which language this person reads the pages in."""
    await session.execute(update(Staff).where(Staff.id == staff_id).values(language=language))


async def coaches(session: AsyncSession) -> Sequence[Staff]:
    """List the coaches, in the order they came."""
    return await _staff_of(session, StaffRole.COACH)


async def helpers(session: AsyncSession) -> Sequence[Staff]:
    """List the language helpers, in the order they came."""
    return await _staff_of(session, StaffRole.HELPER)


async def leaders(session: AsyncSession) -> Sequence[Staff]:
    """List the leaders, in the order they came."""
    return await _staff_of(session, StaffRole.LEADER)


async def _staff_of(session: AsyncSession, role: StaffRole) -> Sequence[Staff]:
    found = await session.scalars(select(Staff).where(is_of_role(role)).order_by(Staff.id))
    return found.all()


async def all_staff(session: AsyncSession) -> Sequence[Staff]:
    """List everybody on the staff, in the order they came."""
    return (await session.scalars(select(Staff).order_by(Staff.id))).all()
