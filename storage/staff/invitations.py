"""Staff invited: a one-time link, with which somebody chooses a password that nobody else knows."""

import datetime as dt
import secrets

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.staff import StaffRole
from dialogs.reports.digest_times import usual_frequency
from storage.database.database import change_rows
from storage.database.encryption import vault
from storage.staff.second_factor import remove_second_factor
from storage.staff.sessions import end_sessions
from storage.staff.staff import KnownStaffError, email_digest, staff_by_email
from storage.tables.people import Staff
from storage.tables.staff_access import StaffInvitation

VALID_FOR = dt.timedelta(days=7)


def _code_digest(code: str) -> str:
    return vault().digest("staff invitation", code)


async def take_in_staff(
    session: AsyncSession,
    *,
    email: str,
    name: str,
    phone: str = "",
    role: StaffRole,
    also: frozenset[StaffRole],
) -> Staff:
    """Add somebody who has no password yet; raises KnownStaffError.

    ``phone`` is where participants reach a coach; they are told it.
    """
    if await staff_by_email(session, email) is not None:
        raise KnownStaffError("this e-mail address is on the staff already")
    staff = Staff(
        email_digest=email_digest(email),
        email=email.strip(),
        name=name,
        phone=phone or None,
        role=role,
        also=also,
        password_hash="",
        digest=usual_frequency(role),
    )
    session.add(staff)
    await session.flush()
    return staff


async def invite_staff(session: AsyncSession, staff: Staff, now: dt.datetime) -> str:
    """Make a one-time link's code: what somebody came in with before opens nothing any more.

    Their second factor too: the phone that has it may be the one that is lost. Whoever has left
    comes back with it.
    """
    staff.is_here = True
    await remove_second_factor(session, staff)
    await session.execute(delete(StaffInvitation).where(StaffInvitation.staff_id == staff.id))
    code = secrets.token_urlsafe(18)
    session.add(
        StaffInvitation(
            staff_id=staff.id, code_digest=_code_digest(code), expires_at=now + VALID_FOR
        )
    )
    if staff.password_hash:
        staff.relinked_at = now
    staff.password_hash = ""
    await end_sessions(session, staff.id)
    await session.flush()
    return code


async def open_invitations(session: AsyncSession, now: dt.datetime) -> frozenset[int]:
    """List who has a link that opens."""
    found = select(StaffInvitation.staff_id).where(StaffInvitation.expires_at > now)
    return frozenset(await session.scalars(found))


async def invited_staff(session: AsyncSession, code: str, now: dt.datetime) -> Staff | None:
    """Find whom a link is for; None where it is used, old or nobody's."""
    return await session.scalar(
        select(Staff)
        .join(StaffInvitation, StaffInvitation.staff_id == Staff.id)
        .where(
            StaffInvitation.code_digest == _code_digest(code),
            StaffInvitation.expires_at > now,
            Staff.is_here,
        )
    )


async def accept_staff_invitation(
    session: AsyncSession, code: str, password_hash: str, now: dt.datetime
) -> Staff | None:
    """Use a link up, and let its owner have the password that they chose."""
    staff = await invited_staff(session, code, now)
    if staff is None:
        return None
    used = delete(StaffInvitation).where(StaffInvitation.code_digest == _code_digest(code))
    if await change_rows(session, used) != 1:
        return None
    staff.password_hash = password_hash
    await session.flush()
    return staff
