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

from bot.clips.pieces import lines_of, sentences_of, without_controls
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
STEP = "words"
"""The gap that holds a small step, in somebody's own words or as an instrument suggests it."""
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
    gapped: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    """Each with the names of its gaps."""
    dates: frozenset[str]
    steps: frozenset[str] = frozenset()
    """What instruments suggest: of words that may be somebody's own these alone are spoken."""

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
        for pattern, names in self.gapped:
            found = pattern.fullmatch(words)
            if found and all(map(self._is_ours, names, found.groups())):
                return True
        return False

    def _is_ours(self, name: str, gap: str) -> bool:
        """Tell whether nothing of anybody's fills a gap."""
        plain = without_controls(gap).strip()
        return plain in self.steps if name == STEP else self._is_plain(plain)

    def _is_plain(self, gap: str) -> bool:
        """Tell whether what fills a gap is a figure, a date, a time or a text of ours."""
        if gap in self.whole:
            return True
        return all(one in self.whole or self._is_date(one) for one in _PART.split(gap))

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


def our_words(texts: Texts, said: Iterable[str], steps: Iterable[str] = ()) -> OurWords:
    """Make what tells our words in a language.

    ``said`` are all texts of ours in it, ``steps`` those of them that suggest a small step.
    """
    whole, gapped = set(), {}
    for one in said:
        lines = lines_of(one)
        for words in (one, *lines, *(part for line in lines for part in sentences_of(line))):
            if pattern := _pattern(words):
                gapped[pattern] = re.compile(pattern), tuple(_gaps(words))
            elif not _gaps(words):
                whole.add(words)
    dates = frozenset(_date_words(texts))
    suggested = whole.intersection(steps)  # an own instrument may be in another language
    return OurWords(frozenset(whole), tuple(gapped.values()), dates, frozenset(suggested))


def _gaps(words: str) -> list[str]:
    try:
        return [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
    except ValueError:
        return []  # braces of somebody's own: it is a text as it stands


def _pattern(words: str) -> str:
    """Write a text as a pattern; empty where it has no gap, or one that is not filled by us."""
    gaps = _gaps(words)
    if not gaps or not set(gaps) <= {*GAPS, STEP}:
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
