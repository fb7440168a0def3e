"""The forms of the small steps: what a coach has filled in, checked field by field."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from admin.web.input import clean_input, too_long_text
from bot.languages.catalog import Catalog
from dialogs.steps.choice import LONGEST_STEP

LONGEST_LINES = 1000
FARTHEST = dt.timedelta(days=366)


@dataclass
class StepDraft:
    """A step as filled in so far; ``faults`` says per field what to mend."""

    area: str = ""
    words: str = ""
    look_on: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "StepDraft":
        """Take what was posted, as it was typed."""
        return cls(
            area=clean_input(form.get("area", "")),
            words=clean_input(form.get("words", "")),
            look_on=clean_input(form.get("look_on", "")),
        )

    def check(self, t: Catalog, areas: Collection[str], today: dt.date) -> dt.date | None:
        """Note what is wrong in ``faults``; gives the day to look at it, if one was chosen."""
        if self.area not in areas:
            self.faults["area"] = t.gettext("Välj ett område i listan.")
        if not self.words:
            self.faults["words"] = t.gettext("Skriv vad steget är.")
        elif len(self.words) > LONGEST_STEP:
            self.faults["words"] = too_long_text(t, LONGEST_STEP)
        if not self.look_on:
            return None
        try:
            day = dt.date.fromisoformat(self.look_on)
        except ValueError:
            day = today
        if not today < day <= today + FARTHEST:
            self.faults["look_on"] = t.gettext("Välj en dag framåt i tiden, inom ett år.")
        return day
