"""What participants have written outside of any question, and what they said. Times are UTC."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from storage.database.base import Base
from storage.database.encryption import Sealed, SealedSound


class CoachWords(Base):
    """Words that answered nothing. The coach may read them from ``passed_on_at`` on, not before."""

    __tablename__ = "coach_words"
    # An id is never given again: a button in a chat names it.
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed)
    messages: Mapped[list[list[int]] | None] = mapped_column(JSON)
    """In which messages they came, in order: the number of each, and its length in characters.

    The number is 0 where the channel gives none. None: not known.
    """
    language: Mapped[str] = mapped_column(String(10))
    written_at: Mapped[dt.datetime]
    passed_on_at: Mapped[dt.datetime | None] = mapped_column(index=True)


class SpokenWords(Base):
    """A recording of what somebody has said; where it belongs, a sign stands for it among words.

    See ``dialogs.words.spoken``.
    """

    __tablename__ = "spoken_words"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    """Names what was sent, as ``recording_tries.recording_digest`` does: the same is kept once."""
    seconds: Mapped[int] = mapped_column(SmallInteger)
    """0 where it is only a try yet, or came to nothing."""
    sound: Mapped[bytes | None] = deferred(mapped_column(SealedSound))
    """AAC in mp4; None where it is ``gone``."""
    gone: Mapped[bool] = mapped_column(default=False)
    """Nothing refers to it any more, and the row only counts for its day."""
    spoken_at: Mapped[dt.datetime]
    looked_at: Mapped[dt.datetime] = mapped_column(index=True)
    """When we looked last whether anything refers to it."""
