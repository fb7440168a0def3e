"""Knocks as they are stored: chosen, shown to be somebody's own, and found to be gone.

Whoever writes holds the participant.
"""

import datetime as dt
import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.occasions.replanning import tell_of_laid
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.knocks import KNOWN_KNOCKS, KnockKind, KnockStatus
from storage.database.encryption import vault
from storage.occasions.agenda import change_agenda
from storage.occasions.replanning import resume_when_reachable
from storage.people.participants import hold_without_name
from storage.people.timing import participant_timing
from storage.people.web_accounts import ensure_web_account
from storage.tables.knocks import Knock
from storage.tables.people import Account

MOST_TRIES = 5
"""How many codes may be typed that do not fit; then another one has to be sent."""
GONE_AFTER = 2
"""How many messages one after the other do not get there, until a number counts as gone."""


def knock_digest(kind: KnockKind, address: str) -> str:
    """Name a number or an address for look-up."""
    return vault().digest(f"knock:{kind}", address)


async def known_knock(session: AsyncSession, participant_id: int) -> Knock | None:
    """Find what somebody has chosen, whether or not it still works."""
    return await _newest(session, participant_id, *KNOWN_KNOCKS)


async def waiting_knock(session: AsyncSession, participant_id: int) -> Knock | None:
    """Find what somebody has typed and not yet shown to be theirs."""
    return await _newest(session, participant_id, KnockStatus.WAITING)


async def _newest(
    session: AsyncSession, participant_id: int, *statuses: KnockStatus
) -> Knock | None:
    return await session.scalar(
        select(Knock)
        .where(Knock.participant_id == participant_id, Knock.status.in_(statuses))
        .order_by(Knock.id.desc())
        .limit(1)
    )


async def people_told_by(session: AsyncSession, kind: KnockKind) -> int:
    """Count the people who are told in one way."""
    found = select(func.count()).where(Knock.kind == kind, Knock.status == KnockStatus.OPEN)
    return await session.scalar(found) or 0


async def begin_knock(
    session: AsyncSession, participant_id: int, kind: KnockKind, address: str, now: dt.datetime
) -> Knock:
    """Store what somebody has typed, with a code of four digits that is to be sent there.

    What told them before goes on until the code is typed.
    """
    await forget_waiting(session, participant_id)
    code = f"{secrets.randbelow(10_000):04}"
    return await _add(session, participant_id, kind, address, now, KnockStatus.WAITING, code=code)


async def try_code(session: AsyncSession, waiting: Knock, code: str) -> bool:
    """Compare a code with the one that was sent; after too many the row is gone."""
    if waiting.code is not None and secrets.compare_digest(waiting.code.encode(), code.encode()):
        return True
    waiting.tries += 1
    if waiting.tries >= MOST_TRIES:
        await session.delete(waiting)
    await session.flush()
    return False


async def choose_knock(
    session: AsyncSession,
    participant_id: int,
    kind: KnockKind,
    address: str,
    now: dt.datetime,
    calendar: LocalCalendar,
    *,
    by_coach: bool = False,
) -> Knock:
    """Let somebody be told this way from now on, in the place of any other.

    What the person chooses goes before Telegram; what a coach enters, only where Telegram is not.
    """
    await _forget(session, participant_id, *KnockStatus)
    chosen = await _add(session, participant_id, kind, address, now, KnockStatus.OPEN)
    chosen.by_coach, chosen.preferred = by_coach, not by_coach
    await give_chat(session, participant_id, now)
    await _resume(session, participant_id, calendar, now)
    return chosen


async def forget_waiting(session: AsyncSession, participant_id: int) -> None:
    """Forget what somebody has typed and not shown to be theirs."""
    await _forget(session, participant_id, KnockStatus.WAITING)


async def take_back_knock(session: AsyncSession, knock_id: int) -> None:
    """Forget one that waits, as its code could not leave; what was typed after it stays."""
    await session.execute(
        delete(Knock).where(Knock.id == knock_id, Knock.status == KnockStatus.WAITING)
    )


async def drop_knock(session: AsyncSession, participant_id: int) -> None:
    """Forget every number, address and browser of somebody."""
    await _forget(session, participant_id, *KnockStatus)


async def mark_gone(session: AsyncSession, knock_id: int, now: dt.datetime) -> None:
    """Note that nothing gets there any more; does nothing about one that is not there."""
    knock = await session.get(Knock, knock_id)
    if knock is not None and knock.status is KnockStatus.OPEN:
        knock.status, knock.since = KnockStatus.GONE, now
        await session.flush()


async def is_open_knock(session: AsyncSession, knock_id: int) -> bool:
    """Tell whether somebody is still told this way."""
    found = select(Knock.id).where(Knock.id == knock_id, Knock.status == KnockStatus.OPEN)
    return await session.scalar(found) is not None


async def give_chat(session: AsyncSession, participant_id: int, now: dt.datetime) -> None:
    """Give the person a chat that a knock tells of; nothing before they have come in at all."""
    anywhere = select(Account.id).where(Account.participant_id == participant_id).limit(1)
    if await session.scalar(anywhere) is not None:
        await ensure_web_account(session, participant_id, now)


async def _add(
    session: AsyncSession,
    participant_id: int,
    kind: KnockKind,
    address: str,
    now: dt.datetime,
    status: KnockStatus,
    code: str | None = None,
) -> Knock:
    row = Knock(
        participant_id=participant_id,
        kind=kind,
        address=address,
        address_digest=knock_digest(kind, address),
        status=status,
        preferred=False,
        code=code,
        tries=0,
        failures=0,
        since=now,
    )
    session.add(row)
    await session.flush()
    return row


async def _forget(session: AsyncSession, participant_id: int, *statuses: KnockStatus) -> None:
    await session.execute(
        delete(Knock).where(Knock.participant_id == participant_id, Knock.status.in_(statuses))
    )


async def _resume(
    session: AsyncSession, participant_id: int, calendar: LocalCalendar, now: dt.datetime
) -> None:
    """Plan anew for somebody who can be told from now on."""
    participant = await hold_without_name(session, participant_id)
    if participant.status is not EnrolmentStatus.ACTIVE:
        return
    await resume_when_reachable(session, participant, calendar, now)
    when = await participant_timing(session, participant, calendar)
    await change_agenda(session, participant, when, now, lambda one: tell_of_laid(one, now))
