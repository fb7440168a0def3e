"""Staff who work here no more: every way in is shut at once, and their caseload goes on."""

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.staff import StaffRole
from storage.caseload.requests import close_requests_of
from storage.passkeys.passkeys import remove_passkeys
from storage.people.audit import Audit, log_action
from storage.seats.seats import close_seats_of
from storage.staff.chats import unlink_chat
from storage.staff.sessions import end_sessions
from storage.tables.people import Staff, SubProjectLeader
from storage.tables.staff_access import CalendarFeed, StaffInvitation
from storage.talk.mail_outbox import recall_mails


async def let_go(session: AsyncSession, staff: Staff, by: Staff, now: dt.datetime) -> None:
    """Let somebody sign in to nothing and get nothing any more, from this moment on.

    Their name stays beside what they did. Whoever was theirs is handed over before (see
    ``storage.caseload.hand_over``).
    """
    if staff.is_here and StaffRole.ADMIN in staff.roles:
        await log_action(
            session, Audit.ADMINISTRATOR_REMOVED, now, staff_id=by.id, about_staff_id=staff.id
        )
    staff.is_here, staff.password_hash, staff.digest_at = False, "", None
    await session.execute(delete(StaffInvitation).where(StaffInvitation.staff_id == staff.id))
    await session.execute(delete(SubProjectLeader).where(SubProjectLeader.staff_id == staff.id))
    await session.execute(delete(CalendarFeed).where(CalendarFeed.staff_id == staff.id))
    await remove_passkeys(session, staff.id)
    await end_sessions(session, staff.id)
    await unlink_chat(session, staff.id, now)
    await recall_mails(session, staff.id, now)
    await close_requests_of(session, staff.id, now)
    await close_seats_of(session, staff.id, now)
    await log_action(session, Audit.STAFF_LEFT, now, staff_id=by.id, about_staff_id=staff.id)
    await session.flush()
