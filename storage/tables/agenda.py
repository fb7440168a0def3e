"""The tables of the agenda: what is to happen with a participant, and when. Times are UTC."""

import datetime as dt
import secrets
from functools import partial
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    type_coerce,
)
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.agenda.answers import Doer, MeetingAnswer, StepOutcome
from dialogs.agenda.attendance import Attendance
from dialogs.agenda.meeting_kinds import WITH_PARTICIPANT, MeetingKind, Party
from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.follow_up.follow_up import HowItGoes
from dialogs.occasions.occasion import OccasionKind, OccasionStatus
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind
from storage.database.base import Base, MembersOf
from storage.database.encryption import Sealed


class Occasion(Base):
    """One time at which a participant is to rate themselves. Days are local and inclusive.

    ``number`` is months since enrolment for regular ones. ``asked``, ``silent`` and ``streak_on``
    are those of ``dialogs.occasions.asking.Asking``. ``reason`` is a ``Reason``: why it was missed,
    or how it was done.
    """

    __tablename__ = "occasions"
    __table_args__ = (
        UniqueConstraint("participant_id", "kind", "number"),
        Index("ix_occasions_status_closes_at", "status", "closes_at"),
        # Completeness is counted from it alone.
        Index("ix_occasions_counted", "participant_id", "kind", "due_on", "status", "reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    kind: Mapped[OccasionKind]
    number: Mapped[int] = mapped_column(SmallInteger)
    opens_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    closes_on: Mapped[dt.date]
    closes_at: Mapped[dt.datetime]
    """When the last day of the window has ended where the participant is."""
    status: Mapped[OccasionStatus] = mapped_column(default=OccasionStatus.PLANNED)
    reason: Mapped[str | None] = mapped_column(String(20))
    rating_id: Mapped[int | None] = mapped_column(ForeignKey("ratings.id"), index=True)
    asked: Mapped[int] = mapped_column(SmallInteger, default=0)
    silent: Mapped[int] = mapped_column(SmallInteger, default=0)
    streak_on: Mapped[dt.date | None]
    settled_at: Mapped[dt.datetime | None]


class Reminder(Base):
    """One message that we write of our own accord, from its planning to its fate.

    ``subject`` is the id of what it is about: of an occasion, a meeting or a step. ``number``
    counts the messages about it; of a meeting those of one ``revision``, from 0 for the news. For
    all else ``revision`` is 0. Whoever changes ``status`` from *planned* to *claimed* sends it.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("participant_id", "kind", "subject", "revision", "number"),
        Index("ix_reminders_status_due_at", "status", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    kind: Mapped[MessageKind]
    subject: Mapped[int]
    revision: Mapped[int] = mapped_column(SmallInteger, default=0)
    number: Mapped[int] = mapped_column(SmallInteger)
    due_at: Mapped[dt.datetime]
    zone: Mapped[str] = mapped_column(String(64))
    until: Mapped[dt.datetime]
    """After this it has no use any more."""
    wished: Mapped[bool] = mapped_column(default=False)
    status: Mapped[MessageStatus] = mapped_column(default=MessageStatus.PLANNED)
    reason: Mapped[str | None] = mapped_column(String(20))
    """Why it was skipped (``Obstacle``), or why it was taken back."""
    channel: Mapped[Channel | None]
    knock: Mapped[KnockKind | None]
    """What told the person of it, where it lies in the web chat."""
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    claimed_at: Mapped[dt.datetime | None]
    settled_at: Mapped[dt.datetime | None]
    delivered_at: Mapped[dt.datetime | None]
    """When it reached the phone, where a gateway has reported so."""


class Meeting(Base):
    """A meeting that the coach has booked. A change raises ``revision`` and asks anew.

    ``before`` lists how many hours before it the participant is reminded. ``proposal`` is what
    the participant has written who cannot come, in their words: often another time.
    """

    __tablename__ = "meetings"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str | None] = mapped_column(String(40), default=partial(secrets.token_hex, 20))
    """What calendars know it by; empty where it follows from id and look-up key, as it once did."""
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    starts_at: Mapped[dt.datetime] = mapped_column(index=True)
    minutes: Mapped[int] = mapped_column(SmallInteger, default=60)
    place: Mapped[str] = mapped_column(Sealed)
    line: Mapped[str | None] = mapped_column(Sealed)
    before: Mapped[Any] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(SmallInteger, default=0)
    cancelled: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[MeetingAnswer | None]
    proposal: Mapped[str | None] = mapped_column(Sealed)
    answered_at: Mapped[dt.datetime | None]
    booked_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]
    kind: Mapped[MeetingKind] = mapped_column(default=MeetingKind.TALK)
    parties: Mapped[frozenset[Party]] = mapped_column(MembersOf(Party), default=WITH_PARTICIPANT)
    """Who is asked to it. Where the participant is not, nothing is said to them."""
    attendance: Mapped[Attendance | None]
    attendance_at: Mapped[dt.datetime | None]
    """When that was noted."""
    attendance_by: Mapped[int | None]
    """Who of the staff has noted it."""

    @property
    def has_participant(self) -> bool:
        """Tell whether the participant is asked to it."""
        return Party.PARTICIPANT in self.parties


def has_party(party: Party) -> ColumnElement[bool]:
    """Say of a meeting in a statement that somebody is asked to it."""
    return type_coerce(Meeting.parties, String).contains(f" {party.value} ")


class Step(Base):
    """One small step that a participant wants to take, or that the coach has added.

    ``words`` are the participant's own, or a suggestion as it was shown; ``helped`` is what
    helped, in their words.
    """

    __tablename__ = "steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    rating_id: Mapped[int | None] = mapped_column(ForeignKey("ratings.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(40))
    item: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Sealed)
    language: Mapped[str] = mapped_column(String(10))
    by_coach: Mapped[bool] = mapped_column(default=False)
    doer: Mapped[Doer] = mapped_column(default=Doer.PARTICIPANT)
    until: Mapped[dt.date | None]
    """The local day by which it is to be done; empty where there is none."""
    made_at: Mapped[dt.datetime]
    look_on: Mapped[dt.date | None]
    """The local day to look at it again; empty where nobody is to ask."""
    looks: Mapped[int] = mapped_column(SmallInteger, default=0)
    """How often the bot has asked how it went, or is about to."""
    outcome: Mapped[StepOutcome | None]
    helped: Mapped[str | None] = mapped_column(Sealed)
    looked_at: Mapped[dt.datetime | None]
    comment: Mapped[str | None] = mapped_column(Sealed)
    """The coach's words on it."""
    commented_at: Mapped[dt.datetime | None]
    """When the comment was last written, changed or taken back."""
    comment_by: Mapped[int | None]
    """Who of the staff did so."""
    comment_changed: Mapped[bool] = mapped_column(default=False)
    """It has taken the place of another, or been taken back."""
    words_by: Mapped[int | None]
    """Who of the staff has added the step, corrected it last or withdrawn it."""
    corrected_at: Mapped[dt.datetime | None]
    """When the coach last put other words in the place of theirs."""
    withdrawn_at: Mapped[dt.datetime | None]
    """When the coach withdrew it: it is nothing to do any more."""


class FollowUp(Base):
    """One time, some months after the last day, at which somebody is asked how it goes.

    ``due_on`` is a local day. ``still``: they are still where they went; ``how`` comes after it.
    """

    __tablename__ = "follow_ups"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    months: Mapped[int] = mapped_column(SmallInteger)
    due_on: Mapped[dt.date]
    still: Mapped[bool | None]
    how: Mapped[HowItGoes | None]
    answered_at: Mapped[dt.datetime | None]
    declined_at: Mapped[dt.datetime | None]
    """When they said that they want no such questions."""

    @property
    def is_settled(self) -> bool:
        """Tell whether the person has said how it goes, or that they do not want to be asked."""
        return self.how is not None or self.declined_at is not None
