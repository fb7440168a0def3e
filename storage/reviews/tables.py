"""What was decided of somebody's way when a period of theirs ended."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.caseload.review import Verdict
from storage.database.base import Base
from storage.database.encryption import Sealed


class Review(Base):
    """One decision: the person goes on until a day, or finishes. Withdrawn, it stays.

    Days are local, moments UTC.
    """

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    verdict: Mapped[Verdict]
    decided_on: Mapped[dt.date]
    until: Mapped[dt.date | None]
    """The last day of the period that begins; None where they finish."""
    words: Mapped[str] = mapped_column(Sealed)
    """Why, in the coach's words."""
    noted_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[int | None]
