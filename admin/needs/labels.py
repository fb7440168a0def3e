"""How needs and calls are worded on the staff's pages."""

import datetime as dt

from bot.languages.catalog import Catalog
from dialogs.caseload.calls import CallOutcome
from dialogs.texts import near_day


def since_label(t: Catalog, day: dt.date | None, today: dt.date) -> str:
    """Say since when something needs the coach; empty where nobody knows."""
    if day is None:
        return ""
    # NOTE: Beside what needs the coach: {day} is the day on which it began.
    return t.gettext("sedan {day}").format(day=near_day(t, day, today))


def call_label(t: Catalog, outcome: CallOutcome) -> str:
    """Say what came of a call."""
    match outcome:
        case CallOutcome.REACHED:
            # NOTE: A coach has called a participant, and they spoke with each other.
            return t.gettext("Ringde, vi pratades vid")
        case CallOutcome.NOT_REACHED:
            # NOTE: A coach has called a participant, and nobody answered.
            return t.gettext("Ringde, fick inget svar")
        case CallOutcome.TOGETHER:
            # NOTE: A coach has called a participant, and they made the rating together.
            return t.gettext("Ringde, vi skattade tillsammans")
