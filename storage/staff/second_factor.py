"""The second factor: a code of six digits from an app, each good once; codes for its loss."""

import datetime as dt
import hmac
import secrets
from collections.abc import Sequence
from unicodedata import decimal

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import change_rows
from storage.database.encryption import vault
from storage.passkeys.passkeys import remove_passkeys
from storage.tables.people import Staff
from storage.tables.staff_access import RecoveryCode

CODES = 8
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""
_STEP = 30
_AROUND = (0, -1, 1)
"""Steps that fit: clocks of phones go a little wrong, and typing takes time."""


def new_secret() -> str:
    """Make what an app is to know (base32, 160 bits)."""
    return pyotp.random_base32()


def app_address(secret: str, email: str, organisation: str) -> str:
    """Give the address that an app reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=organisation)


def fitting_step(secret: str, code: str, now: dt.datetime) -> int | None:
    """Tell of which step a code is; None where it fits none that is near."""
    given = "".join(str(decimal(sign)) for sign in code if sign.isdecimal())
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // _STEP
    for step in (current + by for by in _AROUND):
        if hmac.compare_digest(totp.generate_otp(step), given):
            return step
    return None


async def use_code(session: AsyncSession, staff: Staff, code: str, now: dt.datetime) -> bool:
    """Use a code of the app's, or a recovery code, up; False where it does not fit."""
    step = fitting_step(staff.totp_secret, code, now) if staff.totp_secret else None
    if step is not None:
        used = update(Staff).where(Staff.id == staff.id, Staff.totp_step < step)
        return await change_rows(session, used.values(totp_step=step)) == 1
    digest = _digest(code)
    spent = delete(RecoveryCode).where(
        RecoveryCode.staff_id == staff.id, RecoveryCode.code_digest == digest
    )
    return await change_rows(session, spent) == 1


async def set_second_factor(
    session: AsyncSession, staff: Staff, secret: str, step: int
) -> Sequence[str]:
    """Let somebody have a second factor; gives the recovery codes, which are stored as digests."""
    staff.totp_secret, staff.totp_step = secret, step
    return await make_recovery_codes(session, staff.id)


async def make_recovery_codes(session: AsyncSession, staff_id: int) -> Sequence[str]:
    """Give somebody recovery codes; those before open nothing any more."""
    codes = [_new_code() for _ in range(CODES)]
    await session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    session.add_all(RecoveryCode(staff_id=staff_id, code_digest=_digest(one)) for one in codes)
    await session.flush()
    return codes


async def remove_second_factor(session: AsyncSession, staff: Staff) -> None:
    """Take it away, and what stands for it."""
    await session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id))
    await remove_passkeys(session, staff.id)
    staff.totp_secret = None
    await session.flush()


async def codes_left(session: AsyncSession, staff_id: int) -> int:
    """Count the recovery codes that are not used."""
    found = select(func.count()).where(RecoveryCode.staff_id == staff_id)
    return await session.scalar(found) or 0


def _new_code() -> str:
    signs = "".join(secrets.choice(_LETTERS) for _ in range(10))
    return f"{signs[:5]}-{signs[5:]}"


def _digest(code: str) -> str:
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return vault().digest("recovery code", plain)
