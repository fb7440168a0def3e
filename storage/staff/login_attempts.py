"""Log-ins slowed down: by the name given, in the database, so that a restart forgives nothing."""

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.people import FailedLogin

MOST = 5
WITHIN = dt.timedelta(minutes=15)


async def count_try(session: AsyncSession, name_digest: str, now: dt.datetime) -> bool:
    """Count a try before it is made, so that many at once do not slip through; False: wait.

    A try counts as failed until ``forget_tries`` says otherwise.
    """
    if session.get_bind().dialect.name == "postgresql":
        # One after the other: SQLite lets one writer in anyway, PostgreSQL has to be told.
        await session.execute(select(func.pg_advisory_xact_lock(int(name_digest[:15], 16))))
    await session.execute(delete(FailedLogin).where(FailedLogin.at <= now - WITHIN))
    tries = await session.scalar(select(func.count()).where(FailedLogin.name_digest == name_digest))
    if (tries or 0) >= MOST:
        return False
    session.add(FailedLogin(name_digest=name_digest, at=now))
    await session.flush()
    return True


async def forget_tries(session: AsyncSession, name_digest: str) -> None:
    """Forget the tries of somebody who is now signed in."""
    await session.execute(delete(FailedLogin).where(FailedLogin.name_digest == name_digest))
