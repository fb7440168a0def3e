"""An invitation that was a mistake: worthless at once, and its participant taken back if unseen."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.enrolment import EnrolmentStatus
from storage.people.audit import Audit, log_action
from storage.people.erasure import delete_what_is_about
from storage.people.invitations import revoke_unused
from storage.tables.agenda import Occasion
from storage.tables.people import Account, Agreement, Participant, StoredConversation
from storage.tables.ratings import Rating

SHOWS_WITHIN = dt.timedelta(days=30)
"""A mistake is seen by then. Later it would take those who never answered out of the figures."""


def is_settled(participant: Participant, now: dt.datetime) -> bool:
    """Tell whether somebody has stood in the register for so long that they were no mistake."""
    return now - participant.created_at > SHOWS_WITHIN


async def can_be_taken_back(
    session: AsyncSession, participant: Participant, now: dt.datetime
) -> bool:
    """Tell whether nobody has come in by an invitation, and nothing has been said or rated.

    And they were enrolled lately: nobody raises a share by taking people out of it.
    """
    if participant.status is not EnrolmentStatus.INVITED or is_settled(participant, now):
        return False
    for table in (Account, Agreement, StoredConversation, Rating):
        theirs = select(table.id).where(table.participant_id == participant.id).limit(1)
        if await session.scalar(theirs) is not None:
            return False
    return True


async def withdraw_invitation(
    session: AsyncSession, participant: Participant, now: dt.datetime, *, staff_id: int
) -> bool:
    """Make unused invitations worthless; the caller holds the participant.

    Of somebody who has not come in nothing is kept but a line in the audit log: they never took
    part. Tells whether that is so.
    """
    await revoke_unused(session, participant.id, now)
    if not await can_be_taken_back(session, participant, now):
        return False
    await delete_what_is_about(session, participant.id)
    await session.execute(delete(Occasion).where(Occasion.participant_id == participant.id))
    await log_action(
        session, Audit.TAKEN_BACK, now, staff_id=staff_id, participant_id=participant.id
    )
    await session.delete(participant)
    await session.flush()
    return True
