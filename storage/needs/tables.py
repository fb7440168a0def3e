"""What a coach has said of what needs them, their calls, and what a digest said. Times are UTC."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.caseload.calls import CallOutcome
from dialogs.people.participant_status import ParticipantStatus
from storage.database.base import Base
from storage.database.encryption import Sealed


class StoredNeedMark(Base):
    """A coach has dealt with one kind of need of a participant, or hides it for a while."""

    __tablename__ = "need_marks"
    __table_args__ = (UniqueConstraint("participant_id", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    kind: Mapped[ParticipantStatus]
    marked_at: Mapped[dt.datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who has said so; None: they had looked, when a look was enough, or the words have changed."""
    done_until: Mapped[dt.datetime | None]
    """What began up to then is dealt with."""
    hidden_until: Mapped[dt.datetime | None]


class Call(Base):
    """A coach has called a participant."""

    __tablename__ = "calls"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[dt.datetime]
    outcome: Mapped[CallOutcome]


class DigestLine(Base):
    """A line of the newest digest that has left for somebody on the staff, in its order."""

    __tablename__ = "digest_lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"), index=True)
    """Whom it is about; empty where that is nobody."""
    left_at: Mapped[dt.datetime]
    heading: Mapped[str] = mapped_column(String(200))
    who: Mapped[str] = mapped_column(Sealed)
    """The pseudonym, or a sub-project."""
    words: Mapped[str] = mapped_column(Sealed)
