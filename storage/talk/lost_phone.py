"""A lost phone: one way in of a participant is shut, and what waits for it is given up."""

import datetime as dt

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import AccountStatus
from storage.database.database import change_rows
from storage.tables.people import Account, Participant
from storage.talk.outbox import give_up_messages


async def cut_off_account(
    session: AsyncSession, participant: Participant, account_id: int, now: dt.datetime
) -> bool:
    """Shut one way in of a participant who is held: a phone is lost, or somebody else has it.

    What waits to be sent there is not sent. False where it is not theirs, or shut already.
    """
    cut = (
        update(Account)
        .where(
            Account.id == account_id,
            Account.participant_id == participant.id,
            Account.status != AccountStatus.REVOKED,
        )
        .values(status=AccountStatus.REVOKED)
    )
    if await change_rows(session, cut) != 1:
        return False
    await give_up_messages(session, account_id, now)
    return True
