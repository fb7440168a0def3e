"""What participants have written outside of any question. Times are UTC."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base
from storage.database.encryption import Sealed


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
