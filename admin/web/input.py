"""What somebody typed into a form: cleaned of what could mislead, and whole."""

import datetime as dt

from bot.languages.catalog import Catalog
from dialogs.texts import clean


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


def day_of(text: str) -> dt.date | None:
    """Read a day as a browser's field gives it (ISO); None where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
