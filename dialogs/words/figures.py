"""Figures as people write them: in any script's digits or in words, and with what around them.

What could mean something else is no figure: two of them, a question, a sign, a word too many.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from dialogs.texts import Texts
from dialogs.words.plain import plain

MOST_DIGITS = 4
MOST_IN_WORDS = 10
"""The greatest number whose words we know."""
_OUT_OF = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_MEANS_MORE = re.compile(
    r"[?\u061f\u00bf+±~≈<>=%٪#&@^|\\/]|[-\u2010-\u2015\u2212]\s*\d|\d\s*[-\u2212]\s*$"
)
"""Signs beside a figure that make it another one, or none: "3?", "-3", "4-", "3 %"."""


@dataclass(frozen=True)
class Figure:
    """A figure, and the words that stood around it, made plain."""

    value: int
    around: str = ""


def whole_number(text: str) -> int | None:
    """Read a number written in any script's digits (4, ٤, ۴, ４, ፬), or None.

    ``int()`` alone misses the Ethiopic digits, and takes 1_0 and -3.
    """
    digits = [unicodedata.digit(sign, None) for sign in text]
    if not digits or len(digits) > MOST_DIGITS or None in digits:
        return None
    return int("".join(str(digit) for digit in digits))


def figure_in(text: str, texts: Texts, points: int) -> Figure | None:
    """Find the one figure in a text; None where there is none, or more than one.

    ``points`` is how long the scale is: "4/5" is a four on a scale of five.
    """
    folded = unicodedata.normalize("NFKC", text)
    # "4/5" is a habit; "½" is not written with two figures, so it is none here.
    out_of = _OUT_OF.search(folded) if "/" in text else None
    if out_of is not None and whole_number(out_of[2]) == points:
        folded = folded[: out_of.end(1)] + folded[out_of.end() :]
    if _means_more(folded):
        return None
    words = _words(folded)
    numbers = number_words(texts)
    found = [
        (place, number)
        for place, word in enumerate(words)
        if (number := _read(word, numbers)) is not None
    ]
    if len(found) != 1 or any(map(_has_figure, words[: found[0][0]] + words[found[0][0] + 1 :])):
        return None
    place, value = found[0]
    return Figure(value, " ".join(words[:place] + words[place + 1 :]))


def is_figure_alone(figure: Figure, texts: Texts) -> bool:
    """Tell whether nothing stands around a figure but what people say when they answer."""
    return not figure.around or figure.around in _answering(texts)


def number_words(texts: Texts) -> dict[str, int]:
    """Give the language's words for the numbers from 0, made plain."""
    # NOTE: How people write the numbers 0 to 10 in letters when they answer, in this order, with
    # a comma between the numbers. Several ways to write the same number stand with a slash between
    # them. Only what can mean nothing else.
    listed = texts.pgettext(
        "typed",
        "noll/nolla, ett/en/etta, två/tvåa, tre/trea, fyra, fem/femma, sex/sexa, sju/sjua, "
        "åtta, nio/nia, tio/tia",
    )
    return _number_words(listed)


@lru_cache(maxsize=64)
def _number_words(listed: str) -> dict[str, int]:
    numbers = enumerate(re.split("[,،]", listed))
    return {plain(word): number for number, words in numbers for word in words.split("/")}


def _answering(texts: Texts) -> frozenset[str]:
    # NOTE: What people write beside a figure when they answer, as in "3 tror jag" or "3:a", with
    # a slash between. Never anything that could mean no, or, about, or something to be counted.
    return _phrases(
        texts.pgettext(
            "typed",
            "tror jag/jag tror/skulle jag säga/jag svarar/jag väljer/jag tar/mitt svar/svar/"
            "siffran/nummer/nr/a/an",
        )
    )


@lru_cache(maxsize=64)
def _phrases(listed: str) -> frozenset[str]:
    return frozenset(map(plain, listed.split("/")))


def _means_more(folded: str) -> bool:
    signs = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf").strip()
    money = any(unicodedata.category(sign) == "Sc" for sign in signs)
    return money or _MEANS_MORE.search(signs) is not None


def _words(folded: str) -> list[str]:
    """Split into words and runs of digits: "3:a" and "3a" are a three and a letter."""
    return ["".join(run) for word in plain(folded).split() for _, run in groupby(word, _kind)]


def _kind(sign: str) -> str:
    """Tell apart digits, letters (in Thai with vowels above and below), and what is neither."""
    category = unicodedata.category(sign)
    return "letter" if category[0] in "LM" else category


def _read(word: str, numbers: dict[str, int]) -> int | None:
    number = whole_number(word)
    return numbers.get(word) if number is None else number


def _has_figure(word: str) -> bool:
    return any(unicodedata.category(sign)[0] == "N" for sign in word)
