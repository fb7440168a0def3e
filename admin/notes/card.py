"""The card of the coach's own notes: the newest first, each with how it was worded before."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from admin.web.revision import revision_of
from bot.languages.catalog import Catalog
from dialogs.texts import clean_lines
from storage.coaching.notes import coach_notes
from storage.coaching.tables import CoachNote
from storage.database.encryption import readable
from storage.orientation.coach import staff_name
from storage.tables.people import Participant

LONGEST_NOTE = 4000


@dataclass(frozen=True)
class NoteEntry:
    """A note, ready to be written.

    ``earlier``: (words, story) of each wording before, the newest first.
    """

    id: int
    words: str
    to_edit: str
    story: str
    """Who wrote it and when, and whether it was corrected or withdrawn."""
    revision: str
    withdrawn: bool
    earlier: tuple[tuple[str, str], ...] = ()


async def note_entries(
    session: AsyncSession, t: Catalog, participant: Participant, zone: ZoneInfo
) -> tuple[NoteEntry, ...]:
    """Write the notes about a participant out."""
    rows = await coach_notes(session, participant.id)
    by_id = {row.id: row for row in rows}
    names = {one: await staff_name(session, one) for one in {row.staff_id for row in rows}}

    def entry(note: CoachNote) -> NoteEntry:
        before, earlier = note.replaces, list[tuple[str, str]]()
        while before is not None:
            was = by_id[before]
            earlier.append((clean_lines(was.words), _story(t, was, names, zone)))
            before = was.replaces
        return NoteEntry(
            id=note.id,
            words=clean_lines(note.words),
            to_edit=clean_lines(readable(note.words)),
            story=_story(t, note, names, zone),
            revision=note_revision(note),
            withdrawn=note.withdrawn_at is not None,
            earlier=tuple(earlier),
        )

    return tuple(entry(row) for row in reversed(rows) if row.replaced_at is None)


def note_revision(note: CoachNote) -> str:
    """Name how a note stands."""
    return revision_of(note.id, note.withdrawn_at, note.replaced_at)


def _story(t: Catalog, note: CoachNote, names: dict[int, str], zone: ZoneInfo) -> str:
    def when(at: dt.datetime) -> str:
        return t.moment(at, zone)

    told = [names[note.staff_id], when(note.written_at)]
    if note.withdrawn_at:
        # NOTE: Below a note of the coach's own. {day}: when it was taken back.
        told.append(t.gettext("tillbakadragen {day}").format(day=when(note.withdrawn_at)))
    return " · ".join(filter(None, told))
