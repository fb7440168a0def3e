"""What the program keeps of itself: its clock, and the keys that the database was written with."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base
from storage.database.encryption import Sealed


class ClockReading(Base):
    """When the service last worked: one row."""

    __tablename__ = "clock_readings"
    id: Mapped[int] = mapped_column(primary_key=True)
    read_at: Mapped[dt.datetime]


class KeySentinel(Base):
    """A word that is known, as the keys of its time wrote it: one row for each encryption key."""

    __tablename__ = "key_sentinels"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    """The word as look-ups would name it."""
    sealed: Mapped[bytes]
    """The word, encrypted; not opened by the column, as the keys may not fit."""


class AuditHead(Base):
    """The end of the audit log's chain (``storage.audit.chain``): one row."""

    __tablename__ = "audit_heads"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    """Of the last line; 0 before the first."""
    seal: Mapped[str] = mapped_column(String(64))
    """Of the last line; "" before the first."""
    key: Mapped[str | None] = mapped_column(Sealed)
    """What seals are made with; none before the first line."""
    mark: Mapped[str] = mapped_column(String(64))
    """Signs the others; "" before the first line."""
