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

SAME_PRESS = dt.timedelta(seconds=15)
"""Within this time the same name from the same coach is a button pressed twice."""


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
) -> tuple[Participant, str]:
    """Add a participant with an invitation; gives its code. A second press adds nobody."""
    await hold_sub_project(session, sub_project_id)
    newest = await newest_participant(session, coach_id)

    def is_pressed_twice(before: Participant) -> bool:
        is_same = (before.name, before.sub_project_id) == (name, sub_project_id)
        return is_same and now - before.created_at < SAME_PRESS

    if newest is not None and is_pressed_twice(newest):
        await hold_participant(session, newest.id)
        await session.refresh(newest)
        if is_pressed_twice(newest):  # nobody has erased them meanwhile
            return newest, await renew_invitation(session, newest, by, now)
    participant = await add_participant(
        session,
        coach_id=coach_id,
        sub_project_id=sub_project_id,
        name=name,
        language=language,
        now=now,
    )
    await log_action(session, Audit.INVITED, now, staff_id=by.id, participant_id=participant.id)
    code, _ = await invite(session, participant.id, now)
    return participant, code


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
