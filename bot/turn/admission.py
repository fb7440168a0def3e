"""Admission: an invitation binds one account to one participant, once."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.spoken import SOURCE_LANGUAGE, closest_language
from bot.turn.arrival import Arrival
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.conversation import Conversation
from dialogs.labels.refusals import Refusal
from dialogs.people.enrolment import EnrolmentStatus
from storage.knocks.knocks import give_chat, known_knock
from storage.occasions.replanning import resume_when_reachable
from storage.people.invitations import invited_participant, use_invitation
from storage.people.participants import Person, add_account, can_knock
from storage.tables.people import Participant, SubProject
from storage.talk.conversations import open_conversations, store_new_conversation


async def admit(
    session: AsyncSession,
    arrival: Arrival,
    known: Person | None,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> Person | Refusal:
    """Bind the arrival's address to the invited participant, or say why not.

    Somebody who opens their own invitation again simply goes on; somebody who takes part already
    and comes with a new phone is reminded again.
    """
    if known is not None:
        invited = await invited_participant(session, arrival.code)
        if invited is None:
            return Refusal.NOT_NEEDED
        return known if invited.id == known.participant.id else Refusal.BOUND
    invitation = await use_invitation(session, arrival.code, now)
    if isinstance(invitation, Refusal):
        return invitation
    account = await add_account(
        session, invitation.participant_id, arrival.channel, arrival.address, now
    )
    if await known_knock(session, invitation.participant_id):  # a coach has entered it before
        await give_chat(session, invitation.participant_id, now)
    knocks = await can_knock(session, invitation.participant_id)
    participant = await session.get_one(Participant, invitation.participant_id)
    sub_project = await session.get_one(SubProject, participant.sub_project_id)
    if participant.status == EnrolmentStatus.INVITED and not await open_conversations(
        session, participant.id
    ):
        if arrival.language and participant.language == SOURCE_LANGUAGE:  # the coach chose no other
            participant.language = closest_language(arrival.language)
        welcome = Conversation("onboarding", {"language": participant.language, "knocks": knocks})
        await store_new_conversation(session, participant.id, welcome, now)
    if participant.status == EnrolmentStatus.ACTIVE:
        await resume_when_reachable(session, participant, calendar, now)
    return Person(participant, account, sub_project.name, knocks)
