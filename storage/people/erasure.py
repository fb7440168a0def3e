"""Erasure: everything about a participant goes, except that there was one."""

import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.plan import PartOfDay
from dialogs.people.enrolment import EnrolmentStatus
from storage.people.audit import Audit, log_action
from storage.tables.agenda import Meeting, Occasion, Reminder, Step
from storage.tables.channels import Outgoing
from storage.tables.knocks import Knock
from storage.tables.people import Account, Agreement, Invitation, Participant, StoredConversation
from storage.tables.ratings import Rating, StoredAnswer
from storage.tables.words import CoachWords, MeetingSound, SpokenWords


async def erase_participant(session: AsyncSession, participant_id: int, now: dt.datetime) -> None:
    """Erase answers, comments, conversations, plans, identity and every way to reach the person.

    The row stays as *erased*, without a name and with a neutral pseudonym, so that counts and
    the audit log still fit together.
    """
    theirs = select(Rating.id).where(Rating.participant_id == participant_id)
    await session.execute(delete(StoredAnswer).where(StoredAnswer.rating_id.in_(theirs)))
    await session.execute(delete(Outgoing).where(Outgoing.participant_id == participant_id))
    for table in (  # what stands for a rating before the ratings themselves
        Step,
        Reminder,
        Occasion,
        MeetingSound,
        Meeting,
        Rating,
        StoredConversation,
        Agreement,
        Invitation,
        CoachWords,
        SpokenWords,
        Knock,
        Account,
    ):
        await session.execute(delete(table).where(table.participant_id == participant_id))
    await session.execute(
        update(Participant)
        .where(Participant.id == participant_id)
        .values(
            name=None,
            pseudonym=f"erased-{participant_id}",
            status=EnrolmentStatus.ERASED,
            language="sv",
            enrolled_at=None,
            hour=PartOfDay.MORNING,
            zone=None,
            quiet_until=None,
            stopped=False,
            written_on=None,
            protected=False,
            heard_first=False,
            form_id=None,
            exit_on=None,
            exit_reason=None,
            snoozed_until=None,
        )
    )
    await log_action(session, Audit.ERASED, now, participant_id=participant_id)
