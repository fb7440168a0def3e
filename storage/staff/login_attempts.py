"""Log-ins and PINs slowed down: by name and by where they come from, in the database.

A restart forgives nothing. What a device has entered rightly before is a known device: it is
counted by itself, so that nobody can lock its owner out from elsewhere.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.people.audit import forget_failed_sign_ins
from storage.tables.staff_access import LoginTry


@dataclass(frozen=True)
class Limit:
    """So many tries that did not fit, within such a time."""

    most: int
    within: dt.timedelta


@dataclass(frozen=True)
class Limits:
    """How often something may be tried, from one place and in all.

    ``here`` counts one name from one device or network, ``name`` one name from everywhere and
    ``network`` all names from one network; the last two are not for known devices.
    """

    here: Sequence[Limit]
    name: Sequence[Limit]
    network: Sequence[Limit]

    @property
    def longest(self) -> dt.timedelta:
        """Give for how long a try counts."""
        return max(limit.within for limit in (*self.here, *self.name, *self.network))


@dataclass(frozen=True)
class Source:
    """Where a try comes from: a known device of this name's, or a network."""

    digest: str
    is_known: bool = False


QUARTER, DAY, MONTH = dt.timedelta(minutes=15), dt.timedelta(days=1), dt.timedelta(days=30)
_OF_NETWORK = (Limit(30, QUARTER), Limit(200, DAY))
PASSWORDS = Limits((Limit(5, QUARTER), Limit(20, DAY)), (Limit(100, DAY),), _OF_NETWORK)
SECOND_FACTOR = Limits((Limit(5, QUARTER), Limit(10, DAY)), (Limit(30, DAY),), _OF_NETWORK)
"""A code of six digits: whoever tries them has the password already, and uses up less than the
owner has, who comes from elsewhere. Thirty a day find one in thirty years."""
PINS = Limits(
    (Limit(5, QUARTER), Limit(10, DAY), Limit(20, MONTH)),
    (Limit(20, DAY), Limit(60, MONTH)),
    _OF_NETWORK,
)
"""A PIN of four digits has 10,000: sixty tries a month find one in fourteen years."""


async def count_try(
    session: AsyncSession, limits: Limits, name_digest: str, source: Source, now: dt.datetime
) -> Limit | None:
    """Count a try before it is made, so that many at once do not slip through.

    Gives the limit that has been reached, and then counts nothing. A try counts as failed until
    ``forget_tries`` says otherwise.
    """
    if session.get_bind().dialect.name == "postgresql":
        # One after the other: SQLite lets one writer in anyway, PostgreSQL has to be told.
        for digest in sorted((name_digest, source.digest)):
            await session.execute(select(func.pg_advisory_xact_lock(int(digest[:15], 16))))
    of_name, of_source = (
        LoginTry.name_digest == name_digest,
        LoginTry.source_digest == source.digest,
    )
    checks: list[tuple[Iterable[Limit], tuple[ColumnElement[bool], ...]]] = [
        (limits.here, (of_name, of_source))
    ]
    if not source.is_known:
        checks += [(limits.name, (of_name,)), (limits.network, (of_source,))]
    for each, which in checks:
        for limit in each:
            counted = select(func.count()).where(*which, LoginTry.at > now - limit.within)
            if (await session.scalar(counted) or 0) >= limit.most:
                return limit
    tried = LoginTry(
        name_digest=name_digest, source_digest=source.digest, at=now, until=now + limits.longest
    )
    session.add(tried)
    await session.flush()
    return None


async def forget_tries(session: AsyncSession, name_digest: str, source: Source) -> None:
    """Forget the tries of somebody who has come in from there; those from elsewhere stay."""
    await session.execute(
        delete(LoginTry).where(
            LoginTry.name_digest == name_digest, LoginTry.source_digest == source.digest
        )
    )


async def has_old_tries(session: AsyncSession, now: dt.datetime) -> bool:
    """Tell whether there are tries that count no longer."""
    return bool(await session.scalar(select(exists().where(LoginTry.until <= now))))


async def forget_old_tries(session: AsyncSession, now: dt.datetime) -> None:
    """Forget the tries that count no longer, and what the audit log has of very old ones."""
    await session.execute(delete(LoginTry).where(LoginTry.until <= now))
    await forget_failed_sign_ins(session, now)
