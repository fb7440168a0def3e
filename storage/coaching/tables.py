"""What a coach writes of a participant: notes, and how they see the person's way to work. UTC."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base
from storage.database.encryption import Sealed


class CoachNote(Base):
    """One wording of a note of the coach's own. Corrected, it stays, and another ``replaces`` it.

    The person may ask to see it; it never comes into a chat.
    """

    __tablename__ = "coach_notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[str] = mapped_column(Sealed)
    written_at: Mapped[dt.datetime]
    replaces: Mapped[int | None]
    """The wording that it took the place of."""
    replaced_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[int | None]


class CoachView(Base):
    """How a coach sees somebody's way to work, beside one rating or, with ``areas``, at the exit.

    Corrected, it stays with its ``replaced_at``, and another row is what stands. ``belief`` and
    ``purpose`` are points of 1 to 5, None where nothing is said.
    """

    __tablename__ = "coach_views"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    rating_id: Mapped[int | None] = mapped_column(ForeignKey("ratings.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(SmallInteger)
    """The version of the wording (``dialogs.ratings.coach_view``)."""
    belief: Mapped[int | None] = mapped_column(SmallInteger)
    purpose: Mapped[int | None] = mapped_column(SmallInteger)
    areas: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """The areas in which the person has progressed (at the exit); None where it is not the exit."""
    seen_at: Mapped[dt.datetime]
    replaced_at: Mapped[dt.datetime | None]
