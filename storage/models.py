"""The tables, apart from the channels' own (``storage.post``). Times are UTC."""

import datetime as dt
from typing import Any, cast

from sqlalchemy import (
    Date,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from storage.encryption import Sealed, SealedJson


class UtcTime(TypeDecorator[dt.datetime]):
    """A moment in UTC: aware in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Take aware times only, so that no local time is stored by mistake."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Give an aware time in UTC; SQLite keeps none of the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dt.datetime: UtcTime, dt.date: Date, str: String(200)}  # noqa: RUF012  # SQLAlchemy declares it as an instance attribute


def table_of(model: type[Base]) -> Table:
    """Give a model's table, for statements that are built once and need no objects."""
    return cast("Table", model.__table__)


def _one_of(*values: str) -> Enum:
    return Enum(*values, native_enum=False, length=20, create_constraint=False)


class SubProject(Base):
    """A part of the project with its own coaches and participants."""

    __tablename__ = "sub_projects"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Staff(Base):
    """A coach, leader or administrator. ``email_digest`` is what a log-in looks up."""

    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    email_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(Sealed)
    name: Mapped[str] = mapped_column(Sealed)
    role: Mapped[str] = mapped_column(_one_of("coach", "leader", "admin"))
    password_hash: Mapped[str]
    language: Mapped[str] = mapped_column(String(10), default="sv")
    session_epoch: Mapped[int] = mapped_column(default=0)
    """Goes up by one when every open session of this person is to end."""


class Participant(Base):
    """A participant: a pseudonym that staff speak of, and the name that only they can read."""

    __tablename__ = "participants"
    __table_args__ = (Index("ix_participants_caseload", "coach_id", "status"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    pseudonym: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str | None] = mapped_column(Sealed)
    coach_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    sub_project_id: Mapped[int] = mapped_column(ForeignKey("sub_projects.id"), index=True)
    status: Mapped[str] = mapped_column(_one_of("invited", "active", "erased"), default="invited")
    language: Mapped[str] = mapped_column(String(10), default="sv")
    invented: Mapped[bool] = mapped_column(default=False)
    """Made by the sample generator, not a real person."""
    created_at: Mapped[dt.datetime]
    enrolled_at: Mapped[dt.datetime | None]


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
    channel: Mapped[str] = mapped_column(_one_of("telegram", "web", "terminal"))
    address_digest: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(Sealed)
    status: Mapped[str] = mapped_column(_one_of("open", "blocked", "revoked"), default="open")
    pin_hash: Mapped[str | None]
    created_at: Mapped[dt.datetime]
    shown_message: Mapped[int | None]
    """Telegram's id of the message that holds the open question."""
    shown_at: Mapped[dt.datetime | None]


class Agreement(Base):
    """What a participant was shown and whether they agreed."""

    __tablename__ = "agreements"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    version: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Sealed)
    agreed: Mapped[bool]
    answered_at: Mapped[dt.datetime]


class StoredConversation(Base):
    """A conversation as it stands; a participant's newest open one is on top."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_open", "participant_id", "ended_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    dialog: Mapped[str] = mapped_column(String(40))
    state: Mapped[Any] = mapped_column(SealedJson)
    started_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class Rating(Base):
    """One filled-in instrument; ``finished_at`` is empty while questions are open."""

    __tablename__ = "ratings"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    occasion: Mapped[str] = mapped_column(String(20))
    instrument: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(_one_of("alone", "together", "interpreter", "paper"))
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]


class Wording(Base):
    """A question and its anchors exactly as they were shown, named by their digest."""

    __tablename__ = "wordings"
    digest: Mapped[str] = mapped_column(String(16), primary_key=True)
    item: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))
    question: Mapped[str] = mapped_column(String(2000))
    anchors: Mapped[str] = mapped_column(String(2000))
    """The anchors from lowest to highest, one a line."""


class StoredAnswer(Base):
    """What stands for one item of a rating. ``value`` is 1 to points, None if open or skipped."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("rating_id", "item"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    rating_id: Mapped[int] = mapped_column(ForeignKey("ratings.id"))
    item: Mapped[str] = mapped_column(String(40))
    value: Mapped[int | None] = mapped_column(SmallInteger)
    skipped: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str | None] = mapped_column(Sealed)
    wording: Mapped[str] = mapped_column(ForeignKey("wordings.digest"))
    language: Mapped[str] = mapped_column(String(10))
    channel: Mapped[str] = mapped_column(String(20))
    answered_at: Mapped[dt.datetime]


class AuditEntry(Base):
    """Who looked at or did what. Rows outlive the people they name; they hold no content."""

    __tablename__ = "audit_log"
    __table_args__ = (  # finds when a coach last opened a participant with one look
        Index("ix_audit_log_read", "participant_id", "staff_id", "action", "allowed", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    staff_id: Mapped[int | None]
    participant_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(40))
    allowed: Mapped[bool] = mapped_column(default=True)


class FailedLogin(Base):
    """A log-in that failed, by a digest of the name given; kept only to slow the next tries."""

    __tablename__ = "failed_logins"
    id: Mapped[int] = mapped_column(primary_key=True)
    name_digest: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[dt.datetime]
