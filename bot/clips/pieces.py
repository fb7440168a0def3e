"""Pieces: what is spoken in one breath, of a text that may be longer than a clip."""

import re

LONGEST_PIECE = 8.0
"""In seconds, as worked out here; a clip has ten."""
_SENTENCE = re.compile(r"(?<=[.!?؟።…])[ \n]+(?=\D)")
"""Where one ends: not in "23 nov. 2026"."""
_PACES = {"ti": 6, "ar": 8, "th": 8, "uk": 9, "fa": 10, "fa_AF": 10}
"""Letters a second as the machine speaks: measured over all texts that have no gap."""
_PACE = 12
_FIGURE = 5
"""As many letters a figure counts for: "112" takes as long as a word of fifteen."""
_CONTROLS = dict.fromkeys((0x200E, 0x200F, *range(0x2066, 0x206A)))
"""Signs that turn the direction of writing say nothing."""
_PART = re.compile(r"(?: ·|:|፦) ")
"""What stands between a thing and what is said of it, as in "Health: 4 · Good"."""
_BREATHS = (re.compile(r"(?<=[,;:،؛]) +"), re.compile(r" +"))


def without_controls(text: str) -> str:
    """Take the signs out of a text that say nothing."""
    return text.translate(_CONTROLS)


def lines_of(text: str) -> list[str]:
    """List the lines that a text is shown in."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def sentences_of(line: str) -> list[str]:
    """List the sentences of a line."""
    return [one for one in _SENTENCE.split(line) if one]


def parts_of(line: str) -> list[str]:
    """Cut a line such as "Health: 4 · Good" where it is put together; empty where it is not.

    A figure is not said: the word beside it says the same.
    """
    parts = _PART.split(without_controls(line))
    return [one for one in parts if not one.isdecimal()] if len(parts) > 1 else []


def pieces_of(language: str, text: str) -> list[str]:
    """Cut a text into what fits into a clip each: whole lines, else sentences, else parts."""
    pieces = []
    for line in lines_of(text):
        if _fits(language, line):
            pieces.append(line)
        else:
            for sentence in sentences_of(line):
                pieces += _parts(language, sentence)
    return pieces


def _fits(language: str, text: str) -> bool:
    letters = len(text) + (_FIGURE - 1) * sum(sign.isdecimal() for sign in text)
    return letters <= LONGEST_PIECE * _PACES.get(language, _PACE)


def _parts(language: str, sentence: str) -> list[str]:
    """Halve what is too long, at the comma that is nearest to the middle, or between words."""
    if _fits(language, sentence):
        return [sentence]
    for breath in _BREATHS:
        places = [found.span() for found in breath.finditer(sentence)]
        if places:
            middle = len(sentence) / 2
            end, begin = min(places, key=lambda place: abs(place[0] - middle))
            halves = sentence[:end], sentence[begin:]
            return [part for half in halves for part in _parts(language, half)]
    return [sentence]
