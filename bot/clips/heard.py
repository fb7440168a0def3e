"""Heard: how what is shown can be heard: whole, or by its lines, their pieces and their parts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.clips.pieces import parts_of, pieces_of
from bot.languages.text_states import digest_of
from dialogs.engine.ask import Ask
from storage.clips.clips import FoundClip

PARAGRAPH = "\n\n"
_GAP = re.compile(r"(\n+)")
LONGEST_PART = 700
"""In characters, of lines that follow one another in one sound: what has room below it."""


OWN = "/chat/heard/"
"""Begins the name of what was spoken for one person: the address at which they hear it."""


def own_name(number: int) -> str:
    """Name a sound of somebody's own, by its id; other clips are named by their digest."""
    return f"{OWN}{number}"


def own_number(name: str) -> int | None:
    """Give the id that such a name holds; None for a clip of everybody's."""
    number = name.removeprefix(OWN)
    return int(number) if name.startswith(OWN) and number.isdecimal() else None


@dataclass(frozen=True)
class Sound:
    """What a text sounds like: its clips in their order, by name; none where it is only read.

    ``machine``: at least one of them is a machine's draft.
    """

    clips: tuple[str, ...] = ()
    machine: bool = False

    def __bool__(self) -> bool:
        return bool(self.clips)


NOTHING = Sound()


@dataclass(frozen=True)
class Part:
    """A piece of a text, and what it sounds like; nothing where it is only read."""

    text: str
    sound: Sound = NOTHING


@dataclass(frozen=True)
class Heard:
    """What can be heard in one language, by the digest of what is said in each clip.

    ``own``: what was spoken for one person alone, by the line that is shown. ``languages``: the
    clip of each language that can say itself; ``anything``: something can be heard, in whatever
    language.
    """

    language: str = ""
    found: Mapping[str, FoundClip] = field(default_factory=dict)
    own: Mapping[str, Sound] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    anything: bool = False

    def sound(self, text: str) -> Sound:
        """Give what a text sounds like, whole or line by line; nothing where a line is missing."""
        if whole := self._whole(text):
            return whole
        lines = [self._line(line) for _, line in _lines(text) if line.strip()]
        return joined_sounds(lines) if all(lines) else NOTHING

    def parts(self, text: str) -> tuple[Part, ...]:
        """Cut a text into what is heard and what is read, in order; empty where all is read.

        Heard lines of one paragraph make one part, and so do those that are read.
        """
        if whole := self._whole(text):
            return (Part(text, whole),)
        cut: list[Part] = []
        for gap, line in _lines(text):
            sound = self._line(line)
            last = cut[-1] if cut else None
            if last is not None and _belong(last, gap, line, sound):
                cut[-1] = Part(f"{last.text}{gap}{line}", joined_sounds((last.sound, sound)))
            else:
                cut.append(Part(line, sound))
        return tuple(cut) if any(one.sound for one in cut) else ()

    def question_parts(self, text: str, *, whole: bool) -> tuple[Part, ...]:
        """Cut a question; empty where its last words, which ask, cannot be heard.

        ``whole``: all of it is heard, or nothing.
        """
        cut = self.parts(text)
        if not cut or not cut[-1].sound or (whole and not all(one.sound for one in cut)):
            return ()
        return cut

    def by_machine(self, ask: Ask) -> bool:
        """Tell whether a machine says some of a question, or of its answers."""
        texts = (ask.text, *(option.label for option in ask.options))
        return any(part.sound.machine for text in texts for part in self.parts(text))

    def _line(self, line: str) -> Sound:
        """Take what was spoken for the person, the whole line, its pieces, or its parts."""
        if own := self.own.get(line):
            return own
        if not self.found:
            return NOTHING
        cuts = (pieces_of(self.language, line), parts_of(line))
        tried = (self._whole(line), *(self._together(cut) for cut in cuts))
        return next(filter(None, tried), NOTHING)

    def _whole(self, text: str) -> Sound:
        clip = self.found.get(digest_of(text)) if self.found else None
        return Sound((clip.digest,), clip.machine) if clip else NOTHING

    def _together(self, texts: Iterable[str]) -> Sound:
        sounds = [self._whole(one) for one in texts]
        return joined_sounds(sounds) if all(sounds) else NOTHING


def joined_sounds(sounds: Iterable[Sound]) -> Sound:
    """Put sounds one after the other."""
    heard = tuple(sounds)
    clips = tuple(clip for one in heard for clip in one.clips)
    return Sound(clips, any(one.machine for one in heard))


def digests_of(language: str, *texts: str) -> set[str]:
    """Name what may be heard of texts: each as a whole, by its lines, their pieces and parts."""
    lines = {line for text in texts for _, line in _lines(text)}
    cut = {one for line in lines for one in (*pieces_of(language, line), *parts_of(line))}
    return {digest_of(one) for one in (*texts, *lines, *cut) if one}


def _belong(last: Part, gap: str, line: str, sound: Sound) -> bool:
    """Tell whether a line goes on the part before it."""
    if not last.sound or not sound:
        return not last.sound and not sound
    return gap == "\n" and len(last.text) + len(line) < LONGEST_PART


def _lines(text: str) -> list[tuple[str, str]]:
    """Give the lines of a text, each with the gap before it."""
    first, *rest = _GAP.split(text)
    return [("", first), *zip(rest[::2], rest[1::2], strict=True)]
