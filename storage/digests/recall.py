"""A digest taken back: it was claimed before somebody's caseload changed, and has not left yet."""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.staff import DigestFrequency
from storage.database.encryption import readable
from storage.tables.channels import Outgoing, OutgoingStatus, StaffChat
from storage.tables.people import Staff
from storage.talk.mail_outbox import recall_mails


async def recall_digest(session: AsyncSession, staff: Staff, now: dt.datetime) -> None:
    """Let nothing leave that names people whom somebody has no more; the rest is told anew.

    The caller holds the row of ``staff``, as claiming a digest does: what is being worded while a
    participant changes coach is committed before, and taken back, or begins after.
    """
    taken_back = await recall_mails(session, staff.id, now)
    taken_back += await recall_from_chat(session, staff.id, now)
    if not taken_back or not staff.is_here or staff.digest == DigestFrequency.OFF:
        return
    staff.digested_at, staff.digest_at = staff.digested_before, now
    await session.flush()


async def recall_from_chat(session: AsyncSession, staff_id: int, now: dt.datetime) -> int:
    """Take back all that waits for the chat of somebody on the staff; gives how much that was."""
    chat = await session.scalar(select(StaffChat.address).where(StaffChat.staff_id == staff_id))
    if not readable(chat):
        return 0
    waiting = select(Outgoing).where(
        Outgoing.participant_id.is_(None),
        Outgoing.account_id.is_(None),
        Outgoing.status.in_((OutgoingStatus.PENDING, OutgoingStatus.SENDING)),
    )
    ids = [
        one.id
        for one in await session.scalars(waiting)
        if isinstance(one.payload, dict) and str(one.payload.get("chat")) == chat
    ]
    fates = {
        OutgoingStatus.PENDING: OutgoingStatus.UNDELIVERABLE,
        OutgoingStatus.SENDING: OutgoingStatus.UNCERTAIN,  # it may be there already
    }
    for status, fate in fates.items():
        await session.execute(
            update(Outgoing)
            .where(Outgoing.id.in_(ids), Outgoing.status == status)
            .values(status=fate, sent_at=now, payload=None)
        )
    return len(ids)
