"""Whether a password is one that nobody would try early.

Not a meter: whatever everybody would think of – words of the lists, one's own name, runs, years,
what was said before – counts like two characters, however long it is.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum

from dialogs.people.common_words import COMMON_WORDS

SHORTEST = 12
_ENOUGH = 10
"""What the characters have to be worth together."""
_WORTH_OF_PIECE = 2
_ROWS = ("abcdefghijklmnopqrstuvwxyzåäö", "01234567890", "qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_KEYS = _ROWS + tuple(row[::-1] for row in _ROWS)
_COLUMNS = ("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp")
_FOR_LETTERS = str.maketrans("0134578@$!", "oleastbasi")
_SHORTEST_RUN, _SHORTEST_OWN = 3, 2


class PasswordFault(StrEnum):
    """What is wrong with a password."""

    SHORT = "short"
    EASY = "easy"


def password_fault(password: str, own: Iterable[str]) -> PasswordFault | None:
    """Say what is wrong; ``own`` is what belongs to its owner: name and e-mail address."""
    text = " ".join(unicodedata.normalize("NFKC", password).casefold().split())
    if len(text) < SHORTEST:
        return PasswordFault.SHORT
    words = {*COMMON_WORDS, *_own_words(own)}
    # Digits and signs can stand for letters: the easier of the two readings counts.
    worth = min(_worth(text, words), _worth(text.translate(_FOR_LETTERS), words))
    return PasswordFault.EASY if worth < _ENOUGH else None


def _own_words(own: Iterable[str]) -> Iterator[str]:
    for text in own:
        folded = unicodedata.normalize("NFKC", text).casefold().strip()
        parts = "".join(sign if sign.isalnum() else " " for sign in folded).split()
        yield from (part for part in (folded, *parts, "".join(parts)) if len(part) >= _SHORTEST_OWN)


def _worth(text: str, words: set[str]) -> int:
    """Go along a text, and take the longest known piece wherever there is one."""
    worth = place = 0
    longest = max(map(len, words))
    while place < len(text):
        known = max(
            _word_at(text, place, words, longest),
            _repeated_at(text, place),
            _run_at(text, place),
            4 if text[place : place + 2] in ("19", "20") and text[place:][:4].isdecimal() else 0,
        )
        known = min(known, len(text) - place)
        worth += _WORTH_OF_PIECE if known >= _WORTH_OF_PIECE else 1
        place += max(known, 1)
    return worth


def _word_at(text: str, place: int, words: set[str], longest: int) -> int:
    rest = min(longest, len(text) - place)
    sizes = (size for size in range(rest, 1, -1) if text[place : place + size] in words)
    return next(sizes, 0)


def _repeated_at(text: str, place: int) -> int:
    """Tell how much from here has been said before, or is one character again and again."""
    same = len(text) - place - len(text[place:].lstrip(text[place]))
    size = 0
    while place + size < len(text) and text[place : place + size + 1] in text[:place]:
        size += 1
    return max(n if n >= _SHORTEST_RUN else 0 for n in (same, size))


def _run_at(text: str, place: int) -> int:
    """Tell how far a row of the alphabet, of figures or of the keyboard goes on from here."""
    size = _SHORTEST_RUN
    if not _is_run(text[place : place + size]):
        return 0
    while place + size < len(text) and _is_run(text[place : place + size + 1]):
        size += 1
    return size


def _is_run(piece: str) -> bool:
    return len(piece) >= _SHORTEST_RUN and any(piece in row for row in (*_KEYS, *_COLUMNS))
