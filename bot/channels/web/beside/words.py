"""Words that answered nothing, in the web chat: offered to be passed on beside what is open."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.engine.reply import Code, Say
from dialogs.engine.scene import Scene
from dialogs.talks.routing import ANSWERED_NOTHING
from dialogs.talks.unheard import nobody_reads_line, pass_on_line
from dialogs.words.spoken import has_recording
from storage.orientation.coach import coach_of, reader_of
from storage.tables.people import Participant
from storage.talk.coach_words import waiting_words


async def words_beside(
    session: AsyncSession,
    scene: Scene,
    participant: Participant,
    now: dt.datetime,
    code: Code | None,
    shown: str,
) -> Say | None:
    """Give the offer to pass on what was written a moment ago, or whom to turn to instead.

    ``shown`` is what the page shows of it already.
    """
    waiting = await waiting_words(session, participant.id, now)
    if waiting is not None:
        said = "" if waiting.words == shown.strip() else waiting.words
        return pass_on_line(scene.texts, waiting.id, said, spoken=has_recording(waiting.words))
    if code in ANSWERED_NOTHING and await reader_of(session, participant) is None:
        return nobody_reads_line(scene, await coach_of(session, participant))
    return None
