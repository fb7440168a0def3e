"""The parts of kept words: what each message said, so that a changed one can be corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database.encryption import readable
from storage.tables.words import CoachWords

NO_NUMBER = 0
"""Stands for the number of a message where the channel gives none."""


@dataclass(frozen=True)
class Part:
    """What one message said."""

    number: int
    words: str


def parts_of(row: CoachWords) -> tuple[Part, ...]:
    """Take kept words apart; none where they cannot be read.

    Where nobody noted the messages, each line is one.
    """
    left, parts = readable(row.words), []
    if not left:
        return ()
    if row.messages is None:
        return tuple(Part(NO_NUMBER, line) for line in left.split("\n"))
    for number, length in row.messages:
        parts.append(Part(number, left[:length]))
        left = left[length + 1 :]
    return tuple(parts)


def put_parts(row: CoachWords, parts: Sequence[Part]) -> None:
    """Put parts together to the words that are kept."""
    row.words = "\n".join(part.words for part in parts)
    row.messages = [[part.number, len(part.words)] for part in parts]


def has_number(row: CoachWords, number: int) -> bool:
    """Tell whether a message is among those that the words came in."""
    return number != NO_NUMBER and any(known == number for known, _ in row.messages or ())


def with_part(parts: Sequence[Part], new: Part) -> tuple[Part, ...]:
    """Add what a message says, or put it in the place of what it said; the same stands once."""
    is_correction = new.number != NO_NUMBER and any(part.number == new.number for part in parts)
    if not is_correction:
        return tuple(parts) if any(part.words == new.words for part in parts) else (*parts, new)
    others = {part.words for part in parts if part.number != new.number}
    if new.words in others:
        return without_number(parts, new.number)
    return tuple(new if part.number == new.number else part for part in parts)


def without_number(parts: Sequence[Part], number: int) -> tuple[Part, ...]:
    """Take out what a message said."""
    return tuple(part for part in parts if part.number != number)
