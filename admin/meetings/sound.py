"""What a coach says of a meeting to somebody who listens: recorded or a file, heard, taken away."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.meetings.form_page import (
    meeting_named,
    meeting_page,
    meeting_revision,
    recording_place,
)
from admin.spoken.page import play_part
from admin.translations.labels import clip_fault_text
from admin.web.guard import Guarded, Law, own_participant, participant_of_path
from admin.web.revision import is_outdated
from admin.web.visit import Visit
from bot.clips.aside import convert_aside
from bot.clips.clip import ClipError, ClipFault, ConvertedClip
from bot.languages.catalog import Catalog
from storage.meetings.sounds import (
    forget_sounds,
    keep_recording,
    meeting_sound,
    recording_of_meeting,
)
from storage.people.audit import Audit
from storage.tables.agenda import Meeting
from storage.tables.people import Participant


async def _record(visit: Visit) -> Response:
    """Keep a recording, converted before the transaction; what cannot be one changes nothing.

    What could not be kept anyway is not converted: nobody without a right costs us that.
    """
    made = await _made_of(visit) if await _can_be_kept(visit) else None

    @own_participant(Audit.MEETING_OPENED, hold=True, row=meeting_named)
    async def keep(
        visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
    ) -> Response:
        if isinstance(made, ClipFault):
            why = _fault_text(visit.texts, made)
            return await meeting_page(session, visit, participant, meeting, why)
        if is_outdated(visit.form, meeting_revision(visit, meeting)):
            # NOTE: To a coach who has recorded where and when a meeting is, in an old tab.
            why = visit.texts.gettext(
                "Mötet har ändrats sedan du öppnade sidan. Så här är det nu. Spela in en gång till."
            )
            return await meeting_page(session, visit, participant, meeting, why)
        if made is not None and not meeting.cancelled:
            await keep_recording(session, meeting, made.ogg, made.mp4, visit.now)
            await visit.log(session, Audit.MEETING_CHANGED, participant_id=participant.id)
        return visit.go_to_participant(participant, recording_place(meeting))

    return await keep.handle(visit)


record = Guarded(Law(action=Audit.MEETING_OPENED, hold=True, takes_file=True), _record)


async def _can_be_kept(visit: Visit) -> bool:
    async with visit.app.database.reading() as session:
        participant = await participant_of_path(visit, session)
        meeting = await meeting_named(visit, session, participant) if participant else None
        return (
            meeting is not None
            and not meeting.cancelled
            and not is_outdated(visit.form, meeting_revision(visit, meeting))
        )


async def _made_of(visit: Visit) -> ConvertedClip | ClipFault:
    try:
        return await convert_aside(visit.file) if visit.file is not None else ClipFault.TOO_LARGE
    except ClipError as fault:
        return fault.fault


@own_participant(Audit.MEETING_OPENED, hold=True, row=meeting_named)
async def remove(
    visit: Visit, session: AsyncSession, participant: Participant, meeting: Meeting
) -> Response:
    """Take the recording away."""
    await forget_sounds(session, meeting)
    await visit.log(session, Audit.MEETING_CHANGED, participant_id=participant.id)
    return visit.go_to_participant(participant, recording_place(meeting))


async def _sound(visit: Visit, session: AsyncSession, participant: Participant) -> bytes | None:
    """Find what was recorded about the meeting that the address names."""
    meeting = await meeting_named(visit, session, participant)
    recorded = await recording_of_meeting(session, meeting) if meeting is not None else None
    found = await meeting_sound(session, recorded.id) if recorded is not None else None
    return found[1] if found is not None else None


play = own_participant(Audit.MEETING_OPENED, row=_sound)(play_part)


def _fault_text(t: Catalog, fault: ClipFault) -> str:
    if fault is ClipFault.TOO_SHORT:
        return t.gettext("Inspelningen är för kort. Säg var ni ses, och vad det gäller.")
    return clip_fault_text(t, fault)
