"""Contact: whether somebody can be written to, as it is stored."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.obstacle import Contact
from storage.tables.people import Account, Participant


async def participant_contact(
    session: AsyncSession, participant: Participant, now: dt.datetime
) -> Contact:
    """Read what decides whether a participant can be written to at ``now`` (UTC)."""
    found = select(Account.status).where(Account.participant_id == participant.id)
    accounts = (await session.scalars(found)).all()
    resting = participant.quiet_until
    return Contact(
        takes_part=participant.status == "active",
        stopped=participant.stopped,
        has_account=bool(accounts),
        is_reachable="open" in accounts,
        is_resting=resting is not None and resting > now,
    )
