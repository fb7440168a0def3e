"""Chats of the staff: linked with a one-time code, unlinked, blocked and open again."""

import datetime as dt
import secrets

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import AccountStatus
from storage.database.database import change_rows
from storage.database.encryption import vault
from storage.digests.recall import recall_from_chat
from storage.people.audit import Audit, log_action
from storage.tables.channels import StaffChat, StaffLink
from storage.tables.people import Staff

VALID_FOR = dt.timedelta(minutes=15)


def _code_digest(code: str) -> str:
    return vault().digest("staff link", code)


def chat_digest(chat_id: int) -> str:
    """Name a chat for look-up."""
    return vault().digest("staff chat", str(chat_id))


async def make_staff_link(session: AsyncSession, staff_id: int, now: dt.datetime) -> str:
    """Make the one-time code that links a chat; an earlier one is worthless from now on."""
    await session.execute(
        delete(StaffLink).where(StaffLink.staff_id == staff_id, StaffLink.used_at.is_(None))
    )
    code = secrets.token_urlsafe(18)
    expires_at = now + VALID_FOR
    session.add(StaffLink(staff_id=staff_id, code_digest=_code_digest(code), expires_at=expires_at))
    await session.flush()
    return code


async def link_chat(
    session: AsyncSession, code: str, chat_id: int, now: dt.datetime
) -> Staff | None:
    """Link a chat to whom the code was made for; None where the code is used, old or nobody's.

    The chat takes the place of any that was linked before.
    """
    link = await session.scalar(
        select(StaffLink)
        .join(Staff, Staff.id == StaffLink.staff_id)
        .where(StaffLink.code_digest == _code_digest(code), Staff.is_here)
    )
    if link is None:
        return None
    claim = (
        update(StaffLink)
        .where(StaffLink.id == link.id, StaffLink.used_at.is_(None), StaffLink.expires_at > now)
        .values(used_at=now)
    )
    if await change_rows(session, claim) != 1:
        return None
    digest = chat_digest(chat_id)
    await session.execute(
        delete(StaffChat).where(
            (StaffChat.staff_id == link.staff_id) | (StaffChat.address_digest == digest)
        )
    )
    session.add(
        StaffChat(
            staff_id=link.staff_id,
            address_digest=digest,
            address=str(chat_id),
            status=AccountStatus.OPEN,
            created_at=now,
        )
    )
    await log_action(session, Audit.CHAT_LINKED, now, staff_id=link.staff_id)
    return await session.get_one(Staff, link.staff_id)


async def unlink_chat(session: AsyncSession, staff_id: int, now: dt.datetime) -> None:
    """Forget somebody's chat with what waits for it, and every code that is not used yet."""
    await recall_from_chat(session, staff_id, now)
    await session.execute(delete(StaffChat).where(StaffChat.staff_id == staff_id))
    await session.execute(
        delete(StaffLink).where(StaffLink.staff_id == staff_id, StaffLink.used_at.is_(None))
    )
    await log_action(session, Audit.CHAT_UNLINKED, now, staff_id=staff_id)


async def staff_in_chat(session: AsyncSession, chat_id: int) -> Staff | None:
    """Tell whose chat this is."""
    return await session.scalar(
        select(Staff)
        .join(StaffChat, StaffChat.staff_id == Staff.id)
        .where(StaffChat.address_digest == chat_digest(chat_id), Staff.is_here)
    )


async def staff_chat(session: AsyncSession, staff_id: int) -> StaffChat | None:
    """Find somebody's linked chat."""
    return await session.scalar(select(StaffChat).where(StaffChat.staff_id == staff_id))


async def record_chat_reachable(session: AsyncSession, chat_id: int, *, reachable: bool) -> None:
    """Note that a chat has blocked us, or is open again; does nothing for other chats."""
    await session.execute(
        update(StaffChat)
        .where(StaffChat.address_digest == chat_digest(chat_id))
        .values(status=AccountStatus.OPEN if reachable else AccountStatus.BLOCKED)
    )
