"""Heard: which texts somebody has spoken, found by the words that are shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.languages.text_states import digest_of

PARAGRAPH = "\n\n"
_GAP = re.compile(r"(\n+)")


@dataclass(frozen=True)
class Part:
    """A piece of a text, and the digest of its sound; "" where it is only read."""

    text: str
    sound: str = ""


@dataclass(frozen=True)
class Heard:
    """The sounds of one language by the digest of what is said in them.

    ``languages``: the sound of each language that can say itself; ``anything``: somebody has spoken
    something, in whatever language.
    """

    sounds: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    anything: bool = False
    machine: bool = False
    """At least one of the sounds is a machine's draft."""

    def sound(self, text: str) -> str:
        """Give the digest of a text's sound; "" where nobody has spoken these words."""
        return self.sounds.get(digest_of(text), "") if self.sounds else ""

    def parts(self, text: str) -> tuple[Part, ...]:
        """Cut a text into what is heard and what is read, in order; empty where all is read.

        It is heard as a whole, or else by its lines; those that are read stay together.
        """
        if sound := self.sound(text):
            return (Part(text, sound),)
        cut: list[Part] = []
        for gap, line in _lines(text):
            if sound := self.sound(line):
                cut.append(Part(line, sound))
            elif cut and not cut[-1].sound:
                cut[-1] = Part(f"{cut[-1].text}{gap}{line}")
            else:
                cut.append(Part(line))
        return tuple(cut) if any(one.sound for one in cut) else ()

    def question_parts(self, text: str, *, whole: bool) -> tuple[Part, ...]:
        """Cut a question; empty where its last words, which ask, cannot be heard.

        ``whole``: all of it is heard, or nothing.
        """
        cut = self.parts(text)
        if not cut or not cut[-1].sound or (whole and not all(one.sound for one in cut)):
            return ()
        return cut


def digests_of(*texts: str) -> set[str]:
    """Name what may be heard of texts: each as a whole, and by its lines."""
    cut = {line for text in texts for _, line in _lines(text)} | set(texts)
    return {digest_of(one) for one in cut if one}


def _lines(text: str) -> list[tuple[str, str]]:
    """Give the lines of a text, each with the gap before it."""
    first, *rest = _GAP.split(text)
    return [("", first), *zip(rest[::2], rest[1::2], strict=True)]
