"""What reviewers have said of texts in their languages; nothing of participants. Times are UTC."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.texts import TextState
from storage.database.base import Base


class TextReview(Base):
    """What a text is to be in a language, and how far it has come; the newest row counts."""

    __tablename__ = "text_reviews"
    __table_args__ = (Index("ix_text_reviews_text", "language", "source", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(16))
    """The digest of the text with its context (``bot.languages.text_states.digest_of``)."""
    said: Mapped[list[str]] = mapped_column(JSON)
    """The translation; of a text with plural forms all of them, in the catalog's order."""
    back: Mapped[str] = mapped_column(Text)
    """The translation as somebody reads it, put back into Swedish; may be empty."""
    state: Mapped[TextState]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[dt.datetime]
