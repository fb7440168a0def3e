"""How staff get in: their open sessions, and links that are not used yet. Times are UTC."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base
from storage.database.encryption import Sealed


class StaffSession(Base):
    """A session that somebody has open; it ends by being deleted, by rest or by age."""

    __tablename__ = "staff_sessions"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    device: Mapped[str] = mapped_column(String(60))
    """What kind of browser it is, as "Firefox, Windows"; "" where it does not say."""
    begun_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime]
    """To a minute or so."""


class StaffInvitation(Base):
    """A one-time link with which somebody chooses their password; one a person at the most."""

    __tablename__ = "staff_invitations"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[dt.datetime]


class RecoveryCode(Base):
    """A code that opens the door once where the phone with the second factor is lost."""

    __tablename__ = "recovery_codes"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class Passkey(Base):
    """A passkey: what a device of somebody's proves to be itself with, after finger or PIN."""

    __tablename__ = "passkeys"
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    """What the device calls it: no secret, and never more than 1,023 bytes."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """In COSE, as the device gave it."""
    user_handle: Mapped[bytes] = mapped_column(LargeBinary)
    """What the device calls its owner: the same in all of one person's, and says nothing."""
    sign_count: Mapped[int] = mapped_column(BigInteger)
    """As the device last counted; one that goes back is a copy. Many never count, and say 0."""
    name: Mapped[str] = mapped_column(Sealed)
    """What its owner calls it."""
    added_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class UsedChallenge(Base):
    """A challenge that has been answered; kept until it is too old, so that none is twice."""

    __tablename__ = "used_challenges"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[dt.datetime] = mapped_column(index=True)


class LoginTry(Base):
    """A password or PIN that did not fit; kept only to slow the next tries, until ``until``.

    Digests of the name that was given, and of the device or the network it came from.
    """

    __tablename__ = "login_tries"
    __table_args__ = (
        Index("ix_login_tries_name", "name_digest", "at"),
        Index("ix_login_tries_source", "source_digest", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name_digest: Mapped[str] = mapped_column(String(64))
    source_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[dt.datetime]
    until: Mapped[dt.datetime] = mapped_column(index=True)


class CalendarFeed(Base):
    """The secret address at which a coach's own calendar program reads their meetings."""

    __tablename__ = "calendar_feeds"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[dt.datetime]
