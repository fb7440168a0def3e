"""A pseudonym: the code that stands for a participant on paper, in mail and in Telegram."""

import re

_TYPED = re.compile(r"\s*([A-Za-z]{1,4})\s*[-\u2010-\u2013]?\s*([0-9]{1,9})\s*")


def pseudonym_of(sub_project_id: int, number: int) -> str:
    """Name a sub-project's participant by number: B-07."""
    return f"{letters_of(sub_project_id)}-{number:02}"


def letters_of(sub_project_id: int) -> str:
    """Write 1 as A, 26 as Z, 27 as AA."""
    letters, number = "", sub_project_id
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_pseudonym(typed: str) -> str | None:
    """Read a code as people write it, "a5" or "A 05", as A-05; None where it can be none."""
    found = _TYPED.fullmatch(typed)
    return f"{found[1].upper()}-{int(found[2]):02}" if found else None
