"""Rows for spreadsheets and evaluators: one per answer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage.database.database import Database
from storage.database.encryption import Unreadable
from storage.tables.people import Participant, Rating, StoredAnswer, SubProject

COLUMNS = (
    "participant",
    "sub_project",
    "occasion",
    "instrument",
    "version",
    "item",
    "value",
    "comment",
    "language",
    "mode",
    "channel",
    "answered_at",
)


@dataclass(frozen=True)
class AnswerRow:
    """One answer: its cells in the order of ``COLUMNS``, times as ISO 8601 in UTC."""

    rating_id: int
    cells: tuple[object, ...]

    @property
    def pseudonym(self) -> str:
        """Name the participant."""
        return str(self.cells[0])

    @property
    def is_readable(self) -> bool:
        """Tell whether every cell could be read."""
        return not any(isinstance(cell, Unreadable) for cell in self.cells)


AT_ONCE = 200
"""How many participants' answers are read in one go."""


async def answer_rows(database: Database) -> AsyncIterator[AnswerRow]:
    """Give every answer, also one that cannot be read.

    No transaction is open while the reader writes: on SQLite it would keep everybody from storing.
    """
    last = 0
    while True:
        async with database.reading() as session:
            ids = (await session.scalars(_NEXT, {"last": last, "most": AT_ONCE})).all()
            rows = (await session.execute(_ROWS, {"ids": ids})).all() if ids else []
        if not ids:
            return
        for rating_id, *cells, at in rows:
            yield AnswerRow(rating_id, (*cells, at.isoformat()))
        last = ids[-1]


_NEXT = (
    select(Participant.id)
    .where(Participant.id > bindparam("last"))
    .order_by(Participant.id)
    .limit(bindparam("most"))
)
_ROWS = (
    select(
        Rating.id,
        Participant.pseudonym,
        SubProject.name,
        Rating.occasion,
        Rating.instrument,
        Rating.version,
        StoredAnswer.item,
        StoredAnswer.value,
        StoredAnswer.comment,
        StoredAnswer.language,
        Rating.mode,
        StoredAnswer.channel,
        StoredAnswer.answered_at,
    )
    .join(Rating, Rating.id == StoredAnswer.rating_id)
    .join(Participant, Participant.id == Rating.participant_id)
    .join(SubProject, SubProject.id == Participant.sub_project_id)
    .where(Participant.id.in_(bindparam("ids", expanding=True)))
    .order_by(Participant.id, Rating.id, StoredAnswer.id)
)
