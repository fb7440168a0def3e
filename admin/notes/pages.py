"""The coach's own notes about one participant: written, corrected and withdrawn with a trace.

Only whoever has the case reads or writes them: to a substitute there is nothing here.
"""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.notes.card import (
    LONGEST_NOTE,
    NoteEntry,
    note_entries,
    note_revision,
)
from admin.web.guard import own_participant
from admin.web.input import clean_input_lines, too_long_text
from admin.web.revision import Difference, differences, is_outdated, kept_revision
from admin.web.visit import Visit
from dialogs.texts import clean
from storage.coaching.notes import (
    coach_note,
    correct_note,
    newest_wording,
    withdraw_note,
    write_note,
)
from storage.coaching.tables import CoachNote
from storage.people.audit import Audit
from storage.tables.people import Participant


async def note_of_path(
    visit: Visit, session: AsyncSession, participant: Participant
) -> CoachNote | None:
    """Find the note that the address names, for whoever has the case."""
    return await coach_note(session, participant.id, visit.request.path_params["note"])


@own_participant(Audit.NOTES_OPENED, own_only=True)
async def show(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Show the notes, and a form for a new one."""
    return await _page(visit, session, participant)


@own_participant(Audit.NOTE_WRITTEN, hold=True, own_only=True)
async def write(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Write a note."""
    words = clean_input_lines(visit.form.get("own_note", ""))
    if fault := _fault(visit, words):
        return await _page(visit, session, participant, text=words, fault=fault)
    by, at = visit.staff.id, visit.now
    await write_note(session, participant.id, words, at, by=by, shown=visit.shown_at)
    return visit.go_to_participant(participant, "/notes")


@own_participant(Audit.NOTE_CORRECTED, hold=True, own_only=True, row=note_of_path)
async def correct(
    visit: Visit, session: AsyncSession, participant: Participant, note: CoachNote
) -> Response:
    """Put another wording in the place of a note; the one before stays below it."""
    words = clean_input_lines(visit.form.get("own_note", ""))
    if fault := _fault(visit, words):
        return await _page(visit, session, participant, note=note, text=words, fault=fault)
    standing = await newest_wording(session, note)
    if standing.withdrawn_at or is_outdated(visit.form, note_revision(standing)):
        label = visit.texts.gettext("Anteckning")
        now = clean_input_lines(standing.words)
        if standing.withdrawn_at or now != words:
            found = differences([(label, now, words)])
            return await _page(
                visit, session, participant, note=standing, text=words, versions=found
            )
    await correct_note(session, standing, words, visit.now, by=visit.staff.id)
    return visit.go_to_participant(participant, "/notes")


@own_participant(Audit.NOTE_WITHDRAWN, hold=True, own_only=True, row=note_of_path)
async def withdraw(
    visit: Visit, session: AsyncSession, participant: Participant, note: CoachNote
) -> Response:
    """Withdraw a note as it was when the coach pressed; pressed twice it stays withdrawn."""
    standing = await newest_wording(session, note)
    if is_outdated(visit.form, note_revision(standing)) and not standing.withdrawn_at:
        words = clean_input_lines(standing.words)
        return await _page(visit, session, participant, note=standing, text=words, changed=True)
    await withdraw_note(session, standing, visit.now, by=visit.staff.id)
    return visit.go_to_participant(participant, "/notes")


def _fault(visit: Visit, words: str) -> str:
    t = visit.texts
    if not words:
        return t.gettext("Skriv något i anteckningen.")
    return too_long_text(t, LONGEST_NOTE) if len(words) > LONGEST_NOTE else ""


async def _page(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    *,
    note: CoachNote | None = None,
    text: str = "",
    fault: str = "",
    versions: Sequence[Difference] = (),
    changed: bool = False,
) -> Response:
    entries = await note_entries(session, visit.texts, participant, visit.zone)
    edited: NoteEntry | None = None
    if note is not None:
        edited = next((one for one in entries if one.id == note.id), None)
    return visit.page(
        "notes/notes.html",
        422 if fault else 409 if versions or changed else 200,
        pseudonym=participant.pseudonym,
        name=clean(participant.name or ""),
        notes=entries,
        edited=edited,
        text=text,
        fault=fault,
        versions=versions,
        changed=changed,
        longest=LONGEST_NOTE,
        shown_at=visit.now.isoformat(),
        revision=kept_revision(visit.form, edited.revision if edited else "", both_shown=not fault),
    )
