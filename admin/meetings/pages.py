"""The pages of a meeting: book it, change it, call it off. Every step is logged."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.meetings.card import meeting_obstacle, when_of
from admin.meetings.doubts import ask_if_sure
from admin.meetings.form import MeetingDraft
from admin.meetings.form_page import (
    form_page,
    meeting_named,
    meeting_page,
    meeting_revision,
    recording_place,
)
from admin.meetings.versions import meeting_differences
from admin.saved.words import Saved
from admin.web.guard import own_participant, with_form
from admin.web.revision import is_outdated
from admin.web.visit import Visit
from bot.clips.machine.own import prepare_meeting
from dialogs.people.enrolment import ExitReason
from dialogs.texts import clean
from storage.meetings.meetings import (
    OverError,
    book_meeting,
    cancel_meeting,
    change_meeting,
    same_meeting,
)
from storage.occasions.exits import ENDED_REASON
from storage.people.audit import Audit
from storage.people.timing import participant_timing, zone_of
from storage.reminders.queue import withdraw_all_reminders
from storage.tables.agenda import Meeting
from storage.tables.people import Participant


@own_participant(Audit.MEETING_OPENED)
async def new(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Show the empty form; none for somebody who has died."""
    if _has_died(participant):
        return visit.go_to_participant(participant, "#meetings")
    return await form_page(session, visit, participant, MeetingDraft())


@own_participant(Audit.MEETING_OPENED, hold=True)
@with_form(MeetingDraft.read)
async def make(
    visit: Visit, draft: MeetingDraft, session: AsyncSession, participant: Participant
) -> Response:
    """Book the meeting that was filled in."""
    if _has_died(participant):
        return await form_page(session, visit, participant, draft, status_code=422)
    booking = draft.booking(visit.texts, visit.now, visit.zone)
    if booking is None:
        return await form_page(session, visit, participant, draft, status_code=422)
    known = await same_meeting(session, participant.id, booking)
    if known is None and await ask_if_sure(session, visit, participant, draft, booking):
        return await form_page(session, visit, participant, draft, status_code=422)
    when = await participant_timing(session, participant, visit.app.calendar)
    meeting = await book_meeting(session, participant, booking, visit.now, when)
    if known is None:
        await visit.log(session, Audit.MEETING_BOOKED, participant_id=participant.id)
    _prepare(visit, participant, meeting)
    if participant.heard_first and meeting.has_participant and not _is_over(visit, meeting):
        return visit.go_to_participant(participant, recording_place(meeting))
    return visit.go_to_participant(participant, "#meetings", Saved.BOOKED)


@own_participant(Audit.MEETING_OPENED, row=meeting_named)
async def edit(
    visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
) -> Response:
    """Show the form of a meeting as it is."""
    if _is_over(visit, meeting):
        return visit.go_to_participant(participant, "#meetings")
    return await meeting_page(session, visit, participant, meeting)


@own_participant(Audit.MEETING_OPENED, hold=True, row=meeting_named)
@with_form(MeetingDraft.read)
async def change(
    visit: Visit,
    draft: MeetingDraft,
    session: AsyncSession,
    participant: Participant,
    meeting: Meeting,
) -> Response:
    """Change the meeting to what was filled in, unless somebody else has changed it meanwhile."""
    if _is_over(visit, meeting):
        return await _too_late(session, visit, participant, draft, meeting)
    if _has_died(participant):
        return await form_page(session, visit, participant, draft, meeting, 422)
    booking = draft.booking(visit.texts, visit.now, visit.zone)
    if booking is None:
        return await form_page(session, visit, participant, draft, meeting, 422)
    if is_outdated(visit.form, meeting_revision(visit, meeting)):
        found = meeting_differences(visit.texts, MeetingDraft.of(meeting, visit.zone), draft)
        if found:
            return await form_page(session, visit, participant, draft, meeting, 409, versions=found)
    moved = (booking.starts_at, booking.minutes) != (meeting.starts_at, meeting.minutes)
    if moved and await ask_if_sure(session, visit, participant, draft, booking, meeting):
        return await form_page(session, visit, participant, draft, meeting, 422)
    when = await participant_timing(session, participant, visit.app.calendar)
    try:
        changed = await change_meeting(session, meeting, booking, visit.now, when)
    except OverError:
        return await _too_late(session, visit, participant, draft, meeting)
    if changed:
        await visit.log(session, Audit.MEETING_CHANGED, participant_id=participant.id)
        _prepare(visit, participant, meeting)
    return visit.go_to_participant(participant, "#meetings", Saved.MOVED)


@own_participant(Audit.MEETING_OPENED, row=meeting_named)
async def confirm(
    visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
) -> Response:
    """Ask before a meeting is called off."""
    if _is_over(visit, meeting):
        return visit.go_to_participant(participant, "#meetings")
    return await _confirm(session, visit, participant, meeting)


async def _confirm(
    session: AsyncSession,
    visit: Visit,
    participant: Participant,
    meeting: Meeting,
    status_code: int = 200,
) -> Response:
    now, zone = visit.now, visit.zone
    return visit.page(
        "meetings/cancel.html",
        status_code,
        changed=status_code == 409,
        revision=meeting_revision(visit, meeting),
        pseudonym=participant.pseudonym,
        when=when_of(visit.texts, meeting, participant, now, zone),
        place=clean(meeting.place),
        hindrance=await meeting_obstacle(session, participant, visit.texts, now, zone),
    )


@own_participant(Audit.MEETING_OPENED, hold=True, row=meeting_named)
async def cancel(
    visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
) -> Response:
    """Call the meeting off, as it was when the coach was asked."""
    if _is_over(visit, meeting):
        return visit.go_to_participant(participant, "#meetings")
    if is_outdated(visit.form, meeting_revision(visit, meeting)):
        return await _confirm(session, visit, participant, meeting, 409)
    when = await participant_timing(session, participant, visit.app.calendar)
    await cancel_meeting(session, meeting, visit.now, when)
    if _has_died(participant):
        await withdraw_all_reminders(session, participant.id, ENDED_REASON)
    await visit.log(session, Audit.MEETING_CANCELLED, participant_id=participant.id)
    return visit.go_to_participant(participant, "#meetings", Saved.OFF)


def _prepare(visit: Visit, participant: Participant, meeting: Meeting) -> None:
    """Let a machine read what is told of a meeting, where that is on and somebody listens."""
    if not meeting.has_participant or _is_over(visit, meeting):
        return
    zone = zone_of(participant, visit.app.calendar)
    prepare_meeting(visit.app.drafts, participant, meeting, zone)


def _has_died(participant: Participant) -> bool:
    return participant.exit_reason is ExitReason.DECEASED


def _is_over(visit: Visit, meeting: Meeting) -> bool:
    return meeting.cancelled or meeting.starts_at <= visit.now


async def _too_late(
    session: AsyncSession,
    visit: Visit,
    participant: Participant,
    draft: MeetingDraft,
    meeting: Meeting,
) -> Response:
    """Give back what was filled in for a meeting that cannot be changed any more."""
    t = visit.texts
    if meeting.cancelled:
        # NOTE: Above what a coach had filled in to change a meeting. It can be booked instead.
        why = t.gettext("Mötet är inställt och går inte att ändra. Du kan boka ett nytt.")
    else:
        # NOTE: Above what a coach had filled in to change a meeting. It can be booked instead.
        why = t.gettext("Mötet har redan börjat och går inte att ändra. Du kan boka ett nytt.")
    return await form_page(session, visit, participant, draft, status_code=422, too_late=why)
