"""Cells of a spreadsheet: what people wrote never becomes a formula."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

FORMULA = "=+-@\u2212"
"""How a formula may begin."""
BOUNDARIES = ";,|\t\n\r\v\f\x85\u2028\u2029"
"""Where a program that expects another separator begins a new cell."""
FILLERS = '"\u115f\u1160\u2800\u3164\uffa0'
"""Quotes, which the reader may take for its own, and letters without ink."""

_STARTS = re.compile("^(?=[bi]*f)|(?<=b)(?=i*f)")


def without_formulas(row: Sequence[object]) -> list[object]:
    """Put an apostrophe before whatever a spreadsheet could take for a formula, in every text."""
    return [_without_formulas(cell) if isinstance(cell, str) else cell for cell in row]


def _without_formulas(text: str) -> str:
    sorts = "".join(map(_sort_of, text))
    for start in reversed([one.start() for one in _STARTS.finditer(sorts)]):
        text = f"{text[:start]}'{text[start:]}"
    return text


@lru_cache(maxsize=4096)
def _sort_of(sign: str) -> str:
    """Sort a sign: boundary, (f)ormula, invisible, or (x) anything else."""
    if sign in BOUNDARIES:
        return "b"
    if unicodedata.normalize("NFKC", sign)[0] in FORMULA:  # full-width and small forms too
        return "f"
    return "i" if sign in FILLERS or unicodedata.category(sign)[0] in "CMZ" else "x"
