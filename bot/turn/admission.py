"""Admission: an invitation binds one account to one participant, once."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.catalog import SOURCE, closest
from bot.turn.arrival import Arrival
from dialogs.agenda.writing_hours import Calendar
from dialogs.engine.conversation import Conversation
from dialogs.talks.welcome import Closed
from storage.occasions.replanning import settle_timing
from storage.people.invitations import check, use
from storage.people.participants import Person, add_account, hold
from storage.tables.people import Participant, SubProject
from storage.talk.conversations import open_conversations, store_new


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
