"""What of the texts is spoken: each text with the clip that is heard of it."""

import string
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.clips.pieces import pieces_of
from bot.languages.reviewing import TranslatedText
from bot.languages.text_states import digest_of
from storage.clips.clips import KnownClip


class ClipState(StrEnum):
    """Whether a text can be heard as it is read."""

    UNSPOKEN = "unspoken"
    DRAFTED = "drafted"
    """A machine has spoken it: it is heard until a person has."""
    OUTDATED = "outdated"
    """It was spoken before it was changed: it is read, not heard."""
    SPOKEN = "spoken"


@dataclass(frozen=True)
class SpokenText:
    """A text, whether it can be heard, and its newest clip, if any; a draft may have several."""

    text: TranslatedText
    state: ClipState
    clip: KnownClip | None = None
    heard: tuple[str, ...] = ()
    """The digests of what is heard of it, in their order."""


def may_be_spoken(text: TranslatedText) -> bool:
    """Tell whether a text is said as it stands: nothing is filled in, in no form of it."""
    words = text.said[0] if len(text.said) == 1 else ""
    return bool(words) and not any(name is not None for _, name, _, _ in _pieces(words))


def _pieces(words: str) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    return string.Formatter().parse(words)


def spoken_texts(
    language: str, texts: Iterable[TranslatedText], clips: Iterable[KnownClip]
) -> list[SpokenText]:
    """List the texts that may be spoken, each with its clip.

    The same words are heard wherever they stand: one recording of "Good" is enough.
    """
    by_words, by_source, drafts = {}, {}, {}
    for clip in clips:
        if clip.machine:
            drafts[clip.spoken] = clip
        else:
            by_words[clip.spoken] = by_source[clip.source] = clip
    spoken = []
    for one in filter(may_be_spoken, texts):
        found = _spoken_text(one, by_words, by_source)
        pieces = [drafts.get(digest_of(piece)) for piece in pieces_of(language, one.said[0])]
        if found.state is not ClipState.SPOKEN and pieces and all(pieces):
            heard = [piece for piece in pieces if piece]
            digests = tuple(piece.digest for piece in heard)
            found = SpokenText(one, ClipState.DRAFTED, heard[0], digests)
        spoken.append(found)
    return spoken


def _spoken_text(
    text: TranslatedText, by_words: dict[str, KnownClip], by_source: dict[str, KnownClip]
) -> SpokenText:
    if clip := by_words.get(digest_of(*text.said)):
        return SpokenText(text, ClipState.SPOKEN, clip, (clip.digest,))
    if clip := by_source.get(text.source):
        return SpokenText(text, ClipState.OUTDATED, clip)
    return SpokenText(text, ClipState.UNSPOKEN)
