"""Web accounts: the personal keys that participants come back through, and their sessions."""

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import Channel
from storage.database.encryption import vault
from storage.people.participants import (
    PEOPLE,
    Person,
    add_account,
    address_digest,
    hold_participant,
    newest_open_account,
    person_of,
)
from storage.tables.people import Account
from storage.tables.web_sessions import EndedSession

CHANNEL = Channel.WEB


async def account_with_key(session: AsyncSession, key: str) -> Account | None:
    """Find the web account that a key opens, revoked ones too."""
    return await session.scalar(
        select(Account).where(Account.address_digest == address_digest(CHANNEL, key))
    )


async def ensure_web_account(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> Account:
    """Give the newest open web account of somebody, which a nudge opens; one is made if need be."""
    known = await newest_open_account(session, participant_id, CHANNEL)
    if known is not None:
        return known
    return await add_account(session, participant_id, CHANNEL, secrets.token_urlsafe(24), now)


def key_mark(account: Account) -> str:
    """Name the account beside its id, as a cookie does."""
    return account.mark or account.address_digest[:16]


async def make_new_key(session: AsyncSession, account: Account) -> None:
    """Give an account another personal key; the one before opens nothing any more."""
    key = secrets.token_urlsafe(24)
    account.address = key
    account.address_digest = address_digest(CHANNEL, key)
    await session.flush()


def tries_digest(account: Account) -> str:
    """Name the account for the counting of wrong PINs."""
    return vault().digest("pin", account.address_digest)


@dataclass(frozen=True)
class SessionClaim:
    """What a browser says of itself: an account, with its mark and epoch, and which session."""

    account_id: int
    mark: str
    epoch: int
    name: str


@dataclass(frozen=True)
class DoorClaim:
    """What the link in a nudge says: which account it opens, and until when (UTC), once."""

    account_id: int
    mark: str
    epoch: int
    until: dt.datetime
    name: str

    @property
    def used_as(self) -> str:
        """Give the name under which its use is noted, among the sessions that have ended."""
        return f"door {self.name}"


async def account_behind_door(
    session: AsyncSession, claim: DoorClaim, now: dt.datetime
) -> Account | None:
    """Find the account that a nudge's link opens; None where it is used, old or shut out."""
    account = await session.get(Account, claim.account_id, populate_existing=True)
    if account is None or account.channel != CHANNEL or claim.until <= now:
        return None
    if (key_mark(account), account.session_epoch) != (claim.mark, claim.epoch):
        return None
    return None if await session.get(EndedSession, claim.used_as) else account


async def use_door(session: AsyncSession, claim: DoorClaim, now: dt.datetime) -> bool:
    """Note that a nudge's link was used; False where somebody was faster."""
    await hold_participant_of_account(session, claim.account_id)
    if await account_behind_door(session, claim, now) is None:
        return False
    session.add(EndedSession(name=claim.used_as, until=claim.until))
    await session.flush()
    return True


async def hold_participant_of_account(session: AsyncSession, account_id: int) -> None:
    """Hold whose account it is, if it still is anybody's."""
    whose = await session.scalar(select(Account.participant_id).where(Account.id == account_id))
    if whose is not None:
        await hold_participant(session, whose)


# Every page asks: built once.
_FIND = (
    PEOPLE.where(Account.id == bindparam("account"), Account.channel == CHANNEL)
    .where(~exists().where(EndedSession.name == bindparam("name")))
    .execution_options(populate_existing=True)  # what was read before a wait would be old
)


async def person_in_session(session: AsyncSession, claim: SessionClaim) -> Person | None:
    """Find whose session this is, revoked accounts too; None where it has been ended."""
    found = await session.execute(_FIND, {"account": claim.account_id, "name": claim.name})
    row = found.one_or_none()
    if row is None or (key_mark(row[0]), row[0].session_epoch) != (claim.mark, claim.epoch):
        return None
    return person_of(row)


async def is_account_known(session: AsyncSession, claim: SessionClaim) -> bool:
    """Tell whether the account that a browser names is still there: an erasure takes it away."""
    return await session.get(Account, claim.account_id, populate_existing=True) is not None


async def hold_person_in_session(session: AsyncSession, claim: SessionClaim) -> Person | None:
    """Find whose session this is, and hold their row until the transaction ends."""
    person = await person_in_session(session, claim)
    if person is None:
        return None
    await hold_participant(session, person.participant.id)
    return await person_in_session(session, claim)


async def end_session(
    session: AsyncSession, claim: SessionClaim, until: dt.datetime, now: dt.datetime
) -> None:
    """End one session, in every copy of its cookie; ``until`` it would have lasted anyway."""
    await session.execute(delete(EndedSession).where(EndedSession.until <= now))
    await session.merge(EndedSession(name=claim.name, until=until))
    await session.flush()


async def end_all_sessions(session: AsyncSession, account: Account) -> None:
    """End every session of an account; the one that goes on is begun anew, under a new name.

    Its browser gets that in the answer. A cookie from before opens nothing, whoever has a copy:
    a browser that the answer never reached needs its personal link.
    """
    account.session_epoch += 1
    await session.flush()
