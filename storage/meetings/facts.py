"""What is told of a meeting: when and where, as clocks in the person's zone show it."""

import datetime as dt
from typing import Any

from storage.tables.agenda import Meeting
from storage.tables.people import Participant


def meeting_facts(meeting: Meeting, person: Participant, zone: dt.tzinfo) -> dict[str, Any]:
    """Give what the dialog tells of a meeting, as clocks in the person's zone show it."""
    local = meeting.starts_at.astimezone(zone).replace(tzinfo=None)
    return {
        "meeting": meeting.id,
        "revision": meeting.revision,
        "when": local.isoformat(timespec="minutes"),
        "zone": person.zone or "",  # they have one of their own where it is not the house's
        "until": meeting.starts_at.isoformat(),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "line": meeting.line or "",
    }
