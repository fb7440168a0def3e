"""A coach's words about a meeting, read by the machine: in Swedish, and kept sealed.

They are nobody's but the participant's. So they are no clip, which whoever has its address hears.
"""

import unicodedata
from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.clip import ConvertedClip
from bot.clips.pieces import pieces_of
from bot.languages.spoken import SOURCE_LANGUAGE
from bot.settings.clock import Clock
from dialogs.words.heard import Told
from storage.database.database import Database
from storage.database.encryption import readable
from storage.meetings.sounds import keep_reading, sounds_of_meetings
from storage.people.participants import hold_participant
from storage.tables.agenda import Meeting

Speak = Callable[[str, str], Awaitable[ConvertedClip]]
"""Says a text in a language; raises MuteError or ClipError."""


async def read_meeting(database: Database, clock: Clock, number: int, speak: Speak) -> None:
    """Let what a coach has written about a meeting be read, unless it can be heard already.

    No transaction is open meanwhile; where the meeting has changed then, nothing is kept. Raises
    what ``speak`` does.
    """
    async with database.reading() as session:
        meeting = await session.get(Meeting, number)
        if meeting is None or not await _is_silent(session, meeting):
            return
        revision, words = meeting.revision, _words_of(meeting)
    read = {
        told: [await speak(SOURCE_LANGUAGE, piece) for piece in pieces_of(SOURCE_LANGUAGE, text)]
        for told, text in words.items()
    }
    async with database.writing() as session:
        meeting = await session.get(Meeting, number)
        if meeting is None:
            return
        await hold_participant(session, meeting.participant_id)
        await session.refresh(meeting)
        if meeting.revision == revision and await _is_silent(session, meeting):
            for told, clips in read.items():
                sounds = [(clip.ogg, clip.mp4) for clip in clips]
                await keep_reading(session, meeting, told, sounds, clock())


async def _is_silent(session: AsyncSession, meeting: Meeting) -> bool:
    return not meeting.cancelled and not await sounds_of_meetings(session, [meeting])


def _words_of(meeting: Meeting) -> dict[Told, str]:
    """Give the coach's words that a Swedish voice can read."""
    written = {Told.PLACE: meeting.place, Told.LINE: meeting.line or ""}
    return {told: text for told, text in written.items() if readable(text) and _is_latin(text)}


def _is_latin(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all(unicodedata.name(one, "").startswith("LATIN") for one in letters)
