"""Erasure: everything about a participant goes, except that there was one.

What stays is what figures count, and nothing narrower than a month:

- That somebody of this coach's was invited, and enrolled if they were; why they left, if that
  is known.
- Of the ratings that had fallen due by then, which they were and whether they were done.

So they are counted once as enrolled, and completeness is what it was: what was due up to the
erasure is due, what was done is done, and nothing falls due after it.
"""

import datetime as dt

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.plan import PartOfDay
from dialogs.occasions.occasion import DONE, OccasionKind, OccasionStatus, Reason
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.particulars import Sex
from storage.coaching.tables import CoachNote, CoachView
from storage.needs.tables import Call, DigestLine, StoredNeedMark
from storage.people.audit import Audit, log_action
from storage.reviews.tables import Review
from storage.shared_plan.tables import EarlierStep, StoredGoal
from storage.sight.tables import CoachChange, HelperSeat, RequestedParticipant
from storage.tables.agenda import FollowUp, Meeting, Occasion, Reminder, Step
from storage.tables.channels import Outgoing
from storage.tables.knocks import Knock
from storage.tables.people import Account, Agreement, Invitation, Participant, StoredConversation
from storage.tables.ratings import Rating, StoredAnswer
from storage.tables.words import CoachWords, MeetingSound, SpokenWords


async def erase_participant(session: AsyncSession, participant_id: int, now: dt.datetime) -> None:
    """Erase answers, comments, conversations, plans, identity and every way to reach the person.

    The row stays as *erased*, without a name and with a neutral pseudonym, so that counts and
    the audit log still fit together. The caller holds it.
    """
    await _keep_what_was_due(session, participant_id, now.date())
    since = await session.execute(
        select(Participant.created_at, Participant.enrolled_at).where(
            Participant.id == participant_id
        )
    )
    created_at, enrolled_at = since.one()
    await delete_what_is_about(session, participant_id)
    await session.execute(
        update(Participant)
        .where(Participant.id == participant_id)
        .values(
            name=None,
            pseudonym=f"erased-{participant_id}",
            status=EnrolmentStatus.ERASED,
            language="sv",
            created_at=_month_of(created_at),
            enrolled_at=_month_of(enrolled_at) if enrolled_at else None,
            erased_on=now.date(),
            hour=PartOfDay.MORNING,
            zone=None,
            quiet_until=None,
            stopped=False,
            written_on=None,
            protected=False,
            heard_first=False,
            form_id=None,
            sex=Sex.OTHER,
            birth_year=None,
            referrer=None,
            phone=None,
            exit_on=None,
            snoozed_until=None,
        )
    )
    await log_action(session, Audit.ERASED, now, participant_id=participant_id)


async def delete_what_is_about(session: AsyncSession, participant_id: int) -> None:
    """Delete every row that refers to a participant but their occasions; the audit log stays."""
    theirs = select(Rating.id).where(Rating.participant_id == participant_id)
    await session.execute(delete(StoredAnswer).where(StoredAnswer.rating_id.in_(theirs)))
    await session.execute(delete(Outgoing).where(Outgoing.participant_id == participant_id))
    for table in (  # what stands for a rating before the ratings themselves
        EarlierStep,
        Step,
        StoredGoal,
        CoachNote,
        CoachView,
        Reminder,
        MeetingSound,
        Meeting,
        HelperSeat,
        Rating,
        StoredConversation,
        Agreement,
        Invitation,
        CoachWords,
        SpokenWords,
        Knock,
        Account,
        RequestedParticipant,
        CoachChange,
        StoredNeedMark,
        Call,
        Review,
        FollowUp,
        DigestLine,
    ):
        await session.execute(delete(table).where(table.participant_id == participant_id))


async def _keep_what_was_due(session: AsyncSession, participant_id: int, day: dt.date) -> None:
    """Keep of the occasions those that figures count, each with its month and its end alone."""
    theirs = Occasion.participant_id == participant_id
    await session.execute(
        delete(Occasion).where(
            theirs, or_(Occasion.due_on > day, Occasion.kind == OccasionKind.EXTRA)
        )
    )
    rows = await session.scalars(select(Occasion).where(theirs))
    for row in rows:
        done = row.status in DONE
        row.opens_on = row.due_on = row.closes_on = row.due_on.replace(day=1)
        row.closes_at = _month_of(row.closes_at)
        row.status = OccasionStatus.DONE if done else OccasionStatus.MISSED
        row.reason = None if done else Reason.ENDED
        row.rating_id, row.asked, row.silent = None, 0, 0
        row.streak_on = row.settled_at = None
    await session.flush()


def _month_of(at: dt.datetime) -> dt.datetime:
    """Give the first moment of a month (UTC)."""
    return at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
