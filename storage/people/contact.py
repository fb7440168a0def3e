"""Contact: whether somebody can be written to, as it is stored."""

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.obstacle import Contact, Obstacle, obstacles
from dialogs.people.accounts import KNOCKING, AccountStatus, Channel
from dialogs.people.enrolment import EnrolmentStatus, ExitReason
from dialogs.people.knocks import KnockStatus
from storage.tables.knocks import Knock
from storage.tables.people import Account, Participant


class Way(Protocol):
    """One way to a participant: an account, or what is known of it."""

    @property
    def channel(self) -> Channel:
        """Say where."""

    @property
    def status(self) -> AccountStatus:
        """Say whether it is open."""


def contact_of(
    participant: Participant, ways: Collection[Way], now: dt.datetime, *, told: bool
) -> Contact:
    """Give what decides whether a participant can be written to at ``now`` (UTC).

    ``told``: something tells them of what lies in the web chat.
    """
    open_on = {way.channel for way in ways if way.status is AccountStatus.OPEN}
    resting = participant.quiet_until
    return Contact(
        takes_part=participant.status is EnrolmentStatus.ACTIVE,
        stopped=participant.stopped,
        has_account=bool(ways),
        is_reachable=bool(open_on),
        has_knock=not open_on.isdisjoint(KNOCKING) or (told and Channel.WEB in open_on),
        is_resting=resting is not None and resting > now,
        has_died=participant.exit_reason is ExitReason.DECEASED,
    )


async def participant_contact(
    session: AsyncSession, participant: Participant, now: dt.datetime
) -> Contact:
    """Read what decides whether a participant can be written to at ``now`` (UTC)."""
    found = select(Account.status, Account.channel).where(Account.participant_id == participant.id)
    tells = select(Knock.id).where(
        Knock.participant_id == participant.id, Knock.status == KnockStatus.OPEN
    )
    told = await session.scalar(tells.limit(1)) is not None
    return contact_of(participant, (await session.execute(found)).all(), now, told=told)


def quiet_until_day(participant: Participant, zone: dt.tzinfo) -> dt.date | None:
    """Give the day in ``zone`` on which the person's pause ends, None where there was none."""
    ends = participant.quiet_until
    return ends.astimezone(zone).date() if ends else None


async def contact_obstacles(
    session: AsyncSession, participant: Participant, about: MessageKind, now: dt.datetime
) -> tuple[Obstacle, ...]:
    """List what keeps messages of a kind from a participant; empty where nothing does."""
    return obstacles(await participant_contact(session, participant, now), about)
