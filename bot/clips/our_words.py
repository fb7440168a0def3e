"""Our words: what is shown, taken apart again, to see that nothing in it was said by anybody.

A machine's clip can be had by whoever has its address, and stays. So only that is spoken which is
made up of our own texts. A gap in one is of a kind that is listed here, and holds a figure, a day,
a time, or another text of ours, and nothing else: a name, a comment or a place is none of these,
and what holds one is read, not heard.
"""

import datetime as dt
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.clips.pieces import lines_of, sentences_of
from dialogs.texts import Texts

GAPS = (
    "answer",
    "area",
    "button",
    "count",
    "day",
    "hour",
    "number",
    "organisation",
    "time",
    "total",
    "word",
)
"""The gaps that we fill ourselves. What is called otherwise may have been written by somebody."""
_CONTROLS = dict.fromkeys((0x200E, 0x200F, *range(0x2066, 0x206A)))
_TIME = re.compile(r"\b\d{1,2}:\d\d\b")
_PART = re.compile(r" · |: |[,،] ")
"""What stands between a figure and its word, or between several things."""
_TOKEN = re.compile(r"[\s.,،:()–-]+")
LARGEST_FIGURE, YEARS = 99, range(2000, 2100)
"""Longer ones may be a number that somebody is reached by, or a code."""


@dataclass(frozen=True)
class OurWords:
    """All that we say in a language: texts without a gap, patterns of those with, words of dates.

    Whole texts are there by themselves, by lines and by sentences: what is shown may be put
    together of several.
    """

    whole: frozenset[str]
    gapped: tuple[re.Pattern[str], ...]
    dates: frozenset[str]

    def hold(self, text: str) -> bool:
        """Tell whether all of a text is ours."""
        return bool(text) and all(map(self._holds_line, lines_of(text)))

    def _holds_line(self, line: str) -> bool:
        if self._is_text(line):
            return True
        parts = sentences_of(line)
        reached = {0}  # up to which sentence it is ours
        for end in range(1, len(parts) + 1):
            if any(
                begin in reached and self._is_text(" ".join(parts[begin:end]))
                for begin in range(end)
            ):
                reached.add(end)
        return len(parts) in reached

    def _is_text(self, words: str) -> bool:
        if words in self.whole:
            return True
        found = (pattern.fullmatch(words) for pattern in self.gapped)
        return any(one is not None and all(map(self._is_plain, one.groups())) for one in found)

    def _is_plain(self, gap: str) -> bool:
        """Tell whether what fills a gap is a figure, a date, a time or a text of ours."""
        plain = gap.translate(_CONTROLS).strip()
        if plain in self.whole:
            return True
        return all(one in self.whole or self._is_date(one) for one in _PART.split(plain))

    def _is_date(self, words: str) -> bool:
        """Tell whether there are only words of dates, and figures that do not stand together."""
        before = ""
        for token in filter(None, _TOKEN.split(_TIME.sub(" ", words))):
            if token.isdecimal():
                number = int(token)
                if before.isdecimal() or not (number <= LARGEST_FIGURE or number in YEARS):
                    return False
                if len(str(number)) < len(token):  # "070"
                    return False
            elif token not in self.dates:
                return False
            before = token
        return True


def our_words(texts: Texts, said: Iterable[str]) -> OurWords:
    """Make what tells our words in a language; ``said`` are all texts of ours in it."""
    whole, gapped = set(), {}
    for one in said:
        lines = lines_of(one)
        for words in (one, *lines, *(part for line in lines for part in sentences_of(line))):
            if pattern := _pattern(words):
                gapped[pattern] = re.compile(pattern)
            elif not _gaps(words):
                whole.add(words)
    return OurWords(frozenset(whole), tuple(gapped.values()), frozenset(_date_words(texts)))


def _gaps(words: str) -> list[str]:
    try:
        return [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
    except ValueError:
        return []  # braces of somebody's own: it is a text as it stands


def _pattern(words: str) -> str:
    """Write a text as a pattern; empty where it has no gap, or one that is not filled by us."""
    gaps = _gaps(words)
    if not gaps or not set(gaps) <= set(GAPS):
        return ""
    return "".join(
        re.escape(literal) + ("" if name is None else "(.+?)")
        for literal, name, _, _ in string.Formatter().parse(words)
    )


def _date_words(texts: Texts) -> Iterator[str]:
    """Give every word that stands in a date."""
    days = [dt.date(2026, month, 1) for month in range(1, 13)]
    days += [dt.date(2026, 1, day) for day in range(1, 8)]
    for day in days:
        for written in (texts.date(day), texts.short_date(day), texts.weekday(day)):
            yield from (one for one in _TOKEN.split(written) if one and not one.isdecimal())
