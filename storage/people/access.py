"""Access: whom a coach may see (``storage.sight``), and every look noted.

Nobody else selects a participant for staff (tests/test_access.py).
"""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.staff import StaffRole
from storage.people.audit import Audit, log_action
from storage.people.invitations import revoke_unused
from storage.people.participants import hold_participant
from storage.sight.seen import may_see
from storage.tables.people import Account, Participant, Staff


async def access_participant(
    session: AsyncSession,
    by: Staff,
    pseudonym: str,
    now: dt.datetime,
    action: Audit,
    *,
    own_only: bool = False,
) -> Participant | None:
    """Find a participant whom this coach may see, and log it; else it is logged as turned away.

    ``own_only``: what no substitute may do.
    """
    found = await session.scalar(select(Participant).where(Participant.pseudonym == pseudonym))
    return await _check_access(session, by, found, now, action, own_only=own_only)


async def seen_participant(
    session: AsyncSession, by: Staff, pseudonym: str, now: dt.datetime
) -> Participant | None:
    """Find a participant whom this coach may see, before anything is done that costs much.

    It is no look: whoever goes on to one is let in and logged by ``access_participant``.
    """
    found = await session.scalar(select(Participant).where(Participant.pseudonym == pseudonym))
    return found if found is not None and await _is_seen(session, by, found, now) else None


async def _check_access(
    session: AsyncSession,
    by: Staff,
    found: Participant | None,
    now: dt.datetime,
    action: Audit,
    *,
    own_only: bool = False,
) -> Participant | None:
    """Give a participant if this coach may see them, and log it either way.

    What a substitute does is logged with the coach whom they stand in for.
    """
    stands_in = found is not None and found.coach_id != by.id
    seen = (
        found is not None
        and not (own_only and stands_in)
        and await _is_seen(session, by, found, now)
    )
    await log_action(
        session,
        action,
        now,
        staff_id=by.id,
        participant_id=found.id if found else None,
        about_staff_id=found.coach_id if found is not None and seen and stands_in else None,
        allowed=seen,
    )
    return found if seen else None


async def _is_seen(
    session: AsyncSession, by: Staff, participant: Participant, now: dt.datetime
) -> bool:
    return StaffRole.COACH in by.roles and await may_see(session, by.id, participant.id, now)


async def access_and_hold(
    session: AsyncSession,
    by: Staff,
    pseudonym: str,
    now: dt.datetime,
    action: Audit,
    *,
    own_only: bool = False,
) -> Participant | None:
    """Find one to change something about: as ``access_participant``, and held until the end."""
    found = await access_participant(session, by, pseudonym, now, action, own_only=own_only)
    held = await _hold_seen(session, by, found, now)
    return None if held is not None and own_only and held.coach_id != by.id else held


async def access_and_hold_by_id(
    session: AsyncSession, by: Staff, participant_id: int, now: dt.datetime, action: Audit
) -> Participant | None:
    """Find one whom a button of ours names: as ``access_and_hold``."""
    found = await session.get(Participant, participant_id)
    seen = await _check_access(session, by, found, now, action)
    return await _hold_seen(session, by, seen, now)


async def _hold_seen(
    session: AsyncSession, by: Staff, found: Participant | None, now: dt.datetime
) -> Participant | None:
    if found is None:
        return None
    await hold_participant(session, found.id)
    await session.refresh(found)
    return (
        found if await _is_seen(session, by, found, now) else None
    )  # erased, or another's, since the look


async def handed_over_participant(session: AsyncSession, participant_id: int) -> Participant:
    """Give whom an invitation is for, to whoever has just made it, also for another's caseload."""
    return await session.get_one(Participant, participant_id)


async def revoke_access(session: AsyncSession, participant_id: int, now: dt.datetime) -> None:
    """Make unused invitations and every personal web link of a participant worthless."""
    await hold_participant(session, participant_id)
    await revoke_unused(session, participant_id, now)
    await session.execute(
        update(Account)
        .where(Account.participant_id == participant_id, Account.channel == Channel.WEB)
        .values(status=AccountStatus.REVOKED)
    )
