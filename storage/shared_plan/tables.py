"""What somebody wants to reach, and how the steps of their plan were worded before. UTC."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.agenda.answers import Doer
from storage.database.base import Base
from storage.database.encryption import Sealed


class StoredGoal(Base):
    """One wording of a goal. None is written over: the newest of an area stands.

    ``item`` "" is the end goal. ``words`` "" took the goal away. ``by_staff``: who of the staff
    worded it, None the participant.
    """

    __tablename__ = "goals"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(40))
    item: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Sealed)
    language: Mapped[str] = mapped_column(String(10))
    by_staff: Mapped[int | None]
    worded_at: Mapped[dt.datetime]


class EarlierStep(Base):
    """A step as it was until somebody changed it: its words, who takes it, by when.

    ``by_staff``: who of the staff changed it then, None the participant.
    """

    __tablename__ = "earlier_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed)
    language: Mapped[str] = mapped_column(String(10))
    doer: Mapped[Doer]
    until: Mapped[dt.date | None]
    by_staff: Mapped[int | None]
    changed_at: Mapped[dt.datetime]
