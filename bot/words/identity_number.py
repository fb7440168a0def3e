"""Personal identity numbers in what people write: found by date and check digit, never kept.

Coordination numbers count too (the day and 60), and temporary ones (T and three figures, without a
check digit). Telephone numbers pass: ten figures in a row that begin with 0 are one, where such a
number can be called.
"""

import datetime as dt
import re
from unicodedata import decimal

from stdnum import luhn

MASK = "••••••-••••"
_GAPS = "-+\N{EN DASH}\N{MINUS SIGN} "
_NUMBER = re.compile(rf"(?<![\w+-])((?:19|20)?)(\d{{6}})([{_GAPS}]?)([\dTt]\d{{3}})(?![\w-])")
_OF_COORDINATION = 60


def has_identity_number(text: str) -> bool:
    """Tell whether somebody's identity number stands in a text."""
    return any(_is_real(found) for found in _NUMBER.finditer(figures_of(text)))


def without_identity_numbers(text: str) -> str:
    """Put a mask where an identity number stands; all else stays as it was written."""
    plain = figures_of(text)
    for found in reversed([*_NUMBER.finditer(plain)]):
        if _is_real(found):
            text = text[: found.start()] + MASK + text[found.end() :]
    return text


def figures_of(text: str) -> str:
    """Write the figures of every script as 0–9; each sign stays in its place."""
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _is_real(found: re.Match[str]) -> bool:
    century, born, gap, last = found.groups()
    if not century and not gap and born.startswith("0") and _can_be_called(born + last):
        return False
    day = int(born[4:])
    day -= _OF_COORDINATION if day > _OF_COORDINATION else 0
    years = (
        [int(f"{century}{born[:2]}")] if century else [1900 + int(born[:2]), 2000 + int(born[:2])]
    )
    is_day = any(_is_day(year, int(born[2:4]), day) for year in years)
    return is_day and (not last.isdecimal() or luhn.is_valid(born + last))


def _can_be_called(number: str) -> bool:
    """Tell whether these figures are a telephone number in Sweden."""
    from bot.words.phone_numbers import read_phone  # it knows every country: not at the start

    try:
        read_phone(number)
    except ValueError:
        return False
    return True


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
