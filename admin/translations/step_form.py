"""The form of one step of a translated instrument, as filled in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from admin.web.input import (
    clean_input,
    clean_input_lines,
    day_fault,
    day_of,
    number_of,
    too_long_text,
)
from bot.languages.catalog import Catalog
from dialogs.instruments.translation_steps import WITH_PEOPLE, StepTaken, TranslationStep

LONGEST_NAME, LONGEST_NOTE = 80, 400
MOST_PEOPLE = 9999


@dataclass
class StepDraft:
    """What somebody says of a step; ``faults`` says per field what to mend."""

    step: TranslationStep = TranslationStep.FORWARD
    by: str = ""
    on: str = ""
    persons: str = ""
    note: str = ""
    removes: bool = False
    """The step was noted by mistake."""
    instrument: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "StepDraft":
        """Take what was posted, as it was typed."""
        step = form.get("step", "")
        return cls(
            step=TranslationStep(step) if step in {*TranslationStep} else TranslationStep.FORWARD,
            by=clean_input(form.get("by", "")),
            on=form.get("done_on", ""),
            persons=clean_input(form.get("persons", "")),
            note=clean_input_lines(form.get("note", "")),
            removes=form.get("do") == "remove",
        )

    def taken(self, t: Catalog, texts: str, today: dt.date) -> StepTaken | None:
        """Give the step with these texts (a digest); None where something is to be mended."""
        on = self._day(t, today)
        persons = self._people(t) if self.step in WITH_PEOPLE else None
        if not self.by:
            self.faults["by"] = t.gettext("Skriv vem som gjorde steget.")
        elif len(self.by) > LONGEST_NAME:
            self.faults["by"] = too_long_text(t, LONGEST_NAME)
        if len(self.note) > LONGEST_NOTE:
            self.faults["note"] = too_long_text(t, LONGEST_NOTE)
        if self.faults or on is None:
            return None
        return StepTaken(texts, self.by, on, persons, self.note)

    def _day(self, t: Catalog, today: dt.date) -> dt.date | None:
        day = day_of(self.on)
        if day is None:
            self.faults["done_on"] = day_fault(t, self.on, t.gettext("Välj en dag."))
            return None
        if day > today:
            self.faults["done_on"] = t.gettext("Dagen har inte varit än.")
        return day

    def _people(self, t: Catalog) -> int | None:
        count = number_of(self.persons) or 0
        if not 1 <= count <= MOST_PEOPLE:
            self.faults["persons"] = t.gettext("Skriv hur många personer det var.")
            return None
        return count
