"""What the log is asked for: a participant's code, somebody on the staff, days."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from admin.web.input import day_fault, day_of
from bot.languages.catalog import Catalog
from dialogs.people.pseudonym import read_pseudonym
from storage.audit.reading import LogFilter

_ID = re.compile(r"[1-9]\d{0,8}")


@dataclass
class LogDraft:
    """The form as filled in; ``faults`` says per field what to mend."""

    code: str = ""
    staff: str = ""
    since: str = ""
    until: str = ""
    before: int | None = None
    """The id of the line that the page before ended with."""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "LogDraft":
        """Take what the address says, as it was typed."""
        before = asked.get("before", "")
        return cls(
            asked.get("code", "").strip()[:20],
            asked.get("staff", "")[:9],
            asked.get("since", "")[:10],
            asked.get("until", "")[:10],
            int(before) if _ID.fullmatch(before) else None,
        )

    @property
    def pseudonym(self) -> str | None:
        """Give the code of the participant whose lines are asked for; None where it is none."""
        return read_pseudonym(self.code)

    def filter(self, t: Catalog, participant_id: int | None, zone: ZoneInfo) -> LogFilter:
        """Give what to look for, and note in ``faults`` what cannot be."""
        if self.code and participant_id is None:
            self.faults["code"] = t.gettext(
                "Det finns ingen deltagare med den koden. Koder ser ut så här: A-05."
            )
        since, until = self._day(t, "since", zone), self._day(t, "until", zone, days=1)
        if since and until and since >= until:
            self.faults["until"] = t.gettext("Den sista dagen ligger före den första.")
        return LogFilter(
            participant_id=participant_id,
            staff_id=int(self.staff) if _ID.fullmatch(self.staff) else None,
            since=since,
            until=until,
        )

    def _day(self, t: Catalog, name: str, zone: ZoneInfo, days: int = 0) -> dt.datetime | None:
        typed = getattr(self, name)
        if not typed:
            return None
        day = day_of(typed)
        if day is None:
            wanted = t.gettext("Skriv en dag, till exempel 2027-03-01.")
            self.faults[name] = day_fault(t, typed, wanted)
            return None
        start = dt.datetime.combine(day + dt.timedelta(days=days), dt.time.min, zone)
        return start.astimezone(dt.UTC)

    def older(self, before: int) -> str:
        """Give the address of the next page of the same."""
        asked = {name: getattr(self, name) for name in ("code", "staff", "since", "until")}
        return (
            f"/admin/audit?{urlencode({**{k: v for k, v in asked.items() if v}, 'before': before})}"
        )
