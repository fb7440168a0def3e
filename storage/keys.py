"""Whether the keys that are set are those that the database was written with."""

from sqlalchemy import inspect, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from storage.database.database import Database
from storage.database.encryption import Unreadable, UnreadableError, vault
from storage.staff.staff import email_digest
from storage.tables.people import Staff
from storage.tables.program import KeySentinel

LOOK_UPS, TEXTS = "LOOKUP_KEY", "ENCRYPTION_KEYS"
"""The settings that what is stored depends on."""
_WORD = "skapabot"


async def unfitting_keys(database: Database) -> list[str]:
    """Name the settings that do not fit the database, whatever version it has; changes nothing.

    With another LOOKUP_KEY nobody would be found again, and with ENCRYPTION_KEYS that lack one
    some texts could not be read. An empty database fits every key.
    """
    async with database.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        if KeySentinel.__tablename__ in tables:
            rows = select(KeySentinel.digest, KeySentinel.sealed)
            if sentinels := (await connection.execute(rows)).all():
                return _unfitting_of([(row.digest, row.sealed) for row in sentinels])
        return await _unfitting_by_staff(connection) if Staff.__tablename__ in tables else []


def _unfitting_of(sentinels: list[tuple[str, bytes]]) -> list[str]:
    named = vault().digest("sentinel", _WORD)
    unfitting = [] if all(digest == named for digest, _ in sentinels) else [LOOK_UPS]
    try:
        for _, sealed in sentinels:
            vault().open(sealed)
    except UnreadableError:
        unfitting.append(TEXTS)
    return unfitting


async def _unfitting_by_staff(connection: AsyncConnection) -> list[str]:
    """Compare with the staff, where no sentinel is yet: their addresses are stored both ways.

    Nobody takes part without a coach, so that without staff there is nothing to lose.
    """
    found = select(Staff.email_digest, Staff.email).order_by(Staff.id)
    staff = (await connection.execute(found)).all()
    if any(isinstance(row.email, Unreadable) for row in staff):
        return [TEXTS]
    # The newest: an installation that lives with a changed key goes on with that one.
    return [LOOK_UPS] if staff and staff[-1].email_digest != email_digest(staff[-1].email) else []


async def remember_look_up_key(session: AsyncSession) -> None:
    """Let every sentinel name the word as look-ups do from now on, after they were moved."""
    await session.execute(update(KeySentinel).values(digest=vault().digest("sentinel", _WORD)))


async def remember_keys(database: Database) -> None:
    """Keep a sentinel of the keys that write from now on; only after they were found to fit."""
    async with database.writing() as session:
        sentinels = await session.scalars(select(KeySentinel.sealed))
        if not any(vault().is_of_newest(sealed) for sealed in sentinels):
            digest = vault().digest("sentinel", _WORD)
            session.add(KeySentinel(digest=digest, sealed=vault().seal(_WORD)))
