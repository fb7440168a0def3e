"""The form for what stands on a paper: six figures, the day, and who was there."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from admin.web.input import clean_input, clean_input_lines, day_fault, day_of, too_long_text
from admin.web.revision import Difference, differences, revision_of
from bot.languages.catalog import Catalog
from bot.words.identity_number import has_identity_number
from dialogs.engine.effect import Record
from dialogs.instruments.instrument import Instrument
from dialogs.occasions.occasion import OccasionState
from dialogs.ratings.company import Company
from dialogs.texts import near_day

SKIPPED = "0"
OUTSIDE = "extra"
"""Stands for a paper that is for none of the plan's occasions."""
LONGEST_COMMENT = 2000


@dataclass
class PaperDraft:
    """A paper as filled in so far; ``figures`` by item, "0" for skipped."""

    figures: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    on: str = ""
    occasion: str = OUTSIDE
    company: str = Company.ALONE
    language: str = ""
    is_sure: bool = False
    """The day is right, although it is before what the paper counts for."""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str], instrument: Instrument) -> "PaperDraft":
        """Take what was posted, as it was typed."""
        items = [item.id for item in instrument.items]
        return cls(
            figures={item: form.get(f"figure-{item}", "") for item in items},
            comments={item: clean_input_lines(form.get(f"said-{item}", "")) for item in items},
            on=clean_input(form.get("filled_on", "")),
            occasion=form.get("occasion", ""),
            company=form.get("company", ""),
            language=form.get("language", ""),
            is_sure=bool(form.get("sure")),
        )

    @property
    def revision(self) -> str:
        """Name what stands here, as it is stored."""
        said = (sorted(self.figures.items()), sorted(self.comments.items()))
        return revision_of(said, self.on, self.occasion, self.company, self.language)

    @property
    def records(self) -> dict[str, Record]:
        """Give what stands for each item; of a draft without faults."""
        return {
            item: Record(
                item,
                None if figure == SKIPPED else int(figure),
                figure == SKIPPED,
                self.comments.get(item, ""),
            )
            for item, figure in self.figures.items()
        }

    def fault_places(self, labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """List the faults as they stand on the page: the field, its id there, and what is wrong.

        ``labels`` are the areas' names by item, in order.
        """
        rows = [(item, f"row-{item}", f"{label}: ") for item, label in labels.items()]
        fields = [("filled_on", "filled_on", ""), ("early", "filled_on", "")]
        fields += [(name, name, "") for name in ("occasion", "company", "language")]
        said = [(f"said-{item}", f"said-{item}", f"{label}: ") for item, label in labels.items()]
        return [
            (field, place, before + self.faults[field])
            for field, place, before in (*rows, *fields, *said)
            if field in self.faults
        ]

    def check(
        self,
        t: Catalog,
        instrument: Instrument,
        occasions: Mapping[str, OccasionState],
        known: Collection[str],
        enrolled_on: dt.date,
        today: dt.date,
    ) -> dt.date | None:
        """Note what is wrong in ``faults``; gives the day, where it is one.

        ``occasions`` are those that it can be for, ``known`` the languages.
        """
        allowed = {str(point) for point in range(1, instrument.points + 1)} | {SKIPPED}
        for item, figure in self.figures.items():
            if figure not in allowed:
                self.faults[item] = t.gettext("Välj en siffra, eller att frågan är överhoppad.")
        for item, said in self.comments.items():
            if len(said) > LONGEST_COMMENT:
                self.faults[f"said-{item}"] = too_long_text(t, LONGEST_COMMENT)
            elif has_identity_number(said):
                self.faults[f"said-{item}"] = t.gettext(
                    "Här står ett personnummer. Skriv kommentaren utan det."
                )
        if self.occasion not in {*occasions, OUTSIDE}:
            self.faults["occasion"] = t.gettext("Välj en skattning i listan.")
        if self.company not in set(Company):
            self.faults["company"] = t.gettext("Välj vem som var med.")
        if self.language not in known:
            self.faults["language"] = t.gettext("Välj ett språk i listan.")
        return self._check_day(t, occasions, enrolled_on, today)

    def _check_day(
        self,
        t: Catalog,
        occasions: Mapping[str, OccasionState],
        enrolled_on: dt.date,
        today: dt.date,
    ) -> dt.date | None:
        day = day_of(self.on)
        if day is None:
            wanted = t.gettext("Välj dagen då papperet fylldes i.")
            self.faults["filled_on"] = day_fault(t, self.on, wanted)
            return None
        if day > today:
            self.faults["filled_on"] = t.gettext("Dagen har inte varit än. Välj en dag till i dag.")
            return None
        about = occasions.get(self.occasion)
        since = enrolled_on if about is None else max(about.window.opens_on, enrolled_on)
        if day < since and not self.is_sure:
            # NOTE: {day} is the first day on which a rating counts for what was chosen.
            self.faults["early"] = t.gettext(
                "Dagen är före {day}, då skattningen börjar räknas. Välj en annan dag, eller "
                "kryssa i att dagen stämmer."
            ).format(day=near_day(t, since, today))
        return day


def company_label(t: Catalog, company: Company) -> str:
    """Say who was there."""
    match company:
        case Company.ALONE:
            # NOTE: Who was there when somebody filled in a paper.
            return t.gettext("Personen själv")
        case Company.COACH:
            return t.gettext("Tillsammans med handledare")
        case Company.INTERPRETER:
            return t.gettext("Med handledare och tolk")
        case Company.HELPER:
            return t.gettext("Med språkstöd")


def paper_differences(
    t: Catalog, instrument: Instrument, stored: PaperDraft, typed: PaperDraft
) -> Sequence[Difference]:
    """List the fields of a paper that somebody else has changed meanwhile."""
    rows = [
        (instrument.label(item, t), stored.figures.get(item.id, ""), typed.figures[item.id])
        for item in instrument.items
    ]
    return differences([*rows, (t.gettext("Dag då papperet fylldes i"), stored.on, typed.on)])
