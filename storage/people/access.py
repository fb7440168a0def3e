"""Access: whose participant it is, and every look noted.

Nobody else selects a participant for staff (tests/test_access.py).
"""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.people.audit import Audit, log_action
from storage.people.invitations import revoke_unused
from storage.people.participants import hold_participant
from storage.tables.people import Account, Participant, Staff


async def access_participant(
    session: AsyncSession, by: Staff, pseudonym: str, now: dt.datetime, action: Audit
) -> Participant | None:
    """Find a participant of this coach's, and log it; anybody else's is logged as turned away."""
    found = await session.scalar(select(Participant).where(Participant.pseudonym == pseudonym))
    return await _check_access(session, by, found, now, action)


async def _check_access(
    session: AsyncSession, by: Staff, found: Participant | None, now: dt.datetime, action: Audit
) -> Participant | None:
    """Give a participant if they are this coach's, and log it either way."""
    own = found is not None and _is_own(by, found)
    await log_action(
        session,
        action,
        now,
        staff_id=by.id,
        participant_id=found.id if found else None,
        allowed=own,
    )
    return found if own else None


def _is_own(by: Staff, participant: Participant) -> bool:
    is_coach = participant.coach_id == by.id and StaffRole.COACH in by.roles
    return is_coach and participant.status != EnrolmentStatus.ERASED


async def access_and_hold(
    session: AsyncSession, by: Staff, pseudonym: str, now: dt.datetime, action: Audit
) -> Participant | None:
    """Find one to change something about: as ``access_participant``, and held until the end."""
    found = await access_participant(session, by, pseudonym, now, action)
    return await _hold_own(session, by, found)


async def access_and_hold_by_id(
    session: AsyncSession, by: Staff, participant_id: int, now: dt.datetime, action: Audit
) -> Participant | None:
    """Find one whom a button of ours names: as ``access_and_hold``."""
    found = await session.get(Participant, participant_id)
    return await _hold_own(session, by, await _check_access(session, by, found, now, action))


async def _hold_own(
    session: AsyncSession, by: Staff, found: Participant | None
) -> Participant | None:
    if found is None:
        return None
    await hold_participant(session, found.id)
    await session.refresh(found)
    return found if _is_own(by, found) else None  # erased, or another's, since the look


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
