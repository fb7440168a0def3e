"""Participants and the accounts they write from."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, defer

from dialogs.people.accounts import KNOCKING, AccountStatus, Channel
from dialogs.people.enrolment import ExitReason
from dialogs.people.knocks import KnockStatus
from dialogs.people.pseudonym import letters_of, pseudonym_of
from storage.database.encryption import vault
from storage.people.sub_projects import hold_sub_project
from storage.tables.knocks import Knock
from storage.tables.people import Account, Participant, SubProject


@dataclass(frozen=True)
class Person:
    """A participant together with the account an event came from.

    ``knocks``: what we write to them makes itself heard, there or elsewhere.
    """

    participant: Participant
    account: Account
    sub_project: str
    knocks: bool

    @property
    def quiet(self) -> bool:
        """Tell whether they want nothing of our own accord."""
        return self.participant.stopped


def has_knock() -> ColumnElement[bool]:
    """Say of a participant in a statement that what we write makes itself heard somewhere."""
    way = aliased(Account)  # not the account that a statement may be about
    is_open = (way.participant_id == Participant.id, way.status == AccountStatus.OPEN)
    tells = (Knock.participant_id == Participant.id, Knock.status == KnockStatus.OPEN)
    return or_(
        exists().where(*is_open, way.channel.in_(KNOCKING)),
        and_(exists().where(*tells), exists().where(*is_open, way.channel == Channel.WEB)),
    )


def has_lost_knock() -> ColumnElement[bool]:
    """Say of a participant in a statement that what they chose to be told by is no more."""
    return exists().where(Knock.participant_id == Participant.id, Knock.status == KnockStatus.GONE)


def address_digest(channel: Channel, address: str) -> str:
    """Name an address (a chat id, a key in a link) for look-up."""
    return vault().digest(f"account:{channel}", address)


# Statements of the hot path are built once: building one costs as much as running it.
PEOPLE = (
    select(Account, Participant, SubProject.name, has_knock())
    .join(Participant, Participant.id == Account.participant_id)
    .join(SubProject, SubProject.id == Participant.sub_project_id)
)
"""Selects what ``person_of`` takes."""
_FIND = PEOPLE.where(Account.address_digest == bindparam("digest")).execution_options(
    populate_existing=True  # what was read before the wait would be old
)
_FIND_HELD = _FIND.where(Participant.id == bindparam("participant"))
_HOLD_BY_ADDRESS = (
    select(Participant.id)
    .join(Account, Account.participant_id == Participant.id)
    .where(Account.address_digest == bindparam("digest"))
    .with_for_update(of=Participant)
)
_HOLD = select(Participant.id).where(Participant.id == bindparam("participant")).with_for_update()


def person_of(row: Row[Account, Participant, str, bool]) -> Person:
    """Give the person that a row of ``PEOPLE`` holds."""
    account, participant, sub_project, knocks = row
    return Person(participant, account, sub_project, knocks)


async def hold_participant(session: AsyncSession, participant_id: int) -> None:
    """Hold a participant's row until the transaction ends; look things up after it.

    Every writer does so, and none looks first: what was read before the wait would be old.
    """
    await session.execute(_HOLD, {"participant": participant_id})


async def hold_without_name(session: AsyncSession, participant_id: int) -> Participant:
    """Hold a participant, and give them without the name: nothing hangs on its being readable."""
    await hold_participant(session, participant_id)
    return await session.get_one(Participant, participant_id, options=[defer(Participant.name)])


def has_account(status: AccountStatus) -> ColumnElement[bool]:
    """Say of a participant in a statement that there is an account of theirs with that status."""
    return exists().where(Account.participant_id == Participant.id, Account.status == status)


async def newest_open_account(
    session: AsyncSession, participant_id: int, channel: Channel
) -> Account | None:
    """Find the newest open account of somebody on a channel."""
    return await session.scalar(
        select(Account)
        .where(
            Account.participant_id == participant_id,
            Account.channel == channel,
            Account.status == AccountStatus.OPEN,
        )
        .order_by(Account.id.desc())
        .limit(1)
    )


async def hold_person(session: AsyncSession, channel: Channel, address: str) -> Person | None:
    """Find who writes from an address, and hold their row until the transaction ends.

    Held first, and looked up in another statement: the one that waits sees the account as it was
    before, even where it has been revoked or erased meanwhile. On SQLite nobody else writes as
    long as this transaction lasts: all rows are held, and the look-up alone is enough.
    """
    digest = address_digest(channel, address)
    if session.get_bind().dialect.name == "sqlite":
        found = await session.execute(_FIND, {"digest": digest})
    else:
        held = await session.scalar(_HOLD_BY_ADDRESS, {"digest": digest})
        found = await session.execute(_FIND_HELD, {"digest": digest, "participant": held})
    row = found.one_or_none()
    return person_of(row) if row else None


async def add_participant(
    session: AsyncSession,
    *,
    coach_id: int,
    sub_project_id: int,
    name: str,
    now: dt.datetime,
    language: str = "sv",
    invented: bool = False,
) -> Participant:
    """Add a participant with the next free pseudonym of the sub-project, such as B-07."""
    await hold_sub_project(session, sub_project_id)
    participant = Participant(
        pseudonym=await _free_pseudonym(session, sub_project_id),
        name=name,
        coach_id=coach_id,
        sub_project_id=sub_project_id,
        language=language,
        invented=invented,
        created_at=now,
    )
    session.add(participant)
    await session.flush()
    return participant


async def _free_pseudonym(session: AsyncSession, sub_project_id: int) -> str:
    """Give the next one: above the number of people, and above each that somebody has taken along.

    Whoever moves to another sub-project keeps theirs.
    """
    people = select(func.count()).where(Participant.sub_project_id == sub_project_id)
    count = await session.scalar(people) or 0
    letters = letters_of(sub_project_id)
    known = await session.scalars(
        select(Participant.pseudonym).where(Participant.pseudonym.startswith(f"{letters}-"))
    )
    numbers = [int(one.removeprefix(f"{letters}-")) for one in known]
    return pseudonym_of(sub_project_id, max([count, *numbers]) + 1)


async def add_account(
    session: AsyncSession, participant_id: int, channel: Channel, address: str, now: dt.datetime
) -> Account:
    """Bind an address to a participant."""
    account = Account(
        participant_id=participant_id,
        channel=channel,
        address_digest=address_digest(channel, address),
        address=address,
        status=AccountStatus.OPEN,
        created_at=now,
    )
    session.add(account)
    await session.flush()
    return account


async def snooze_participant(
    session: AsyncSession, participant: Participant, until: dt.datetime
) -> None:
    """Leave somebody out of their coach's digests until a moment (UTC), unless they answer."""
    participant.snoozed_until = until
    await session.flush()


async def wake_participant(session: AsyncSession, participant: Participant) -> None:
    """End what ``snooze_participant`` began."""
    participant.snoozed_until = None
    await session.flush()


async def is_reachable(session: AsyncSession, participant_id: int) -> bool:
    """Tell whether any account of somebody is open."""
    found = select(has_account(AccountStatus.OPEN)).where(Participant.id == participant_id)
    return bool(await session.scalar(found))


async def person_at_desk(session: AsyncSession, participant: Participant) -> Person:
    """Give somebody as they sit beside their coach: no account of theirs is there, none is stored.

    The caller holds them.
    """
    sub_project = await session.get_one(SubProject, participant.sub_project_id)
    account = Account(
        participant_id=participant.id, channel=Channel.DESK, status=AccountStatus.OPEN
    )
    knocks = await can_knock(session, participant.id)
    return Person(participant, account, sub_project.name, knocks)


async def can_knock(session: AsyncSession, participant_id: int) -> bool:
    """Tell whether what we write to somebody makes itself heard."""
    found = select(has_knock()).where(Participant.id == participant_id)
    return bool(await session.scalar(found))


async def has_died(session: AsyncSession, participant_id: int) -> bool:
    """Tell whether nothing at all is to be said to somebody any more."""
    who = await session.get(Participant, participant_id, options=[defer(Participant.name)])
    return who is not None and who.exit_reason is ExitReason.DECEASED
