"""The tables, apart from the channels' own (``storage.tables.channels``). Times are UTC."""

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
    and_,
    or_,
    type_coerce,
)
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.agenda.plan import PartOfDay
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.enrolment import EnrolmentStatus, ExitReason
from dialogs.people.particulars import Referrer, Sex
from dialogs.people.staff import DigestFrequency, StaffRole
from storage.database.base import Base, MembersOf, member_of
from storage.database.encryption import Sealed, SealedJson


class SubProject(Base):
    """A part of the project with its own coaches and participants."""

    __tablename__ = "sub_projects"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    plan: Mapped[Any | None] = mapped_column(JSON)
    """The own plan of ratings (``dialogs.agenda.plan``); empty where SKAPA's holds."""


class Staff(Base):
    """A coach, leader or administrator. ``email_digest`` is what a log-in looks up."""

    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    email_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(Sealed)
    email_before: Mapped[str | None] = mapped_column(Sealed)
    """What it was, until its owner confirms the new one: nothing about persons is mailed so far."""
    relinked_at: Mapped[dt.datetime | None]
    """When whoever had a password got a new one-time link: they are told on their pages."""
    name: Mapped[str] = mapped_column(Sealed)
    phone: Mapped[str | None] = mapped_column(Sealed)
    """Where participants reach a coach; they are told it, as the two that follow."""
    contact_email: Mapped[str | None] = mapped_column(Sealed)
    """Where they may write to; ``email`` is for the log-in, and theirs alone."""
    best_reached: Mapped[str | None] = mapped_column(Sealed)
    """When and how they are reached best, in the coach's words."""
    role: Mapped[StaffRole]
    """What they see first, and what their digest is about."""
    also: Mapped[frozenset[StaffRole]] = mapped_column(MembersOf(StaffRole), default=frozenset())
    """What else they are."""
    password_hash: Mapped[str]
    """Empty for whoever has not chosen a password yet."""
    totp_secret: Mapped[str | None] = mapped_column(Sealed)
    """What the app of their second factor knows too (base32); None where they have none."""
    trusted_since: Mapped[dt.datetime | None]
    """Browsers that were remembered before are not any more."""
    totp_step: Mapped[int] = mapped_column(default=0)
    """The step (of 30 seconds since 1970) whose code was used last: no code opens twice."""
    language: Mapped[str] = mapped_column(String(10), default="sv")
    is_here: Mapped[bool] = mapped_column(default=True)
    """False for whoever works here no more: they sign in to nothing and get nothing."""
    digest: Mapped[DigestFrequency] = mapped_column(default=DigestFrequency.WEEKLY)
    digest_weekday: Mapped[int] = mapped_column(SmallInteger, default=0)
    """0 is Monday."""
    digest_hour: Mapped[int] = mapped_column(SmallInteger, default=8)
    digest_mail: Mapped[bool] = mapped_column(default=True)
    digest_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    """When the next digest falls due; whoever moves it on sends it."""
    digested_at: Mapped[dt.datetime | None]
    """Up to when the newest digest told what had happened."""
    digested_before: Mapped[dt.datetime | None]  # holds again where the newest is taken back

    @property
    def roles(self) -> frozenset[StaffRole]:
        """Give everything that they are."""
        return self.also | {self.role}


def is_of_role(role: StaffRole) -> ColumnElement[bool]:
    """Select who is this, among other things or alone, and works here."""
    also = type_coerce(Staff.also, String).contains(f" {role} ")
    return and_(Staff.is_here, or_(Staff.role == role, also))


class SubProjectLeader(Base):
    """A leader who sees a sub-project's figures and may change its plan, as administrators do."""

    __tablename__ = "sub_project_leaders"
    sub_project_id: Mapped[int] = mapped_column(ForeignKey("sub_projects.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)


class Participant(Base):
    """A participant: a pseudonym that staff speak of, and the name that only they can read."""

    __tablename__ = "participants"
    __table_args__ = (Index("ix_participants_caseload", "coach_id", "status"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    pseudonym: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str | None] = mapped_column(Sealed)
    coach_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    sub_project_id: Mapped[int] = mapped_column(ForeignKey("sub_projects.id"), index=True)
    status: Mapped[EnrolmentStatus] = mapped_column(default=EnrolmentStatus.INVITED)
    language: Mapped[str] = mapped_column(String(10), default="sv")
    invented: Mapped[bool] = mapped_column(default=False)
    """Made by the sample generator, not a real person."""
    form_id: Mapped[str | None] = mapped_column(String(80), index=True, unique=True)
    """The form that has added them."""
    created_at: Mapped[dt.datetime]
    enrolled_at: Mapped[dt.datetime | None]
    """The true day of the enrolment, in the coach's register, whether or not they said yes."""
    hour: Mapped[PartOfDay] = mapped_column(default=PartOfDay.MORNING)
    zone: Mapped[str | None] = mapped_column(String(64))
    """The time zone, where it is not the installation's."""
    quiet_until: Mapped[dt.datetime | None]
    stopped: Mapped[bool] = mapped_column(default=False)
    written_on: Mapped[dt.date | None]
    """The local day of the newest message that the person had not asked for."""
    protected: Mapped[bool] = mapped_column(default=False)
    """Protected identity: Telegram never carries more than a nudge."""
    sex: Mapped[Sex] = mapped_column(default=Sex.OTHER)
    birth_year: Mapped[str | None] = mapped_column(Sealed)
    """Four figures."""
    referrer: Mapped[Referrer | None]
    phone: Mapped[str | None] = mapped_column(Sealed)
    """Where the coach calls (E.164). The bot writes nothing to it."""
    exit_on: Mapped[dt.date | None]
    exit_reason: Mapped[ExitReason | None] = mapped_column(member_of(ExitReason, length=40))
    heard_first: Mapped[bool] = mapped_column(default=False)  # questions are to be read to them
    snoozed_until: Mapped[dt.datetime | None]
    """The coach does not want to hear of this person in a digest before."""
    erased_on: Mapped[dt.date | None]
    """The day (UTC) on which they erased everything; what is left names nobody."""


class Invitation(Base):
    """A single-use, expiring key that binds one channel account to one participant."""

    __tablename__ = "invitations"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]


class Account(Base):
    """Where a participant can be reached: a Telegram chat, or a personal web link.

    ``address`` is the chat id, or the key in the link; ``address_digest`` finds it.
    """

    __tablename__ = "channel_accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    channel: Mapped[Channel]
    address_digest: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(Sealed)
    mark: Mapped[str | None] = mapped_column(String(16), default=partial(secrets.token_hex, 8))
    """What a browser's cookie names it by; empty where it follows from ``address_digest``."""
    status: Mapped[AccountStatus] = mapped_column(default=AccountStatus.OPEN)
    blocked_at: Mapped[dt.datetime | None]
    """When it was found blocked; empty where it is not, or nobody knows."""
    pin_hash: Mapped[str | None]
    session_epoch: Mapped[int] = mapped_column(default=0, server_default="0")
    """Goes up by one when the open sessions of this personal link are to end, in every browser."""
    created_at: Mapped[dt.datetime]
    shown_message: Mapped[int | None]
    """Telegram's id of the message that holds the open question."""
    shown_captioned: Mapped[bool] = mapped_column(default=False)
    """That message is a picture or a sound, and its words stand below it."""
    shown_at: Mapped[dt.datetime | None]
    asked: Mapped[str | None] = mapped_column(String(16))
    """Which ask was shown in the chat last, by the id of its words (``bot.turn.buttons``)."""
    asked_message: Mapped[int | None]
    """Telegram's id of the message that showed that ask first."""


class Agreement(Base):
    """What a participant was shown and whether they agreed."""

    __tablename__ = "agreements"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    version: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Sealed)
    agreed: Mapped[bool]
    names_others: Mapped[bool] = mapped_column(default=False)
    """The text said who else than the coach may read: a substitute, a helper."""
    answered_at: Mapped[dt.datetime]


class StoredConversation(Base):
    """A conversation as it stands; the open one that was used last is on top."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_open", "participant_id", "ended_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    dialog: Mapped[str] = mapped_column(String(40))
    state: Mapped[Any] = mapped_column(SealedJson)
    started_at: Mapped[dt.datetime]
    active_at: Mapped[dt.datetime]
    """When something was last said in it; the newest open one is on top."""
    put_away: Mapped[bool] = mapped_column(default=False)
    """The person wants to go on another time."""
    ended_at: Mapped[dt.datetime | None]


class AuditEntry(Base):
    """Who looked at or did what. Rows outlive the people they name; they hold no content.

    They are never changed, nor removed, except log-ins that were turned down: the database refuses.
    """

    __tablename__ = "audit_log"
    __table_args__ = (  # finds when a coach last opened a participant with one look
        Index("ix_audit_log_read", "participant_id", "staff_id", "action", "allowed", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    staff_id: Mapped[int | None]
    participant_id: Mapped[int | None]
    about_staff_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(40))
    """A value of ``storage.people.audit.Audit``, or what another version of the program wrote."""
    allowed: Mapped[bool] = mapped_column(default=True)
    place: Mapped[int | None] = mapped_column(index=True, unique=True)
    """In the chain (``storage.audit.chain``), from 1 on; none for a log-in that was turned down."""
    seal: Mapped[str | None] = mapped_column(String(64))
