"""Challenges of passkeys that have been answered: each is good once."""

import datetime as dt
import hashlib

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.staff_access import UsedChallenge


async def use_challenge(
    session: AsyncSession, challenge: bytes, now: dt.datetime, until: dt.datetime
) -> bool:
    """Use a challenge up; False where it has been used. After ``until`` it is too old anyway."""
    await session.execute(delete(UsedChallenge).where(UsedChallenge.until <= now))
    digest = hashlib.sha256(challenge).hexdigest()
    if await session.scalar(select(UsedChallenge).where(UsedChallenge.digest == digest)):
        return False
    try:
        async with session.begin_nested():  # two at once: the second finds it taken
            session.add(UsedChallenge(digest=digest, until=until))
            await session.flush()
    except IntegrityError:
        return False
    return True
