"""A coach's meetings as a calendar program reads them again and again (RFC 5545, RFC 7986)."""

import datetime as dt
from collections.abc import Sequence

from bot.files.calendar import MAKER, meeting_uid
from dialogs.texts import clean
from storage.database.encryption import readable
from storage.tables.agenda import Meeting

REFRESH = dt.timedelta(hours=1)
"""How often a calendar program is asked to look."""


def calendar_feed(entries: Sequence[tuple[Meeting, str, bool]], name: str) -> bytes:
    """Write meetings down, each with pseudonym, and whether the identity is protected.

    ``name`` is what calendar programs call it.

    It holds pseudonym, time and place, and nothing else: what a meeting is and who else comes to
    it may tell of somebody's health. Of a protected identity not even the place. The same
    meetings give the same bytes. The library is imported here: the service starts without it.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for meeting, pseudonym, is_protected in entries:
        event = Event()
        event.add("uid", meeting_uid(meeting))
        event.add("sequence", meeting.revision)
        event.add("dtstamp", meeting.changed_at.astimezone(dt.UTC))
        event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
        event.add("dtend", meeting.starts_at + dt.timedelta(minutes=meeting.minutes))
        event.add("summary", pseudonym)
        if not is_protected:
            event.add("location", clean(readable(meeting.place), 300))
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
