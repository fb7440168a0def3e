"""How needs and calls are worded on the staff's pages."""

import datetime as dt

from bot.languages.catalog import Catalog
from bot.settings.installation import Installation
from dialogs.caseload.calls import CallOutcome
from dialogs.caseload.needs import Need
from dialogs.caseload.row import CaseloadRow
from dialogs.people.participant_status import ParticipantStatus
from dialogs.texts import near_day


def since_label(t: Catalog, day: dt.date | None, today: dt.date) -> str:
    """Say since when something needs the coach; empty where nobody knows."""
    if day is None:
        return ""
    # NOTE: Beside what needs the coach: {day} is the day on which it began.
    return t.gettext("sedan {day}").format(day=near_day(t, day, today))


def need_about(
    t: Catalog,
    installation: Installation,
    row: CaseloadRow,
    need: Need,
    zone: dt.tzinfo,
    today: dt.date,
) -> str:
    """Say in a few words what exactly it is about; empty where the need says it itself."""
    if need.kind is ParticipantStatus.FELL:
        # NOTE: Beside "has gone down": not one area, but all answers taken together.
        return fallen_areas(t, installation, row) or t.gettext("sammanlagt")
    if need.kind is ParticipantStatus.CANNOT_COME and need.about_at is not None:
        return _meeting_named(t, need.about_at.astimezone(zone), today)
    return ""


def _meeting_named(t: Catalog, local: dt.datetime, today: dt.date) -> str:
    day, time = local.date(), t.clock(local.time())
    if day == today:
        # NOTE: Beside "cannot come": which meeting.
        return t.gettext("mötet i dag {time}").format(time=time)
    if day == today + dt.timedelta(days=1):
        # NOTE: Beside "cannot come": which meeting.
        return t.gettext("mötet i morgon {time}").format(time=time)
    # NOTE: Beside "cannot come": which meeting.
    return t.gettext("mötet {day} {time}").format(day=near_day(t, day, today), time=time)


def fallen_areas(t: Catalog, installation: Installation, row: CaseloadRow) -> str:
    """Name the areas that have gone down; empty where it is their sum alone."""
    instrument = installation.instruments.get(row.instrument)
    if instrument is None:
        return t.listed(list(row.fall.steps))
    fell = [item for item in instrument.items if item.id in row.fall.steps]
    return t.listed([instrument.label(item, t) for item in fell])


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
