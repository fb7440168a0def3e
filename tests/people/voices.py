"""Voices: texts that somebody on the staff has spoken, as rows."""

from collections.abc import Sequence

from bot.app_context import AppContext
from bot.clips.clip import ConvertedClip
from bot.languages.text_states import digest_of
from storage.clips.clips import store_clip
from storage.tables.people import Staff


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
