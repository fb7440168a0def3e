"""What is heard of texts as they are shown: whole as somebody has spoken them, or by pieces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.machine.drafts import Drafts
from bot.clips.pieces import lines_of, pieces_of
from bot.languages.text_states import digest_of
from storage.clips.clips import FoundClip, clips_of_words


@dataclass(frozen=True)
class Heard:
    """What a text sounds like: the digests of its clips in their order; none where it is read.

    ``machine``: at least one of them is a draft.
    """

    clips: tuple[str, ...] = ()
    machine: bool = False

    def __bool__(self) -> bool:
        return bool(self.clips)


async def heard_texts(
    session: AsyncSession, drafts: Drafts, language: str, texts: Iterable[str]
) -> dict[str, Heard]:
    """Find what can be heard of texts in a language; what cannot yet is wished for."""
    shown = [one for one in dict.fromkeys(texts) if one]
    words = {part for text in shown for part in (text, *lines_of(text), *pieces_of(language, text))}
    found = await clips_of_words(session, language, [*map(digest_of, words)])
    if not drafts.speaks(language):  # they were switched off: those that were made are kept
        found = {spoken: clip for spoken, clip in found.items() if not clip.machine}
    heard = {text: _heard(language, text, found) for text in shown}
    for text, sound in heard.items():
        if not sound:
            drafts.wish(language, text)
    return heard


def _heard(language: str, text: str, found: Mapping[str, FoundClip]) -> Heard:
    """Take the whole text where it is spoken, else each line, else its pieces; all or nothing."""
    clips: list[FoundClip] = []
    if whole := found.get(digest_of(text)):
        clips = [whole]
    else:
        for line in lines_of(text):
            of_line = found.get(digest_of(line))
            parts = [found.get(digest_of(one)) for one in pieces_of(language, line)]
            for one in [of_line] if of_line else parts:
                if one is None:
                    return Heard()
                clips.append(one)
    return Heard(tuple(one.digest for one in clips), any(one.machine for one in clips))
