"""Passkeys of staff: added, named, used, and taken away. Each is a second factor by itself."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import change_rows
from storage.database.encryption import vault
from storage.tables.people import Staff
from storage.tables.staff_access import Passkey

MOST = 10
"""So many somebody may have."""


class TooManyPasskeysError(ValueError):
    """Somebody has as many as they may have, or this one is there already."""


async def passkeys_of(session: AsyncSession, staff_id: int) -> Sequence[Passkey]:
    """List somebody's, in the order they came."""
    found = await session.scalars(
        select(Passkey).where(Passkey.staff_id == staff_id).order_by(Passkey.id)
    )
    return found.all()


async def user_handle_of(session: AsyncSession, staff_id: int) -> bytes:
    """Give what devices are to call somebody: 32 bytes, the same at every try.

    A device that makes a passkey for the same owner again replaces the one before.
    """
    known = await session.scalar(
        select(Passkey.user_handle).where(Passkey.staff_id == staff_id).limit(1)
    )
    return known or bytes.fromhex(vault().digest("passkey owner", str(staff_id)))[:32]


async def add_passkey(
    session: AsyncSession,
    staff_id: int,
    *,
    credential_id: bytes,
    public_key: bytes,
    user_handle: bytes,
    sign_count: int,
    name: str,
    now: dt.datetime,
) -> None:
    """Let somebody sign in with it; raises TooManyPasskeysError."""
    many = select(func.count()).where(Passkey.staff_id == staff_id)
    known = select(exists().where(Passkey.credential_id == credential_id))
    if (await session.scalar(many) or 0) >= MOST or await session.scalar(known):
        raise TooManyPasskeysError("no more passkeys, or it is known already")
    made = Passkey(
        staff_id=staff_id,
        credential_id=credential_id,
        public_key=public_key,
        user_handle=user_handle,
        sign_count=sign_count,
        name=name,
        added_at=now,
    )
    session.add(made)
    await session.flush()


async def passkey_of(session: AsyncSession, credential_id: bytes) -> tuple[Passkey, Staff] | None:
    """Find a passkey by what the device calls it, and whose it is: somebody who works here."""
    found = await session.execute(
        select(Passkey, Staff)
        .join(Staff, Staff.id == Passkey.staff_id)
        .where(Passkey.credential_id == credential_id, Staff.is_here)
    )
    row = found.one_or_none()
    return None if row is None else (row[0], row[1])


async def note_use(
    session: AsyncSession, passkey: Passkey, sign_count: int, now: dt.datetime
) -> bool:
    """Note that it has been used; False where it is gone, or somebody was quicker with it."""
    same = update(Passkey).where(Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
    return await change_rows(session, same.values(sign_count=sign_count, used_at=now)) == 1


async def remove_passkey(session: AsyncSession, staff_id: int, passkey_id: int) -> bool:
    """Let one of this person's open nothing any more; False where it is not theirs."""
    which = delete(Passkey).where(Passkey.staff_id == staff_id, Passkey.id == passkey_id)
    return await change_rows(session, which) == 1


async def remove_passkeys(session: AsyncSession, staff_id: int) -> None:
    """Let none of this person's open anything any more."""
    await session.execute(delete(Passkey).where(Passkey.staff_id == staff_id))


async def has_passkey(session: AsyncSession, staff_id: int) -> bool:
    """Tell whether somebody has one."""
    return bool(await session.scalar(select(exists().where(Passkey.staff_id == staff_id))))


async def has_second_factor(session: AsyncSession, staff: Staff) -> bool:
    """Tell whether somebody needs more than a password to come in: an app's code, or a passkey."""
    return bool(staff.totp_secret) or await has_passkey(session, staff.id)
