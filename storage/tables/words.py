"""What participants have written outside of any question, what they said, and what is said to them.

Times are UTC.
"""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from dialogs.words.heard import Told
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


class MeetingSound(Base):
    """What a coach says of a meeting, as the participant hears it; it belongs to one revision.

    Recorded by the coach it is one row; what a machine reads of their words is one for each piece.
    """

    __tablename__ = "meeting_sounds"
    __table_args__ = (UniqueConstraint("meeting_id", "told", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    revision: Mapped[int] = mapped_column(SmallInteger)
    told: Mapped[Told]
    number: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Its place among the pieces of the same words."""
    ogg: Mapped[bytes | None] = deferred(mapped_column(SealedSound))
    """Opus in Ogg."""
    mp4: Mapped[bytes | None] = deferred(mapped_column(SealedSound))
    """AAC in mp4."""
    made_at: Mapped[dt.datetime]
