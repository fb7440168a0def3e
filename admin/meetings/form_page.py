"""The page with a meeting's form, and with what is recorded about it."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.meetings.card import meeting_obstacle_label
from admin.meetings.form import EARLY, LATE, LENGTHS, LONGEST_LINE, LONGEST_PLACE, MeetingDraft
from admin.web.revision import Difference, kept_revision, revision_of
from admin.web.time_zones import zone_hint
from admin.web.visit import Visit
from bot.clips.aside import can_convert
from bot.clips.clip import LONGEST
from dialogs.agenda.meeting_kinds import MeetingKind, Party
from dialogs.agenda.messages import MessageKind
from dialogs.labels.meetings.kinds import meeting_kind_label, party_label
from dialogs.labels.obstacles import changed_meeting_hint
from dialogs.texts import clean
from storage.meetings.meetings import own_meeting
from storage.meetings.sounds import recording_of_meeting
from storage.people.contact import contact_obstacles
from storage.tables.agenda import Meeting
from storage.tables.people import Participant


async def meeting_named(
    visit: Visit, session: AsyncSession, participant: Participant
) -> Meeting | None:
    """Find the meeting that the address names; None where it is not this participant's."""
    number: int = visit.request.path_params["meeting"]
    return await own_meeting(session, participant.id, number)


async def meeting_page(
    session: AsyncSession,
    visit: Visit,
    participant: Participant,
    meeting: Meeting,
    clip_fault: str = "",
) -> Response:
    """Show the form of a meeting; ``clip_fault`` says why a recording was not kept."""
    draft = MeetingDraft.of(meeting, visit.zone)
    code = 422 if clip_fault else 200
    return await form_page(session, visit, participant, draft, meeting, code, clip_fault=clip_fault)


async def form_page(
    session: AsyncSession,
    visit: Visit,
    participant: Participant,
    draft: MeetingDraft,
    meeting: Meeting | None = None,
    status_code: int = 200,
    too_late: str = "",
    versions: Sequence[Difference] = (),
    clip_fault: str = "",
) -> Response:
    """Show the form: of a meeting, or with ``meeting`` None of a new one."""
    t, now, zone = visit.texts, visit.now, visit.zone
    whys = await contact_obstacles(session, participant, MessageKind.MEETING, now)
    revision = meeting_revision(visit, meeting) if meeting else ""
    return visit.page(
        "meetings/form.html",
        status_code,
        pseudonym=participant.pseudonym,
        name=clean(participant.name or ""),
        draft=draft,
        meeting=meeting.id if meeting else 0,
        revision=kept_revision(visit.form, revision, both_shown=bool(versions or clip_fault)),
        versions=versions,
        too_late=too_late,
        hindrance=meeting_obstacle_label(t, participant, whys, now, zone),
        changes=changed_meeting_hint(t, whys) if meeting else "",
        elsewhere=zone_hint(t, participant.zone, zone),
        kinds=[(one.value, meeting_kind_label(t, one)) for one in MeetingKind],
        parties=[(one.value, party_label(t, one)) for one in Party],
        is_invited=meeting is not None and meeting.has_participant,
        lengths=LENGTHS,
        early=EARLY,
        late=LATE,
        longest_place=LONGEST_PLACE,
        longest_line=LONGEST_LINE,
        can_record=can_convert(),
        recorded=await recording_of_meeting(session, meeting) if meeting else None,
        longest=LONGEST,
        listens=participant.heard_first,
        clip_fault=clip_fault,
    )


def meeting_revision(visit: Visit, meeting: Meeting) -> str:
    """Name the meeting as a form shows it."""
    return revision_of(MeetingDraft.of(meeting, visit.zone))


def recording_place(meeting: Meeting) -> str:
    """Name where, below its participant's page, a meeting is recorded."""
    return f"/meetings/{meeting.id}#recorded"
