"""The form that asks a coach: who, for which days, about whom; checked field by field."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from admin.web.input import day_fault, day_of, ticked_numbers
from bot.languages.catalog import Catalog
from storage.caseload.requests import Span, span_of_days
from storage.tables.people import Participant, Staff

LONGEST = dt.timedelta(days=366)


@dataclass
class RequestDraft:
    """The form as filled in so far; ``faults`` says per field what to mend.

    ``first`` and ``last`` are local days; ``ticked`` are the participants it is about, if it is
    not about ``everybody``.
    """

    to: str = ""
    first: str = ""
    last: str = ""
    everybody: bool = True
    ticked: frozenset[int] = frozenset()
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "RequestDraft":
        """Take what was posted, as it was filled in."""
        return cls(
            to=form.get("to", ""),
            first=form.get("first", "").strip(),
            last=form.get("last", "").strip(),
            everybody=form.get("whom", "all") != "some",
            ticked=ticked_numbers(form, "person-"),
        )

    def coach(self, t: Catalog, coaches: Sequence[Staff]) -> int:
        """Give the coach who was chosen; 0 where ``faults`` says that it is nobody."""
        found = next((one.id for one in coaches if str(one.id) == self.to), 0)
        if not found:
            self.faults["to"] = t.gettext("Välj en handledare.")
        return found

    def span(self, t: Catalog, now: dt.datetime, zone: ZoneInfo) -> Span | None:
        """Read from when to when; None where ``faults`` says what is wrong."""
        first, last, today = day_of(self.first), day_of(self.last), now.astimezone(zone).date()
        if first is None:
            self.faults["first"] = day_fault(t, self.first, t.gettext("Välj en dag."))
        if last is None:
            self.faults["last"] = day_fault(t, self.last, t.gettext("Välj en dag."))
        elif last < (first or today) or last < today:
            self.faults["last"] = t.gettext("Sista dagen är före den första, eller har varit.")
        elif last > today + LONGEST:
            self.faults["last"] = t.gettext("Välj en dag inom ett år.")
        if self.faults.keys() & {"first", "last"} or first is None or last is None:
            return None
        return span_of_days(first, last, zone)

    def whom(self, t: Catalog, own: Sequence[Participant]) -> Sequence[int] | None:
        """Give those it is about; None is everybody. ``faults`` says where nobody was ticked."""
        if self.everybody:
            return None
        chosen = [one.id for one in own if one.id in self.ticked]
        if not chosen:
            self.faults["whom"] = t.gettext("Kryssa i minst en person.")
        return chosen
