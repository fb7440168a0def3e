"""Which keys the database was written with, so that others are noticed before they do harm."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base


class KeySentinel(Base):
    """A word that is known, as the keys of its time wrote it: one row for each encryption key."""

    __tablename__ = "key_sentinels"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    """The word as look-ups would name it."""
    sealed: Mapped[bytes]
    """The word, encrypted; not opened by the column, as the keys may not fit."""
