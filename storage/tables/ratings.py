"""Ratings: their answers, and each wording as it was shown."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.instruments.answer_mode import AnswerMode, PracticeOutcome
from dialogs.instruments.rating_mode import RatingMode
from dialogs.people.accounts import Channel
from dialogs.ratings.company import Company
from dialogs.texts import TextState
from storage.database.base import Base
from storage.database.encryption import Sealed


class Rating(Base):
    """One filled-in instrument; ``finished_at`` is empty while questions are open."""

    __tablename__ = "ratings"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    occasion: Mapped[str] = mapped_column(String(20))
    instrument: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(40))
    mode: Mapped[RatingMode]
    practice: Mapped[PracticeOutcome | None]
    """What came of the practice before it, if there was any."""
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    """Of a paper: noon of the day it was filled in, where the person is."""
    company: Mapped[Company | None]
    """Who was there when a paper was filled in; None of what was not on paper."""
    entered_by: Mapped[int | None]
    """Who of the staff has entered a paper: an id, whose row stays when they leave."""
    entered_at: Mapped[dt.datetime | None]


class Wording(Base):
    """A question and its anchors exactly as they were shown, named by their digest."""

    __tablename__ = "wordings"
    digest: Mapped[str] = mapped_column(String(16), primary_key=True)
    item: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))
    question: Mapped[str] = mapped_column(String(2000))
    anchors: Mapped[str] = mapped_column(String(2000))
    """The anchors from lowest to highest, one a line."""


class StoredAnswer(Base):
    """What stands for one item of a rating. ``value`` is 1 to points, None if open or skipped."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("rating_id", "item"),
        # How far wordings had come is counted from it alone.
        Index("ix_answers_worded", "rating_id", "translation", "value"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    rating_id: Mapped[int] = mapped_column(ForeignKey("ratings.id"))
    item: Mapped[str] = mapped_column(String(40))
    value: Mapped[int | None] = mapped_column(SmallInteger)
    skipped: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str | None] = mapped_column(Sealed)
    wording: Mapped[str] = mapped_column(ForeignKey("wordings.digest"))
    language: Mapped[str] = mapped_column(String(10))
    translation: Mapped[TextState | None]
    """How far it had come when it was shown; None in answers from before that was kept."""
    mode: Mapped[AnswerMode | None]
    """None in answers from before that was kept."""
    comment_mode: Mapped[AnswerMode | None]
    """Who sat there when the comment was written; None: as the answer was given."""
    presses: Mapped[int] = mapped_column(SmallInteger, default=1)
    """In how many it was asked."""
    channel: Mapped[Channel]
    answered_at: Mapped[dt.datetime]
