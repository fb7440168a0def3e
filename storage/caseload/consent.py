"""Whose yes comes first where an administrator asks for somebody else's caseload for themselves.

The coach whose people they are says it, or another administrator. Where there is no other, they go
on alone after a second confirmation: it is logged, and told to every leader. An account that the
taker has let in lately is nobody else (``storage.trust``).
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.staff import StaffRole
from dialogs.reports.taken_alone import TakenAlone
from storage.caseload.requests import accept, requests_of
from storage.people.audit import Audit, log_action
from storage.sight.tables import CoachRequest
from storage.tables.people import AuditEntry, Staff, is_of_role
from storage.trust.independence import circle_of, has_removed_administrator, is_own_word


async def may_consent(
    session: AsyncSession, request: CoachRequest, by: Staff, now: dt.datetime
) -> bool:
    """Tell whether somebody's yes is one that a request waits for."""
    asked = request.needs_consent and by.id != request.to_id
    if not asked or not (by.id == request.from_id or StaffRole.ADMIN in by.roles):
        return False
    return by.id not in await circle_of(session, request.to_id, now)


async def consents_asked(
    session: AsyncSession, staff: Staff, now: dt.datetime
) -> Sequence[CoachRequest]:
    """List what waits for a coach's yes to another who wants to see their participants."""
    requests = await requests_of(session, staff.id, now)
    return [one for one in requests if await may_consent(session, one, staff, now)]


async def consent(
    session: AsyncSession, request: CoachRequest, by: Staff, now: dt.datetime
) -> None:
    """Say yes to a request that its taker has made: it is theirs who say so from now on."""
    if await may_consent(session, request, by, now):
        request.by_id = by.id
        await session.flush()
        await log_action(
            session, Audit.COACH_AGREED, now, staff_id=by.id, about_staff_id=request.to_id
        )


async def accept_asked(
    session: AsyncSession,
    request: CoachRequest,
    by: Staff,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Accept what another has asked; what may be the taker's own word is logged as such."""
    waits = request.accepted_at is None and not request.needs_consent
    if waits and await is_own_word(session, request, now):
        await log_alone(session, by, request.from_id, now)
    await accept(session, request, by, now, calendar)


async def is_only_administrator(session: AsyncSession, staff: Staff, now: dt.datetime) -> bool:
    """Tell whether nobody else could say yes as an administrator."""
    if StaffRole.ADMIN not in staff.roles:
        return False
    circle = await circle_of(session, staff.id, now)
    others = select(Staff.id).where(is_of_role(StaffRole.ADMIN), Staff.id.not_in(circle))
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
    if not is_own or not await is_only_administrator(session, by, now):
        return False
    await log_alone(session, by, request.from_id, now)
    await accept(session, request, by, now, calendar, alone=True)
    return True


async def log_alone(session: AsyncSession, by: Staff, from_id: int, now: dt.datetime) -> None:
    """Log that participants of ``from_id`` get another coach on nobody else's word."""
    removed = await has_removed_administrator(session, by.id, now)
    action = Audit.TAKEN_AFTER_REMOVAL if removed else Audit.TAKEN_ALONE
    await log_action(session, action, now, staff_id=by.id, about_staff_id=from_id)


async def taken_alone(session: AsyncSession, since: dt.datetime, now: dt.datetime) -> TakenAlone:
    """Count how often that has been done after ``since``, up to ``now`` (UTC)."""
    found = (
        select(AuditEntry.action, func.count())
        .where(
            AuditEntry.participant_id.is_(None),
            AuditEntry.action.in_((Audit.TAKEN_ALONE, Audit.TAKEN_AFTER_REMOVAL)),
            AuditEntry.at > since,
            AuditEntry.at <= now,
        )
        .group_by(AuditEntry.action)
    )
    rows = (await session.execute(found)).all()
    after = sum(many for action, many in rows if action == Audit.TAKEN_AFTER_REMOVAL)
    return TakenAlone(sum(many for _, many in rows), after)
