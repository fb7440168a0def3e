"""What somebody typed into a form: cleaned of what could mislead, and whole."""

import datetime as dt
from collections.abc import Mapping

from bot.languages.catalog import Catalog
from dialogs.texts import clean

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
"""A typed day outside of these is a slip of the keyboard, in every form."""
LONGEST_NUMBER = 9
"""So many figures of a typed number, and every database can look for them."""


def clean_input(text: str) -> str:
    """Give a text of one line as it was typed; the form says if it is too long."""
    return clean(text, max(len(text), 1))


def clean_input_lines(text: str) -> str:
    """Give a text of several lines as it was typed."""
    return "\n".join(clean_input(one) for one in text.split("\n")).strip()


def too_long_text(t: Catalog, longest: int) -> str:
    """Say that a text is longer than its field."""
    # NOTE: {longest} is the greatest number of characters in a field.
    line = t.gettext("Texten är för lång. Skriv högst {longest} tecken.")
    return line.format(longest=t.number(longest))


def number_of(text: str, longest: int = LONGEST_NUMBER) -> int | None:
    """Read a number of at most ``longest`` figures; None where it is none."""
    return int(text) if len(text) <= longest and text.isdecimal() else None


def ticked_numbers(form: Mapping[str, str], prefix: str) -> frozenset[int]:
    """Give the numbers behind ``prefix`` in the names of what was ticked."""
    found = (number_of(name.removeprefix(prefix)) for name in form if name.startswith(prefix))
    return frozenset(one for one in found if one is not None)


def day_of(text: str) -> dt.date | None:
    """Read a day as a browser's field gives it (ISO); None where it is none that can be meant."""
    day = _day(text)
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def day_fault(t: Catalog, text: str, otherwise: str) -> str:
    """Say what is wrong with a day that ``day_of`` does not take: its year, or ``otherwise``."""
    if _day(text) is None:
        return otherwise
    # NOTE: Beside a day that was typed with a year such as 0026 or 9999.
    return t.gettext("Året kan inte stämma. Rätta det.")


def moment_of(text: str) -> dt.datetime | None:
    """Read a moment that a page of ours has written into its form (ISO, with its zone)."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo and FIRST_DAY < found.date() < LAST_DAY else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
