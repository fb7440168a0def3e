"""Everything that is stored about one participant, for the participant's own eyes."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.coaching.tables import CoachNote, CoachView
from storage.database.encryption import readable
from storage.needs.tables import Call
from storage.reviews.tables import Review
from storage.shared_plan.tables import EarlierStep, StoredGoal
from storage.sight.tables import CoachChange
from storage.tables.agenda import FollowUp, Meeting, Occasion, Reminder, Step
from storage.tables.channels import Outgoing
from storage.tables.knocks import Knock
from storage.tables.people import (
    Account,
    Agreement,
    AuditEntry,
    Invitation,
    Participant,
    Staff,
    StoredConversation,
    SubProject,
)
from storage.tables.ratings import Rating, StoredAnswer, Wording
from storage.tables.words import CoachWords, MeetingSound, SpokenWords

Row = TypeVar(
    "Row",
    Account,
    Agreement,
    AuditEntry,
    CoachNote,
    CoachView,
    Call,
    CoachWords,
    EarlierStep,
    FollowUp,
    Invitation,
    Knock,
    Meeting,
    MeetingSound,
    Occasion,
    Outgoing,
    Rating,
    Reminder,
    Review,
    SpokenWords,
    Step,
    StoredConversation,
    StoredGoal,
)


@dataclass(frozen=True)
class PersonalData:
    """All rows about one participant, oldest first. Times are UTC."""

    participant: Participant
    coach: str
    sub_project: str
    accounts: Sequence[Account]
    knocks: Sequence[Knock]
    invitations: Sequence[Invitation]
    agreements: Sequence[Agreement]
    ratings: Sequence[tuple[Rating, Sequence[tuple[StoredAnswer, Wording]]]]
    occasions: Sequence[Occasion]
    reminders: Sequence[Reminder]
    meetings: Sequence[Meeting]
    meeting_sounds: Sequence[MeetingSound]
    """Without their sounds."""
    goals: Sequence[StoredGoal]
    """Every wording of each goal."""
    steps: Sequence[Step]
    earlier_steps: Sequence[EarlierStep]
    views: Sequence[CoachView]
    """How the coach has seen it, also what was corrected since."""
    notes: Sequence[CoachNote]
    """The coach's own, for whoever asks to see them: they never come into a chat by themselves."""
    words: Sequence[CoachWords]
    spoken: Sequence[SpokenWords]
    """Without their sounds, and with those that are gone and count for their day."""
    conversations: Sequence[StoredConversation]
    messages: Sequence[Outgoing]
    readings: Sequence[AuditEntry]
    staff: Mapping[int, str]
    """Who did what ``readings`` say, by id; none whose name cannot be read."""
    calls: Sequence[Call] = ()
    """When a coach has called them."""
    follow_ups: Sequence[FollowUp] = ()
    """When they are asked how it goes after the exit, and what they have answered."""
    reviews: Sequence[Review] = ()
    """What was decided with them when a period ended, also what was withdrawn."""
    coaches: Sequence[tuple[str, dt.datetime]] = ()
    """Who became their coach later on, and when."""


async def _names(session: AsyncSession, ids: Collection[int]) -> Mapping[int, str]:
    found = await session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    return {number: readable(name) for number, name in found}


async def personal_data(session: AsyncSession, participant_id: int) -> PersonalData:
    """Collect it all; raises NoResultFound for an unknown participant."""

    async def rows(table: type[Row]) -> Sequence[Row]:
        found = await session.scalars(
            select(table).where(table.participant_id == participant_id).order_by(table.id)
        )
        return found.all()

    participant = await session.get_one(Participant, participant_id)
    coach = await session.get_one(Staff, participant.coach_id)
    sub_project = await session.get_one(SubProject, participant.sub_project_id)
    ratings = await rows(Rating)
    answers = await session.execute(
        select(StoredAnswer, Wording)
        .join(Wording, Wording.digest == StoredAnswer.wording)
        .where(StoredAnswer.rating_id.in_([rating.id for rating in ratings]))
        .order_by(StoredAnswer.id)
    )
    pairs = [(answer, wording) for answer, wording in answers]
    return PersonalData(
        participant,
        coach.name,
        sub_project.name,
        accounts=await rows(Account),
        knocks=await rows(Knock),
        invitations=await rows(Invitation),
        agreements=await rows(Agreement),
        ratings=[(of, [pair for pair in pairs if pair[0].rating_id == of.id]) for of in ratings],
        occasions=await rows(Occasion),
        reminders=await rows(Reminder),
        meetings=await rows(Meeting),
        meeting_sounds=await rows(MeetingSound),
        goals=await rows(StoredGoal),
        steps=await rows(Step),
        earlier_steps=await rows(EarlierStep),
        views=await rows(CoachView),
        notes=await rows(CoachNote),
        words=await rows(CoachWords),
        spoken=await rows(SpokenWords),
        conversations=await rows(StoredConversation),
        messages=await rows(Outgoing),
        readings=(readings := await rows(AuditEntry)),
        staff=await _names(session, {one.staff_id for one in readings if one.staff_id}),
        calls=await rows(Call),
        follow_ups=await rows(FollowUp),
        reviews=await rows(Review),
        coaches=[
            (name, at)
            for name, at in await session.execute(
                select(Staff.name, CoachChange.at)
                .join(CoachChange, CoachChange.to_id == Staff.id)
                .where(CoachChange.participant_id == participant_id)
                .order_by(CoachChange.id)
            )
        ],
    )
