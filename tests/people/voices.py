"""Voices: texts that somebody on the staff has spoken, as rows."""

from collections.abc import Sequence

from bot.app_context import AppContext
from bot.clips.clip import ConvertedClip
from bot.clips.conversion import convert
from bot.clips.spoken import spoken_texts
from bot.languages.reviewing import translated_texts
from bot.languages.text_states import digest_of
from storage.clips.clips import store_clip
from storage.tables.people import Staff
from tests.recordings import recording


async def speak(
    app: AppContext,
    staff_id: int,
    language: str,
    *words: str,
    sounds: Sequence[ConvertedClip] = (),
) -> None:
    """Let somebody have spoken words in a language; they sound in turn, or are no real sound."""
    async with app.database.writing() as session:
        staff = await session.get_one(Staff, staff_id)
        for number, one in enumerate(words):
            noise = ConvertedClip(one.encode(), one.encode())
            clip = sounds[number % len(sounds)] if sounds else noise
            named = (language, digest_of(one), digest_of(one))
            await store_clip(session, staff, *named, clip.ogg, clip.mp4, app.clock())


async def speak_everything(app: AppContext, staff_id: int, language: str) -> None:
    """Let somebody have spoken each text of a language that can be; each sounds in its own way."""
    texts = spoken_texts(language, translated_texts(language, {}), [])
    words = list(dict.fromkeys(one.text.said[0] for one in texts))
    await speak(app, staff_id, language, *words, sounds=different_sounds(len(words)))


def different_sounds(number: int) -> list[ConvertedClip]:
    """Make real clips that differ only in what follows the sound: no player reads on there."""
    clip = convert(recording("wav", 0.4))
    marks = [str(one).encode() for one in range(number)]
    return [ConvertedClip(clip.ogg + mark, clip.mp4 + mark) for mark in marks]
