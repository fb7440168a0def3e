"""Whose yes comes first where an administrator asks for somebody else's caseload for themselves.

The coach whose people they are says it, or another administrator. Where there is no other, they go
on alone after a second confirmation: it is logged, and told to every leader.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.staff import StaffRole
from storage.caseload.requests import accept, requests_of
from storage.people.audit import Audit, log_action
from storage.sight.tables import CoachRequest
from storage.tables.people import AuditEntry, Staff, is_of_role


def may_consent(request: CoachRequest, by: Staff) -> bool:
    """Tell whether somebody's yes is one that a request waits for."""
    if not request.needs_consent or by.id == request.to_id:
        return False
    return by.id == request.from_id or StaffRole.ADMIN in by.roles


async def consents_asked(
    session: AsyncSession, staff: Staff, now: dt.datetime
) -> Sequence[CoachRequest]:
    """List what waits for a coach's yes to another who wants to see their participants."""
    return [one for one in await requests_of(session, staff.id, now) if may_consent(one, staff)]


async def consent(
    session: AsyncSession, request: CoachRequest, by: Staff, now: dt.datetime
) -> None:
    """Say yes to a request that its taker has made: it is theirs who say so from now on."""
    if may_consent(request, by):
        request.by_id = by.id
        await session.flush()
        await log_action(
            session, Audit.COACH_AGREED, now, staff_id=by.id, about_staff_id=request.to_id
        )


async def is_only_administrator(session: AsyncSession, staff: Staff) -> bool:
    """Tell whether nobody else could say yes as an administrator."""
    if StaffRole.ADMIN not in staff.roles:
        return False
    others = select(Staff.id).where(is_of_role(StaffRole.ADMIN), Staff.id != staff.id)
    return await session.scalar(others.limit(1)) is None


async def take_alone(
    session: AsyncSession,
    request: CoachRequest,
    by: Staff,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> bool:
    """Accept one's own request without another's yes; False where somebody else can say it.

    The caller holds the staff (``is_still_administrator``): nobody becomes another meanwhile.
    """
    is_own = request.needs_consent and request.to_id == by.id
    if not is_own or not await is_only_administrator(session, by):
        return False
    await log_action(
        session, Audit.TAKEN_ALONE, now, staff_id=by.id, about_staff_id=request.from_id
    )
    await accept(session, request, by, now, calendar, alone=True)
    return True


async def times_taken_alone(session: AsyncSession, since: dt.datetime, now: dt.datetime) -> int:
    """Count how often that has been done after ``since``, up to ``now`` (UTC)."""
    found = select(func.count()).where(
        AuditEntry.action == Audit.TAKEN_ALONE, AuditEntry.at > since, AuditEntry.at <= now
    )
    return await session.scalar(found) or 0
