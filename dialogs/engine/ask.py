"""Asks: what a dialog can wait for, and what a person may answer."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How an ask is answered."""

    CHOICE = "choice"
    SCALE = "scale"
    TEXT = "text"


class Way(StrEnum):
    """A way on that is always in the same place, beside the answers themselves."""

    COMMENT = "comment"
    MEANING = "meaning"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"


@dataclass(frozen=True)
class Option:
    """One thing to press. ``level`` is its point on a scale (1 is lowest), None elsewhere."""

    key: str
    label: str
    level: int | None = None
    language: str = ""
    """The language the label is in, where it is not the reader's (a language naming itself)."""
    drawing: str = ""
    """The pictogram of what it names, as shapes (``dialogs.instruments.drawing``)."""
    amount: int | None = None
    """The point of the scale whose drawing it has, where it is not that point itself."""


@dataclass(frozen=True)
class Ask:
    """One calm question.

    ``id`` names the ask within its dialog and carries the round (``time#2``).
    ``progress`` is (number, total). ``source`` is the original, where the wording is a
    translation. ``longest`` bounds a free text, in characters.
    An ``aside`` (a comment) is not a step of its own: *back* passes it by. ``no_longer`` names
    keys that are offered no more, since it is enough; whoever has answered so has answered.
    """

    id: str
    text: str
    kind: Kind = Kind.CHOICE
    options: tuple[Option, ...] = ()
    ways: tuple[Way, ...] = ()
    meaning: str = ""
    progress: tuple[int, int] | None = None
    source: str = ""
    longest: int = 2000
    aside: bool = False
    no_longer: tuple[str, ...] = ()
    drawing: str = ""
    """The pictogram of what is asked about, as shapes; it says nothing that the text does not."""
    points: int = 0
    """How many points the scale has that its options are of; 0 where it is no scale."""
    whole: bool = False
    """All of the text is heard, or none: nobody is to say yes to half of it."""

    @property
    def chooses_language(self) -> bool:
        """Tell whether a language is chosen here: each option names itself in its own."""
        return bool(self.options) and all(option.language for option in self.options)

    def accepts(self, answer: "Answer") -> bool:
        """Tell whether a stored answer still answers this ask, which may have changed since."""
        if answer.words:
            return self.kind is Kind.TEXT
        known = answer.key in self.ways or answer.key in self.no_longer
        return known or self.option(answer.key) is not None

    def option(self, key: str) -> Option | None:
        """Find the option with that key, or None."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class Piece:
    """One message of a text that came in several; ``number`` and ``at`` are its ``Written``'s.

    ``doubtful``: it may have been meant as the answer to the question, and the person was asked.
    """

    words: str
    number: int
    at: dt.datetime
    doubtful: bool = False


TAKES_WORDS_BACK = "remove"
"""The key of an option that removes what was said to an earlier round of the same ask."""


@dataclass(frozen=True)
class Answer:
    """What was said to one ask: an option's key or a way (``skip``, ``comment``), or free words.

    ``pieces`` are the messages that the words came in, where the channel names them.
    """

    key: str = ""
    words: str = ""
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of_pieces(cls, pieces: Iterable[Piece]) -> "Answer":
        """Join the messages of a text, each on a line of its own."""
        kept = tuple(pieces)
        return cls(words="\n".join(piece.words for piece in kept), pieces=kept)

    def to_json(self) -> dict[str, Any]:
        """Write the answer as it is stored; of a piece only how long it is."""
        if not self.words:
            return {"key": self.key}
        if not self.pieces:
            return {"words": self.words}
        pieces = [
            [len(one.words), one.number, one.at.timestamp(), one.doubtful] for one in self.pieces
        ]
        return {"words": self.words, "pieces": pieces}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Answer":
        """Read the answer back."""
        words, pieces, begin = stored.get("words", ""), [], 0
        for length, number, at, doubtful in stored.get("pieces", ()):
            said = words[begin : begin + length]
            pieces.append(Piece(said, number, dt.datetime.fromtimestamp(at, dt.UTC), doubtful))
            begin += length + len("\n")
        return cls(stored.get("key", ""), words, tuple(pieces))
