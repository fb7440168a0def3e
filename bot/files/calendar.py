"""What goes into the calendar of a phone: a meeting, the next time to look in (RFC 5545)."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.languages.catalog import Catalog
from dialogs.texts import clean
from storage.database.encryption import readable, vault
from storage.meetings.uids import earlier_uid
from storage.tables.agenda import Meeting

if TYPE_CHECKING:
    from icalendar import Event

MAKER = "-//Calendar//Meeting 1//EN"
"""Nothing in a calendar is to say which programme it came from, or what it is about."""

_NOBODY, _GUEST = "mailto:noreply@calendar.invalid", "mailto:guest@calendar.invalid"
"""Addresses that are nobody's, and never will be (RFC 2606)."""
LOOK_IN = dt.timedelta(minutes=15)
"""What a calendar sets aside for looking in."""


@dataclass(frozen=True)
class CalendarFile:
    """A file that goes along, such as a meeting for the phone's calendar.

    ``method``: what a calendar is to do with it, "REQUEST", "PUBLISH" or "CANCEL" (RFC 5546).
    """

    name: str
    text: str
    method: str


def calendar_file(meeting: Meeting, texts: Catalog) -> CalendarFile:
    """Write an invitation to a meeting, or that it is off. Newer ones replace older: same UID.

    An invitation has somebody who asks and somebody who is asked. Neither has an address there:
    the answer comes in the chat, and no mail program is to send one.
    It says no more than when and where: other people see a calendar over one's shoulder. The
    library is imported here: the service starts without it.
    """
    from icalendar import Event

    event = Event()
    event.add("uid", meeting_uid(meeting))
    event.add("sequence", meeting.revision)
    event.add("dtstamp", meeting.changed_at.astimezone(dt.UTC))
    event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    event.add("dtend", (meeting.starts_at + dt.timedelta(minutes=meeting.minutes)))
    # NOTE: All that a phone's calendar says of a meeting. Neutral: others may see it.
    event.add("summary", texts.pgettext("calendar", "Möte"))
    event.add("location", clean(readable(meeting.place), 300))
    event.add("organizer", _NOBODY)
    event.add("attendee", _GUEST, parameters={"RSVP": "FALSE"})
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    return _file_of("meeting.ics", "CANCEL" if meeting.cancelled else "REQUEST", event)


def next_time_file(
    participant_id: int, at: dt.datetime, now: dt.datetime, texts: Catalog
) -> CalendarFile:
    """Write down when somebody finds new questions (UTC), with an alarm: nothing else tells them.

    Newer files replace older ones: same UID.
    """
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", vault().digest("next time uid", str(participant_id))[:40])
    event.add("sequence", int(now.timestamp()) // 60)
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", at.astimezone(dt.UTC))
    event.add("dtend", at.astimezone(dt.UTC) + LOOK_IN)
    # NOTE: All that a phone's calendar says on the day when new questions lie on the person's page.
    # Neutral: others may see it.
    summary = texts.pgettext("calendar", "Titta in på sidan")
    event.add("summary", summary)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", dt.timedelta(0))
    event.add_component(alarm)
    return _file_of("next.ics", "PUBLISH", event)


def _file_of(name: str, method: str, event: "Event") -> CalendarFile:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return CalendarFile(name, calendar.to_ical().decode(), method)


def meeting_uid(meeting: Meeting) -> str:
    """Name a meeting for calendars: always the same, and nothing that can be guessed."""
    return meeting.uid or earlier_uid(meeting.id)
