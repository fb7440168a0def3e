"""What stands on a printed invitation card beside its QR code, in its reader's language."""

import datetime as dt

from dialogs.texts import Texts, clean


def card_lines(theirs: Texts, organisation: str, coach: str, until: dt.date) -> tuple[str, ...]:
    """Say from whom it is, who the coach is, and up to when it can be opened (a local day)."""
    # NOTE: On a small printed card with a QR code: up to when the invitation can be opened.
    ends = theirs.gettext("Öppna senast {day}.").format(day=theirs.date(until))
    # NOTE: On a small printed card with a QR code: {name} is the coach of its reader.
    who = theirs.gettext("Din handledare: {name}").format(name=clean(coach))
    return tuple(filter(None, (clean(organisation), who, ends)))
