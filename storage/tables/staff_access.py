"""How staff get in: their open sessions, and links that are not used yet. Times are UTC."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base


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
