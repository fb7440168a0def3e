"""The pages of a meeting: book it, change it, call it off. Every step is logged."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.meetings.card import meeting_obstacle, meeting_obstacle_label, when_of
from admin.meetings.form import EARLY, LATE, LENGTHS, LONGEST_LINE, LONGEST_PLACE, MeetingDraft
from admin.meetings.versions import meeting_differences
from admin.web.guard import own_participant, with_form
from admin.web.revision import Difference, is_outdated, kept_revision, revision_of
from admin.web.time_zones import zone_hint
from admin.web.visit import Visit
from dialogs.agenda.messages import MessageKind
from dialogs.labels.obstacles import changed_meeting_hint
from dialogs.people.enrolment import ExitReason
from dialogs.texts import clean
from storage.meetings.meetings import (
    OverError,
    TakenError,
    book_meeting,
    cancel_meeting,
    change_meeting,
    meeting_at,
    own_meeting,
)
from storage.occasions.exits import ENDED_REASON
from storage.people.audit import Audit
from storage.people.contact import contact_obstacles
from storage.people.timing import participant_timing
from storage.reminders.queue import withdraw_all_reminders
from storage.tables.agenda import Meeting
from storage.tables.people import Participant


async def _meeting(visit: Visit, session: AsyncSession, participant: Participant) -> Meeting | None:
    """Find the meeting that the address names; None where it is not this participant's."""
    number: int = visit.request.path_params["meeting"]
    return await own_meeting(session, participant.id, number)


@own_participant(Audit.MEETING_OPENED)
async def new(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Show the empty form; none for somebody who has died."""
    if _has_died(participant):
        return _card_redirect(participant)
    return await _form(session, visit, participant, MeetingDraft())


@own_participant(Audit.MEETING_OPENED, hold=True)
@with_form(MeetingDraft.read)
async def make(
    visit: Visit, draft: MeetingDraft, session: AsyncSession, participant: Participant
) -> Response:
    """Book the meeting that was filled in."""
    if _has_died(participant):
        return await _form(session, visit, participant, draft, status_code=422)
    booking = draft.booking(visit.texts, visit.now, visit.zone)
    if booking is None:
        return await _form(session, visit, participant, draft, status_code=422)
    try:
        when = await participant_timing(session, participant, visit.app.calendar)
        known = await meeting_at(session, participant.id, booking.starts_at)
        await book_meeting(session, participant, booking, visit.now, when)
    except TakenError:
        _mark_taken(visit, draft)
        return await _form(session, visit, participant, draft, status_code=422)
    if known is None:
        await visit.log(session, Audit.MEETING_BOOKED, participant_id=participant.id)
    return _card_redirect(participant)


@own_participant(Audit.MEETING_OPENED, row=_meeting)
async def edit(
    visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
) -> Response:
    """Show the form of a meeting as it is."""
    if _is_over(visit, meeting):
        return _card_redirect(participant)
    draft = MeetingDraft.of(meeting, visit.zone)
    return await _form(session, visit, participant, draft, meeting)


@own_participant(Audit.MEETING_OPENED, hold=True, row=_meeting)
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
        return await _form(session, visit, participant, draft, meeting, 422)
    booking = draft.booking(visit.texts, visit.now, visit.zone)
    if booking is None:
        return await _form(session, visit, participant, draft, meeting, 422)
    if is_outdated(visit.form, _revision(visit, meeting)):
        found = meeting_differences(visit.texts, MeetingDraft.of(meeting, visit.zone), draft)
        if found:
            return await _form(session, visit, participant, draft, meeting, 409, versions=found)
    try:
        when = await participant_timing(session, participant, visit.app.calendar)
        changed = await change_meeting(session, meeting, booking, visit.now, when)
    except TakenError:
        _mark_taken(visit, draft)
        return await _form(session, visit, participant, draft, meeting, 422)
    except OverError:
        return await _too_late(session, visit, participant, draft, meeting)
    if changed:
        await visit.log(session, Audit.MEETING_CHANGED, participant_id=participant.id)
    return _card_redirect(participant)


@own_participant(Audit.MEETING_OPENED, row=_meeting)
async def confirm(
    visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
) -> Response:
    """Ask before a meeting is called off."""
    if _is_over(visit, meeting):
        return _card_redirect(participant)
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
        revision=_revision(visit, meeting),
        pseudonym=participant.pseudonym,
        when=when_of(visit.texts, meeting, participant, now, zone),
        place=clean(meeting.place),
        hindrance=await meeting_obstacle(session, participant, visit.texts, now, zone),
    )


@own_participant(Audit.MEETING_OPENED, hold=True, row=_meeting)
async def cancel(
    visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
) -> Response:
    """Call the meeting off, as it was when the coach was asked."""
    if _is_over(visit, meeting):
        return _card_redirect(participant)
    if is_outdated(visit.form, _revision(visit, meeting)):
        return await _confirm(session, visit, participant, meeting, 409)
    when = await participant_timing(session, participant, visit.app.calendar)
    await cancel_meeting(session, meeting, visit.now, when)
    if _has_died(participant):
        await withdraw_all_reminders(session, participant.id, ENDED_REASON)
    await visit.log(session, Audit.MEETING_CANCELLED, participant_id=participant.id)
    return _card_redirect(participant)


def _revision(visit: Visit, meeting: Meeting) -> str:
    """Name the meeting as a form shows it."""
    return revision_of(MeetingDraft.of(meeting, visit.zone))


def _has_died(participant: Participant) -> bool:
    return participant.exit_reason is ExitReason.DECEASED


def _is_over(visit: Visit, meeting: Meeting) -> bool:
    return meeting.cancelled or meeting.starts_at <= visit.now


def _mark_taken(visit: Visit, draft: MeetingDraft) -> None:
    # NOTE: Beside the time of a meeting: there is another one at that time.
    draft.faults["time"] = visit.texts.gettext(
        "Ni har redan ett möte då. Välj en annan tid, eller ändra det mötet."
    )


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
    return await _form(session, visit, participant, draft, status_code=422, too_late=why)


async def _form(
    session: AsyncSession,
    visit: Visit,
    participant: Participant,
    draft: MeetingDraft,
    meeting: Meeting | None = None,
    status_code: int = 200,
    too_late: str = "",
    versions: Sequence[Difference] = (),
) -> Response:
    t, now, zone = visit.texts, visit.now, visit.zone
    whys = await contact_obstacles(session, participant, MessageKind.MEETING, now)
    revision = _revision(visit, meeting) if meeting else ""
    return visit.page(
        "meetings/form.html",
        status_code,
        pseudonym=participant.pseudonym,
        name=clean(participant.name or ""),
        draft=draft,
        meeting=meeting.id if meeting else 0,
        revision=kept_revision(visit.form, revision, both_shown=bool(versions)),
        versions=versions,
        too_late=too_late,
        hindrance=meeting_obstacle_label(t, participant, whys, now, zone),
        changes=changed_meeting_hint(t, whys) if meeting else "",
        elsewhere=zone_hint(t, participant.zone, zone),
        today=visit.today.isoformat(),
        lengths=LENGTHS,
        early=EARLY,
        late=LATE,
        longest_place=LONGEST_PLACE,
        longest_line=LONGEST_LINE,
    )


def _card_redirect(participant: Participant) -> Response:
    return RedirectResponse(f"/admin/participants/{participant.pseudonym}#meetings", 303)
