"""What is heard of texts as they are shown; what cannot be heard yet is wished for."""

from collections.abc import Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.heard import Heard, Sound, digests_of
from bot.clips.machine.drafts import Drafts
from bot.clips.pieces import lines_of
from bot.languages.catalog import catalog
from dialogs.talks.settings import language_text
from storage.clips.clips import clips_of_words


async def heard_texts(
    session: AsyncSession,
    drafts: Drafts,
    language: str,
    texts: Iterable[str],
    own: Mapping[str, Sound] | None = None,
) -> Heard:
    """Find what can be heard of texts in a language, and wish for what cannot.

    ``own`` is what was spoken for the person alone, by the line. A machine's clips count only while
    drafts are wanted: those that were made are kept.
    """
    shown = [one for one in dict.fromkeys(texts) if one]
    found = await clips_of_words(session, language, digests_of(language, *shown))
    if not drafts.speaks(language):
        found = {words: clip for words, clip in found.items() if not clip.machine}
    heard = Heard(language, found, own or {})
    for line in dict.fromkeys(line for text in shown for line in lines_of(text)):
        if not heard.sound(line):
            drafts.wish(language, line)
    return heard


async def languages_saying_themselves(
    session: AsyncSession, drafts: Drafts, languages: Iterable[str]
) -> dict[str, Sound]:
    """Find what each language sounds like, for those who read the name of none."""
    found = {}
    for code in languages:
        text = language_text(catalog(code))
        sound = (await heard_texts(session, drafts, code, [text])).sound(text)
        if sound:
            found[code] = sound
    return found
