"""Attendance in one press: what became of a meeting that has been, and the same taken back."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.meetings.card import when_of
from admin.meetings.form_page import meeting_named
from admin.meetings.noting import attendance_choices, attendance_revision, noted_code
from admin.web.guard import own_participant
from admin.web.revision import differences, is_outdated
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.agenda.attendance import Attendance
from dialogs.labels.staff import attendance_label
from storage.meetings.attendance import note_attendance
from storage.meetings.meetings import OverError
from storage.people.audit import Audit
from storage.tables.agenda import Meeting
from storage.tables.people import Participant

UNDO = "undo"


@own_participant(Audit.MEETING_OPENED, hold=True, row=meeting_named)
async def note(
    visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
) -> Response:
    """Note what became of the meeting, unless somebody else has noted something else meanwhile."""
    chosen = visit.form.get("was", "")
    was = next((one for one in Attendance if one.value == chosen), None)
    if was is None and chosen != UNDO:
        return visit.missing()
    outdated = is_outdated(visit.form, attendance_revision(meeting))
    if outdated and meeting.attendance is not was:
        return _both_versions(visit, participant, meeting, was)
    try:
        noted = await note_attendance(session, meeting, was, visit.staff.id, visit.now)
    except OverError:
        return visit.missing()
    if noted:
        await visit.log(session, Audit.ATTENDANCE_NOTED, participant_id=participant.id)
    return visit.go_to_participant(participant, said=noted_code(meeting))


def _both_versions(
    visit: Visit, participant: Participant, meeting: Meeting, was: Attendance | None
) -> Response:
    t = visit.texts
    # NOTE: Above what a coach has noted about whether somebody came to a meeting.
    label = t.gettext("Hur gick det?")
    return visit.page(
        "meetings/attendance.html",
        409,
        pseudonym=participant.pseudonym,
        meeting=meeting.id,
        when=when_of(t, meeting, participant, visit.now, visit.zone),
        versions=differences(((label, _said(t, meeting.attendance), _said(t, was)),)),
        revision=attendance_revision(meeting),
        buttons=attendance_choices(t),
    )


def _said(t: Catalog, was: Attendance | None) -> str:
    # NOTE: Where a coach has noted nothing about a meeting.
    return attendance_label(t, was) if was else t.gettext("inget antecknat")
