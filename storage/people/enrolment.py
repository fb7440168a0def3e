"""Enrolment: a coach takes a new participant in, and the invitation that goes with it."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.people.access import revoke_access
from storage.people.audit import Audit, log_action
from storage.people.invitations import invite
from storage.people.participants import add_participant, hold_participant
from storage.people.sub_projects import hold_sub_project
from storage.tables.people import Participant, Staff


async def newest_participant(session: AsyncSession, coach_id: int) -> Participant | None:
    """Find the participant whom a coach took in last."""
    newest = await session.scalar(
        select(func.max(Participant.id)).where(Participant.coach_id == coach_id)
    )
    return await session.get(Participant, newest) if newest else None


async def take_in(
    session: AsyncSession,
    *,
    by: Staff,
    coach_id: int,
    sub_project_id: int,
    name: str,
    language: str,
    now: dt.datetime,
    form_id: str | None = None,
    protected: bool = False,
) -> tuple[Participant, str]:
    """Add a participant with an invitation; gives its code.

    Of somebody whose identity is ``protected`` no name is kept.
    ``form_id`` names the form that was filled in: sent twice it adds nobody. Two people of one name
    have a form each.
    """
    await hold_sub_project(session, sub_project_id)
    if form_id and (same := await _taken_in_by(session, by.id, form_id)) is not None:
        return same, await renew_invitation(session, same, by, now)
    participant = await add_participant(
        session,
        coach_id=coach_id,
        sub_project_id=sub_project_id,
        name="" if protected else name,
        language=language,
        now=now,
    )
    participant.protected = protected
    participant.form_id = f"{by.id} {form_id}" if form_id else None
    await log_action(session, Audit.INVITED, now, staff_id=by.id, participant_id=participant.id)
    code, _ = await invite(session, participant.id, now)
    return participant, code


async def _taken_in_by(session: AsyncSession, staff_id: int, form_id: str) -> Participant | None:
    """Find whom a form has added already, and hold them; None where nobody, or they are erased."""
    by_form = select(Participant.id).where(Participant.form_id == f"{staff_id} {form_id}")
    found = await session.scalar(by_form)
    if found is None:
        return None
    await hold_participant(session, found)
    still = await session.scalar(by_form)  # nobody has erased them meanwhile
    return await session.get_one(Participant, still, populate_existing=True) if still else None


async def renew_invitation(
    session: AsyncSession, participant: Participant, by: Staff, now: dt.datetime
) -> str:
    """Close every way in that stands open, and give the code of a new invitation.

    Whoever calls holds the participant, and has looked at them after that.
    """
    await revoke_access(session, participant.id, now)
    await log_action(
        session, Audit.INVITATION_RENEWED, now, staff_id=by.id, participant_id=participant.id
    )
    code, _ = await invite(session, participant.id, now)
    return code
