"""The case file: what a coach's page about one participant shows, in a handful of queries."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from dialogs.agenda.plan import Plan
from dialogs.people.accounts import AccountStatus, Channel
from storage.coaching.tables import CoachView
from storage.coaching.views import coach_views
from storage.database.encryption import readable
from storage.knocks.knocks import known_knock
from storage.needs.calls import calls_to
from storage.needs.tables import Call
from storage.occasions.agenda_rows import participant_occasions
from storage.people.audit import Audit
from storage.ratings.given import given_ratings
from storage.reminders.queue import messages_to
from storage.shared_plan.changes import earlier_steps
from storage.shared_plan.goals import goal_wordings
from storage.shared_plan.tables import EarlierStep, StoredGoal
from storage.sight.tables import CoachChange
from storage.steps.steps import participant_steps
from storage.tables.agenda import Meeting, Occasion, Reminder, Step
from storage.tables.knocks import Knock
from storage.tables.people import Account, Agreement, AuditEntry, Participant, Staff, SubProject
from storage.tables.ratings import Rating, StoredAnswer, Wording
from storage.tables.words import CoachWords
from storage.talk.coach_words import passed_on_words


@dataclass(frozen=True)
class AgreementAnswer:
    """What a participant said to the agreement: the newest yes, else the newest no."""

    version: str
    language: str
    agreed: bool
    answered_at: dt.datetime


@dataclass(frozen=True)
class AccountFacts:
    """One way a participant is reached, without its address."""

    id: int
    channel: Channel
    status: AccountStatus
    created_at: dt.datetime


@dataclass(frozen=True)
class MeetingReply:
    """What a participant has answered about a meeting: *coming* or *cannot*."""

    starts_at: dt.datetime
    answer: str
    answered_at: dt.datetime


@dataclass(frozen=True)
class HandedOver:
    """That the participant got another coach; of earlier changes the names are not known: ""."""

    at: dt.datetime
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Casefile:
    """One participant's ratings, oldest first, with what stands around them. Times are UTC."""

    participant: Participant
    sub_project: str
    plan: Plan
    seen_at: dt.datetime | None
    """When this coach last opened the page before ``casefile``'s ``before``."""
    ratings: Sequence[Rating]
    answers: Mapping[int, Mapping[str, StoredAnswer]]
    """By rating, then by item."""
    wordings: Mapping[str, Wording]
    agreement: AgreementAnswer | None
    accounts: Sequence[AccountFacts]
    occasions: Sequence[Occasion]
    """In the order they fall due."""
    messages: Sequence[Reminder]
    """What we wrote, or are to write, of our own accord; by time."""
    steps: Sequence[Step]
    """Small steps, oldest first."""
    meetings: Sequence[MeetingReply]
    """Answers about meetings as they were booked last."""
    words: Sequence[CoachWords]
    """What the participant has let the coach read, outside of any question."""
    handed_over: Sequence[HandedOver] = ()
    """When the participant got another coach, oldest first."""
    views: Sequence[CoachView] = ()
    """How coaches have seen it, oldest first, also what was corrected since."""
    goals: Sequence[StoredGoal] = ()
    """Every wording of each goal, oldest first."""
    earlier_steps: Mapping[int, Sequence[EarlierStep]] = field(default_factory=dict)
    """How steps were before they were changed, by step."""
    knock: Knock | None = None
    """What tells them of what lies in the web chat, or did until it was gone."""
    calls: Sequence[Call] = ()
    """When a coach has called them, oldest first."""


async def casefile(
    session: AsyncSession,
    participant: Participant,
    before: dt.datetime,
    reader_id: int | None = None,
) -> Casefile:
    """Collect what the page shows to a reader, the coach if nobody else is named.

    ``before`` says which earlier visit of theirs counts as the last one.
    """
    given = await given_ratings(session, participant.id)
    reader = participant.coach_id if reader_id is None else reader_id
    sub_project, plan, seen_at = await _sub_project_and_last_visit(
        session, participant, before, reader
    )
    return Casefile(
        participant,
        sub_project,
        plan,
        seen_at,
        given.ratings,
        given.answers,
        given.wordings,
        await _newest_agreement(session, participant),
        await _account_facts(session, participant),
        await participant_occasions(session, participant.id),
        await messages_to(session, participant.id),
        await participant_steps(session, participant.id),
        await _meeting_replies(session, participant),
        await passed_on_words(session, participant.id),
        await _hand_overs(session, participant),
        knock=await known_knock(session, participant.id),
        views=await coach_views(session, participant.id),
        goals=await goal_wordings(session, participant.id),
        earlier_steps=await earlier_steps(session, participant.id),
        calls=await calls_to(session, participant.id),
    )


async def _sub_project_and_last_visit(
    session: AsyncSession, participant: Participant, before: dt.datetime, reader: int
) -> tuple[str, Plan, dt.datetime | None]:
    seen = select(func.max(AuditEntry.at)).where(
        AuditEntry.participant_id == participant.id,
        AuditEntry.staff_id == reader,
        AuditEntry.action == Audit.PARTICIPANT_OPENED,
        AuditEntry.allowed.is_(True),
        AuditEntry.at < before,
    )
    found = await session.execute(
        select(SubProject.name, SubProject.plan, seen.scalar_subquery()).where(
            SubProject.id == participant.sub_project_id
        )
    )
    name, plan, seen_at = found.one()
    return name, Plan.from_json(plan), seen_at


async def _hand_overs(session: AsyncSession, participant: Participant) -> Sequence[HandedOver]:
    before, after = aliased(Staff), aliased(Staff)
    changes = await session.execute(
        select(CoachChange.at, before.name, after.name)
        .join(before, before.id == CoachChange.from_id)
        .join(after, after.id == CoachChange.to_id)
        .where(CoachChange.participant_id == participant.id)
        .order_by(CoachChange.id)
    )
    known = [HandedOver(at, readable(was), readable(now)) for at, was, now in changes]
    logged = await session.scalars(
        select(AuditEntry.at).where(
            AuditEntry.participant_id == participant.id,
            AuditEntry.action == Audit.HANDED_OVER,
            AuditEntry.allowed.is_(True),
        )
    )
    times = {one.at for one in known}
    older = [HandedOver(at) for at in logged if at not in times]  # from before names were kept
    return sorted((*older, *known), key=lambda one: one.at)


async def _newest_agreement(
    session: AsyncSession, participant: Participant
) -> AgreementAnswer | None:
    found = await session.execute(
        select(Agreement.version, Agreement.language, Agreement.agreed, Agreement.answered_at)
        .where(Agreement.participant_id == participant.id)
        .order_by(Agreement.agreed.desc(), Agreement.id.desc())
        .limit(1)
    )
    row = found.one_or_none()
    return AgreementAnswer(*row) if row else None


async def _account_facts(session: AsyncSession, participant: Participant) -> Sequence[AccountFacts]:
    found = await session.execute(
        select(Account.id, Account.channel, Account.status, Account.created_at)
        .where(Account.participant_id == participant.id)
        .order_by(Account.id)
    )
    return [AccountFacts(*row) for row in found]


async def _meeting_replies(
    session: AsyncSession, participant: Participant
) -> Sequence[MeetingReply]:
    found = await session.execute(
        select(Meeting.starts_at, Meeting.answer, Meeting.answered_at).where(
            Meeting.participant_id == participant.id,
            Meeting.answer.is_not(None),
        )
    )
    return [MeetingReply(at, said, when) for at, said, when in found if said and when]
