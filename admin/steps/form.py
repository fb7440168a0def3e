"""The forms of the small steps: what a coach has filled in, checked field by field."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from admin.web.input import clean_input, day_of, too_long_text
from bot.languages.catalog import Catalog
from dialogs.agenda.answers import Doer
from dialogs.steps.choice import LONGEST_STEP

LONGEST_LINES = 1000
FARTHEST = dt.timedelta(days=366)


@dataclass
class StepDraft:
    """A step as filled in so far; ``faults`` says per field what to mend."""

    area: str = ""
    words: str = ""
    look_on: str = ""
    doer: str = Doer.PARTICIPANT
    until: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "StepDraft":
        """Take what was posted, as it was typed."""
        return cls(
            area=clean_input(form.get("area", "")),
            words=clean_input(form.get("words", "")),
            look_on=clean_input(form.get("look_on", "")),
            doer=form.get("doer", Doer.PARTICIPANT),
            until=clean_input(form.get("until", "")),
        )

    def check(self, t: Catalog, areas: Collection[str], today: dt.date) -> dt.date | None:
        """Note what is wrong in ``faults``; gives the day to look at it, if one was chosen."""
        if self.area not in areas:
            self.faults["area"] = t.gettext("Välj ett område i listan.")
        if not self.words:
            self.faults["words"] = t.gettext("Skriv vad steget är.")
        elif len(self.words) > LONGEST_STEP:
            self.faults["words"] = too_long_text(t, LONGEST_STEP)
        self.read_terms(t, today)
        return self._read_day(t, "look_on", self.look_on, today)

    def read_terms(self, t: Catalog, today: dt.date) -> tuple[Doer, dt.date | None]:
        """Give who takes it and by when; what is wrong with them is noted in ``faults``."""
        if self.doer not in tuple(Doer):
            self.faults["doer"] = t.gettext("Välj vem som gör det i listan.")
            return Doer.PARTICIPANT, None
        return Doer(self.doer), self._read_day(t, "until", self.until, today)

    def _read_day(self, t: Catalog, field: str, typed: str, today: dt.date) -> dt.date | None:
        if not typed:
            return None
        day = day_of(typed) or today
        if not today < day <= today + FARTHEST:
            self.faults[field] = t.gettext("Välj en dag framåt i tiden, inom ett år.")
        return day
