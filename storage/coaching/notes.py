"""The coach's own notes: only whoever has the case reads them, and the person who asks. UTC."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.coaching.tables import CoachNote
from storage.database.encryption import readable


async def coach_notes(session: AsyncSession, participant_id: int) -> Sequence[CoachNote]:
    """List every wording of the notes about somebody, oldest first."""
    found = await session.scalars(
        select(CoachNote).where(CoachNote.participant_id == participant_id).order_by(CoachNote.id)
    )
    return found.all()


async def coach_note(session: AsyncSession, participant_id: int, note_id: int) -> CoachNote | None:
    """Find a wording of a note, if it is about this participant."""
    note = await session.get(CoachNote, note_id)
    return note if note is not None and note.participant_id == participant_id else None


async def newest_wording(session: AsyncSession, note: CoachNote) -> CoachNote:
    """Give the wording that stands in a note's place now; itself where none has replaced it."""
    while note.replaced_at is not None:
        found = await session.scalars(select(CoachNote).where(CoachNote.replaces == note.id))
        note = found.one()
    return note


async def write_note(
    session: AsyncSession,
    participant_id: int,
    words: str,
    now: dt.datetime,
    *,
    by: int,
    shown: dt.datetime | None = None,
) -> CoachNote:
    """Write a note.

    ``shown`` is when the page with its form was made (UTC): the same words of the same coach since
    then are a form that was sent twice. The caller holds the participant.
    """
    if shown is not None:
        since = select(CoachNote).where(
            CoachNote.participant_id == participant_id,
            CoachNote.staff_id == by,
            CoachNote.replaces.is_(None),
            CoachNote.written_at >= shown,
        )
        for before in await session.scalars(since.order_by(CoachNote.id)):
            if readable(before.words) == words:  # sealed: not in SQL
                return before
    note = CoachNote(participant_id=participant_id, staff_id=by, words=words, written_at=now)
    session.add(note)
    await session.flush()
    return note


async def correct_note(
    session: AsyncSession, note: CoachNote, words: str, now: dt.datetime, *, by: int
) -> bool:
    """Put another wording in the place of a note, which stays; False where there is nothing to do.

    What was corrected or withdrawn before cannot be corrected. The caller holds the participant.
    """
    if note.replaced_at or note.withdrawn_at or words == readable(note.words):
        return False
    note.replaced_at = now
    new = await write_note(session, note.participant_id, words, now, by=by)
    new.replaces = note.id
    await session.flush()
    return True


async def withdraw_note(
    session: AsyncSession, note: CoachNote, now: dt.datetime, *, by: int
) -> bool:
    """Withdraw a note: it stays, and says that it no longer holds. False if it is done already."""
    if note.replaced_at or note.withdrawn_at:
        return False
    note.withdrawn_at, note.withdrawn_by = now, by
    await session.flush()
    return True
