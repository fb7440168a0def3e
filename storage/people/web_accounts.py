"""Personal keys: the web accounts that participants come back through."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import AccountStatus, Channel
from storage.database.encryption import vault
from storage.people.participants import PEOPLE, Person, address_digest, hold_person, person_of
from storage.tables.people import Account

CHANNEL = Channel.WEB


async def account_with_key(session: AsyncSession, key: str) -> Account | None:
    """Find the web account that a key opens, revoked ones too."""
    return await session.scalar(
        select(Account).where(Account.address_digest == address_digest(CHANNEL, key))
    )


def key_mark(account: Account) -> str:
    """Name the account beside its id, since a database may give a deleted row's id again."""
    return account.address_digest[:16]


async def person_with_mark(session: AsyncSession, account_id: int, mark: str) -> Person | None:
    """Find whose web account has this id and this mark, revoked ones too."""
    found = await session.execute(
        PEOPLE.where(Account.id == account_id, Account.channel == CHANNEL)
    )
    row = found.one_or_none()
    if row is None or key_mark(row[0]) != mark:
        return None
    return person_of(row)


async def set_pin(session: AsyncSession, account: Account, pin_hash: str | None) -> bool:
    """Put a PIN on a personal key, or take it away; False where the key opens nothing any more."""
    person = await hold_person(session, CHANNEL, account.address)
    if person is None or person.account.status != AccountStatus.OPEN:
        return False
    person.account.pin_hash = pin_hash
    await session.flush()
    return True


def tries_digest(account: Account) -> str:
    """Name the account for the counting of wrong PINs."""
    return vault().digest("pin", account.address_digest)
