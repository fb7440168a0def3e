"""A recording of what a participant has said, for the coach who may read their words."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.web.guard import own_participant
from admin.web.visit import Visit
from bot.clips.serving import sound_part
from storage.people.audit import Audit
from storage.tables.people import Participant
from storage.talk.spoken_words import recordings_for_coach, sound_of


async def _sound(visit: Visit, session: AsyncSession, participant: Participant) -> bytes | None:
    """Find the recording that the address names; None where it is not among what may be read."""
    number: int = visit.request.path_params["recording"]
    if number not in await recordings_for_coach(session, participant.id):
        return None
    return await sound_of(session, participant.id, number)


async def play_part(
    visit: Visit, _session: AsyncSession, _participant: Participant, sound: bytes
) -> Response:
    """Let a sealed sound be heard, part by part; nobody keeps it."""
    return sound_part(visit.request, sound, "audio/mp4")


play = own_participant(Audit.WORDS_HEARD, row=_sound)(play_part)
