"""Staff: who may sign in, and the passwords they do it with."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.encryption import vault
from storage.models import Staff

_hasher = PasswordHasher()  # argon2id, RFC 9106's second recommendation; some 50 ms
# A hash of the same cost that no password fits: an unknown name takes as long as a known one.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5IGF0IGFsbC4uLg"
    "$PjyYBLyh7SujtqKFSIkRCGjUgNLc34NcC4Y+7opD1uA"
)


class KnownStaffError(ValueError):
    """Somebody with this e-mail address is on the staff already."""


def email_digest(email: str) -> str:
    """Name an e-mail address for look-up, however it is typed."""
    return vault().digest("staff", email.strip().casefold())


def hash_password(password: str) -> str:
    """Hash a password with argon2id. Takes some 50 ms: call it in a thread."""
    return _hasher.hash(password)


def password_fits(password: str, password_hash: str | None) -> bool:
    """Check a password in the same time for everybody; None stands for nobody's hash."""
    try:
        _hasher.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


async def add_staff(
    session: AsyncSession,
    *,
    email: str,
    name: str,
    role: str,
    password: str,
    language: str = "sv",
) -> Staff:
    """Add a coach, leader or admin; raises KnownStaffError."""
    if await staff_by_email(session, email) is not None:
        raise KnownStaffError("this e-mail address is on the staff already")
    staff = Staff(
        email_digest=email_digest(email),
        email=email.strip(),
        name=name,
        role=role,
        password_hash=await asyncio.to_thread(hash_password, password),
        language=language,
        session_epoch=0,
    )
    session.add(staff)
    await session.flush()
    return staff


async def staff_by_email(session: AsyncSession, email: str) -> Staff | None:
    """Find somebody by e-mail address."""
    return await session.scalar(select(Staff).where(Staff.email_digest == email_digest(email)))


async def end_sessions(session: AsyncSession, staff_id: int) -> None:
    """End every open session of this person, wherever it was begun."""
    await session.execute(
        update(Staff).where(Staff.id == staff_id).values(session_epoch=Staff.session_epoch + 1)
    )


async def choose_language(session: AsyncSession, staff_id: int, language: str) -> None:
    """Remember which language this person reads the pages in."""
    await session.execute(update(Staff).where(Staff.id == staff_id).values(language=language))
