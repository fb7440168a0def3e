"""The form of a meeting: what a coach has filled in, checked field by field."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from admin.web.input import clean_input, day_fault, day_of, too_long_text
from bot.languages.catalog import Catalog
from dialogs.agenda.meeting_kinds import MeetingKind, Party
from storage.database.encryption import readable
from storage.meetings.meetings import Booking
from storage.tables.agenda import Meeting

LONGEST_PLACE, LONGEST_LINE = 120, 300
LENGTHS = (15, 30, 45, 60, 90, 120, 180)
EARLY, LATE = (24, 48, 0), (2, 1, 3, 0)
"""Hours before a meeting at which the reminders come; 0 is none. The first is the usual one."""
FARTHEST = dt.timedelta(days=730)
_TIME = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})(?::[0-9]{2})?")


@dataclass
class MeetingDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    day: str = ""
    time: str = ""
    minutes: str = "60"
    place: str = ""
    line: str = ""
    early: str = str(EARLY[0])
    late: str = str(LATE[0])
    kind: str = MeetingKind.TALK.value
    parties: tuple[str, ...] = (Party.PARTICIPANT.value,)
    sure: str = ""
    """The name of the doubts about the time that somebody has looked at: see ``doubts``."""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "MeetingDraft":
        """Take what was posted, as it was typed."""
        return cls(
            day=clean_input(form.get("day", "")),
            time=clean_input(form.get("time", "")),
            minutes=clean_input(form.get("minutes", "")),
            place=clean_input(form.get("place", "")),
            line=clean_input(form.get("line", "")),
            early=clean_input(form.get("early", "")),
            late=clean_input(form.get("late", "")),
            kind=clean_input(form.get("kind", "")),
            parties=tuple(one.value for one in Party if f"with-{one.value}" in form),
            sure=clean_input(form.get("sure", "")),
        )

    @classmethod
    def of(cls, meeting: Meeting, zone: ZoneInfo) -> "MeetingDraft":
        """Fill the form in with a meeting as it is."""
        local = meeting.starts_at.astimezone(zone)
        early = next((hours for hours in meeting.before if hours in EARLY), 0)
        late = next((hours for hours in meeting.before if hours in LATE), 0)
        return cls(
            local.date().isoformat(),
            f"{local:%H:%M}",
            str(meeting.minutes),
            readable(meeting.place),
            readable(meeting.line),
            str(early),
            str(late),
            meeting.kind.value,
            tuple(one.value for one in Party if one in meeting.parties),
        )

    def booking(self, t: Catalog, now: dt.datetime, zone: ZoneInfo) -> Booking | None:
        """Give what was decided; None where ``faults`` says what is wrong."""
        starts_at = self._start(t, now, zone)
        minutes = _one_of(self.minutes, LENGTHS)
        early, late = _one_of(self.early, EARLY), _one_of(self.late, LATE)
        if not self.place:
            self.faults["place"] = t.gettext("Skriv var ni ses, eller att du ringer.")
        for name, text, longest in (
            ("place", self.place, LONGEST_PLACE),
            ("line", self.line, LONGEST_LINE),
        ):
            if len(text) > longest:
                self.faults[name] = too_long_text(t, longest)
        kind = next((one for one in MeetingKind if one.value == self.kind), None)
        chosen = {"kind": kind, "minutes": minutes, "early": early, "late": late}
        for name, one in chosen.items():
            if one is None:
                self.faults[name] = t.gettext("Välj något i listan.")
        parties = frozenset(Party(one) for one in self.parties)
        if not parties:
            # NOTE: Beside a list of who takes part in a meeting: nothing in it is ticked.
            self.faults["parties"] = t.gettext("Välj vem du ska träffa.")
        if self.faults or starts_at is None or minutes is None or kind is None:
            return None
        before = tuple(hours for hours in (early, late) if hours)
        line = self.line or None
        return Booking(starts_at, minutes, self.place, line, before, kind, parties)

    def _start(self, t: Catalog, now: dt.datetime, zone: ZoneInfo) -> dt.datetime | None:
        """Read the local day and time; gives the moment in UTC."""
        day, time = day_of(self.day), _time(self.time)
        if day is None:
            self.faults["day"] = day_fault(t, self.day, t.gettext("Välj en dag."))
        if time is None:
            self.faults["time"] = t.gettext("Skriv en tid, till exempel 10:30.")
        if day is None or time is None:
            return None
        if abs(day - now.astimezone(zone).date()) > FARTHEST:
            self.faults["day"] = t.gettext("Välj en dag inom två år.")
            return None
        local = dt.datetime.combine(day, time, zone)
        starts_at = local.astimezone(dt.UTC)
        if starts_at.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            # NOTE: The night in spring when the clocks go forward.
            fault = t.gettext("Den tiden finns inte, för klockan ställs fram den natten.")
            self.faults["time"] = fault
            return None
        return starts_at


def _time(text: str) -> dt.time | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _one_of(text: str, choices: tuple[int, ...]) -> int | None:
    return next((choice for choice in choices if text == str(choice)), None)
