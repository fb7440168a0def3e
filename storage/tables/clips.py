"""Texts spoken aloud, by people or by a machine; nothing of participants. Times are UTC."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base


class Clip(Base):
    """A text as somebody has spoken it; of the same words in a language the newest row counts.

    What a machine has spoken is a draft: it counts only where no person has spoken those words.
    """

    __tablename__ = "clips"
    __table_args__ = (Index("ix_clips_spoken", "language", "spoken"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(16))
    """The digest of the text with its context (``bot.languages.text_states.digest_of_key``); "" of
    a draft, which is spoken as it is shown, a piece at a time."""
    spoken: Mapped[str] = mapped_column(String(16))
    """The digest of the words that were spoken: where the translation has changed since, nobody
    hears them any more."""
    digest: Mapped[str] = mapped_column(String(32), index=True)
    """The digest of the sound, which its address has."""
    ogg: Mapped[bytes] = mapped_column(LargeBinary)
    """Opus in Ogg."""
    mp4: Mapped[bytes] = mapped_column(LargeBinary)
    """AAC in mp4."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    machine: Mapped[str] = mapped_column(String(20), default="")
    """The name of the machine that has spoken it, of a draft; "" where a person has."""
    at: Mapped[dt.datetime]
