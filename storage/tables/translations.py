"""What reviewers have said of texts in their languages; nothing of participants. Times are UTC."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.instruments.translation_steps import TranslationStep
from dialogs.texts import TextState
from storage.database.base import Base
from storage.database.encryption import Sealed


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


class NotedStep(Base):
    """A step of a translated instrument that somebody has noted; the newest row of each counts."""

    __tablename__ = "noted_steps"
    __table_args__ = (Index("ix_noted_steps_language", "language", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(10))
    instrument: Mapped[str] = mapped_column(String(40))
    step: Mapped[TranslationStep]
    texts: Mapped[str] = mapped_column(String(16))
    """What it was taken with (``dialogs.instruments.translation_steps.digest_of_texts``)."""
    wordings: Mapped[list[str]] = mapped_column(JSON)
    """The digests of the wordings it was taken with, as answers keep them."""
    by: Mapped[str] = mapped_column(Sealed)
    """Who took the step: a name or a role, as it was typed."""
    done_on: Mapped[dt.date]
    persons: Mapped[int | None] = mapped_column(SmallInteger)
    note: Mapped[str] = mapped_column(Sealed)
    taken_back: Mapped[bool]
    """It was noted by mistake: the step counts as not taken."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who noted it."""
    at: Mapped[dt.datetime]
