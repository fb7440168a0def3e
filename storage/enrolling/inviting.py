"""Invitations of one coach's own: how far each has come, and many made at once."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import AccountStatus
from dialogs.people.enrolment import IN_CASELOAD, EnrolmentStatus
from dialogs.people.invitation_state import (
    CAN_BE_INVITED,
    InvitationState,
    NewestInvitation,
    invitation_state,
)
from storage.agreements.agreements import answer_of
from storage.people.audit import Audit, log_action
from storage.people.invitations import invite, revoke_unused
from storage.people.participants import hold_participant
from storage.tables.people import Account, Invitation, Participant, Staff


@dataclass(frozen=True)
class Invited:
    """One participant and how far their invitation has come."""

    participant_id: int
    pseudonym: str
    name: str | None
    protected: bool
    language: str
    state: InvitationState
    newest: NewestInvitation


@dataclass(frozen=True)
class MadeInvitation:
    """An invitation with its code, which is given here and never again. ``expires_at`` is UTC."""

    participant_id: int
    pseudonym: str
    language: str
    protected: bool
    code: str
    expires_at: dt.datetime


_NEWEST = (
    select(Invitation.participant_id, func.max(Invitation.id).label("id"))
    .group_by(Invitation.participant_id)
    .subquery()
)
_REACHED = exists().where(
    Account.participant_id == Participant.id, Account.status != AccountStatus.REVOKED
)


async def invited_people(session: AsyncSession, coach_id: int, now: dt.datetime) -> list[Invited]:
    """List a coach's own participants, those who need the coach first."""
    found = await session.execute(
        select(
            Participant.id,
            Participant.pseudonym,
            Participant.name,
            Participant.protected,
            Participant.language,
            Participant.status,
            _REACHED,
            answer_of(Participant.id),
            Invitation.created_at,
            Invitation.expires_at,
            Invitation.used_at,
            Invitation.revoked_at,
        )
        .outerjoin(_NEWEST, _NEWEST.c.participant_id == Participant.id)
        .outerjoin(Invitation, Invitation.id == _NEWEST.c.id)
        .where(Participant.coach_id == coach_id, Participant.status.in_(IN_CASELOAD))
        .order_by(Participant.id)
    )
    people = []
    for key, who, name, protected, language, status, reached, agreed, *times in found:
        newest = NewestInvitation(*times)
        said = True if status is EnrolmentStatus.ACTIVE else agreed
        state = invitation_state(newest, now, reached=bool(reached), agreed=said)
        people.append(Invited(key, who, name, protected, language, state, newest))
    order = list(InvitationState)
    return sorted(people, key=lambda one: order.index(one.state))


async def invite_unreached(
    session: AsyncSession,
    chosen: Collection[int],
    *,
    by: Staff,
    coach_id: int,
    since: dt.datetime | None,
    now: dt.datetime,
) -> list[MadeInvitation]:
    """Invite those chosen of a coach's own whom nobody reaches yet; older invitations end.

    Whoever was invited after ``since`` is left out: a page sent twice ends no code that was
    printed.
    """
    whose = [
        one for one in await invited_people(session, coach_id, now) if one.participant_id in chosen
    ]
    made = []
    for one in sorted(whose, key=lambda one: one.participant_id):
        await hold_participant(session, one.participant_id)
    held = {one.participant_id: one for one in await invited_people(session, coach_id, now)}
    for one in sorted(whose, key=lambda one: one.participant_id):
        now_is = held.get(one.participant_id)
        if now_is is None or now_is.state not in CAN_BE_INVITED:
            continue
        before = now_is.newest.made_at
        if since is not None and before is not None and before >= since:
            continue
        await revoke_unused(session, one.participant_id, now)
        code, invitation = await invite(session, one.participant_id, now)
        deed = Audit.INVITED if before is None else Audit.INVITATION_RENEWED
        await log_action(session, deed, now, staff_id=by.id, participant_id=one.participant_id)
        made.append(
            MadeInvitation(
                one.participant_id,
                one.pseudonym,
                one.language,
                now_is.protected,
                code,
                invitation.expires_at,
            )
        )
    return made
