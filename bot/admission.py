"""Admission: an invitation binds one account to one participant, once."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import SOURCE, closest
from bot.outcome import Arrival
from dialogs.conversation import Conversation
from dialogs.schedule import Calendar
from dialogs.welcome import Closed
from storage.conversations import open_conversations, store_new
from storage.invitations import check, use
from storage.models import Participant, SubProject
from storage.participants import Person, add_account, hold
from storage.replanning import settle_timing


async def admit(
    session: AsyncSession,
    arrival: Arrival,
    known: Person | None,
    now: dt.datetime,
    calendar: Calendar,
) -> Person | Closed:
    """Bind the arrival's address to the invited participant, or say why not.

    Somebody who opens their own invitation again simply goes on; somebody who takes part already
    and comes with a new phone is reminded again.
    """
    invitation = await check(session, arrival.code, now)
    if known is not None:
        another = not isinstance(invitation, Closed) and (
            invitation.participant_id != known.participant.id
        )
        return Closed.BOUND if another else known
    if isinstance(invitation, Closed):
        return invitation
    if not await use(session, invitation, now):
        return Closed.USED
    await hold(session, invitation.participant_id)
    account = await add_account(
        session, invitation.participant_id, arrival.channel, arrival.address, now
    )
    participant = await session.get_one(Participant, invitation.participant_id)
    sub_project = await session.get_one(SubProject, participant.sub_project_id)
    if participant.status == "invited" and not await open_conversations(session, participant.id):
        if arrival.language and participant.language == SOURCE:  # the coach chose no other
            participant.language = closest(arrival.language)
        welcome = Conversation("onboarding", {"language": participant.language})
        await store_new(session, participant.id, welcome, now)
    if participant.status == "active":
        await settle_timing(session, participant, calendar, now)
    return Person(participant, account, sub_project.name)
