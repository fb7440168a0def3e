"""What the core needs of a language; the shell brings the catalogs."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Protocol


class TextState(StrEnum):
    """The states of a translated text, the weakest first. The source is always approved."""

    STALE = "stale"
    """It had been read; the source or the translation has changed since."""
    DRAFT = "draft"
    """Made without a native speaker."""
    REVIEWED = "reviewed"
    """Read by a person who knows the language."""
    APPROVED = "approved"
    """Approved by the organisation."""


_WEAKEST_FIRST = tuple(TextState)


def weakest(states: Iterable[TextState]) -> TextState:
    """Give the state of texts that are read together: that of the weakest of them."""
    return min(states, key=_WEAKEST_FIRST.index, default=TextState.APPROVED)


class Texts(Protocol):
    """One language's texts, numbers and dates. Source texts are Swedish."""

    language: str
    rtl: bool

    def gettext(self, message: str) -> str:
        """Translate a whole sentence."""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Translate a sentence whose form depends on n."""

    def pgettext(self, context: str, message: str) -> str:
        """Translate a text that means different things in different places."""

    def state(self, context: str, message: str) -> TextState:
        """Tell how far the translation of a text has come; ``context`` may be empty."""

    def number(self, value: int) -> str:
        """Write a whole number in the language's own digits."""

    def date(self, day: dt.date) -> str:
        """Write a day as people do, with the year."""

    def short_date(self, day: dt.date) -> str:
        """Write a day without its year."""

    def weekday(self, day: dt.date) -> str:
        """Write a day that is not far away: the day of the week, the day and the month."""

    def clock(self, time: dt.time) -> str:
        """Write a time of day, in hours and minutes."""

    def city(self, zone: str) -> str:
        """Name the city of a time zone such as ``Asia/Bangkok``."""

    def listed(self, items: Sequence[str]) -> str:
        """Write several things in a row, as in "one, two and three"."""


ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
DIRECTION_CONTROLS = frozenset(
    map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Signs without ink that turn the direction of what stands around them (Unicode UAX 9)."""
_WITHOUT_CONTROLS = dict.fromkeys(map(ord, DIRECTION_CONTROLS))


def isolate(text: str) -> str:
    """Let a text of unknown direction stand in a sentence without turning its neighbours.

    Direction controls inside it are dropped: they could make the rest read backwards.
    """
    return f"{ISOLATE}{text.translate(_WITHOUT_CONTROLS)}{POP_ISOLATE}"


def near_day(texts: Texts, day: dt.date, today: dt.date) -> str:
    """Write a day, with its year where it is not this one."""
    return texts.short_date(day) if day.year == today.year else texts.date(day)


_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Signs that count as letters or symbols and draw nothing: fillers, an empty Braille cell."""


def has_ink(text: str) -> bool:
    """Tell whether anything of a text can be seen: a letter, a figure, a sign or a picture."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK for sign in text)


def clean(text: str, most: int = 120) -> str:
    """Return at most ``most`` characters without controls, overrides or broken surrogates.

    What is left cannot turn the direction of its surroundings and is always valid XML text. A text
    that nobody can see is none.
    """
    if not has_ink(text):
        return ""
    spaced = " ".join(text[: 4 * most].split())
    kept = (
        sign
        for sign in spaced
        if sign not in DIRECTION_CONTROLS and unicodedata.category(sign) not in {"Cc", "Cn", "Cs"}
    )
    return "".join(kept)[:most].strip()


LONGEST_LINES = 10_000
"""What ``clean_lines`` keeps of a text, in characters."""


def clean_lines(text: str) -> str:
    """Clean a text of several lines, and keep the lines."""
    lines = (clean(line, LONGEST_LINES) for line in text[:LONGEST_LINES].split("\n"))
    return "\n".join(lines).strip()
