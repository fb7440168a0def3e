"""The form of a sub-project's plan: read, checked by ``dialogs.agenda.plan``, faults in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from admin.web.input import number_of
from admin.web.revision import Difference, differences
from bot.languages.catalog import Catalog
from dialogs.agenda.plan import EARLIEST, HOURS, LATEST, PartOfDay, Plan, PlanError
from dialogs.labels.contact import hour_label

NUMBERS = ("every", "follow_up", "before", "after", "gap")

SEPARATOR = re.compile(r"\s*[,،;]\s*")
"""What stands between the days of the reminders, on any keyboard."""


@dataclass
class PlanDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    every: str = ""
    follow_up: str = ""
    before: str = ""
    after: str = ""
    reminders: str = ""
    months: str = ""
    review: str = ""
    gap: str = ""
    hours: dict[PartOfDay, str] = field(default_factory=dict)
    instrument: str = ""
    """Whose questions: the form does not change it."""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "PlanDraft":
        """Write a plan into the form."""
        return cls(
            every=str(plan.every),
            follow_up=str(plan.follow_up),
            before=str(plan.before),
            after=str(plan.after),
            reminders=", ".join(map(str, plan.reminders)),
            months="" if plan.months is None else str(plan.months),
            review="" if plan.review is None else str(plan.review),
            gap=str(plan.gap),
            hours={part: str(plan.hours[part]) for part in HOURS},
            instrument=plan.instrument,
        )

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "PlanDraft":
        """Take what was posted."""

        def given(name: str) -> str:
            return form.get(name, "").strip()

        return cls(
            every=given("every"),
            follow_up=given("follow_up"),
            before=given("before"),
            after=given("after"),
            reminders=given("reminders"),
            months=given("months"),
            # A page of an earlier version has no such fields.
            review=form.get("review", str(Plan.review)).strip(),
            gap=form.get("gap", str(Plan.gap)).strip(),
            hours={part: given(part) for part in HOURS},
        )

    def plan(self, t: Catalog, instrument: str) -> Plan | None:
        """Give the plan that was filled in, of that instrument; None leaves ``faults`` behind."""
        numbers = {name: self._number(name, getattr(self, name)) for name in NUMBERS}
        reminders = [self._number("reminders", one) for one in SEPARATOR.split(self.reminders)]
        hours = {part: self._number("hours", hour) for part, hour in self.hours.items()}
        months = self._number("months", self.months) if self.months else None
        review = self._number("review", self.review) if self.review else None
        if not self.faults:
            try:
                return Plan(
                    **numbers,
                    reminders=tuple(reminders),
                    hours=hours,
                    months=months,
                    review=review,
                    instrument=instrument,
                )
            except PlanError as fault:
                self.faults[fault.field] = ""
        self.faults = {name: _fault_text(t, name) for name in self.faults}
        return None

    def _number(self, name: str, text: str) -> int:
        number = number_of(text.strip(), 4)
        if number is None:
            self.faults[name] = ""
        return number or 0


def plan_differences(t: Catalog, stored: PlanDraft, typed: PlanDraft) -> list[Difference]:
    """List what is not the same in two plans, with the words that stand above the fields."""
    return differences(
        [
            (t.gettext("Månader mellan skattningarna"), stored.every, typed.every),
            (t.gettext("Månader mellan uppföljningarna"), stored.follow_up, typed.follow_up),
            (t.gettext("Dagar före"), stored.before, typed.before),
            (t.gettext("Dagar efter"), stored.after, typed.after),
            (t.gettext("Dagar för påminnelser"), stored.reminders, typed.reminders),
            (t.gettext("Månader man brukar vara med"), stored.months, typed.months),
            (t.gettext("Månader i en period"), stored.review, typed.review),
            (t.gettext("Dagar utan kontakt"), stored.gap, typed.gap),
            *(
                (hour_label(t, part).capitalize(), stored.hours[part], typed.hours[part])
                for part in HOURS
            ),
            # NOTE: Which questions are asked: SKAPA's, or those of another form.
            (t.gettext("Formulär"), stored.instrument, typed.instrument),
        ]
    )


def _fault_text(t: Catalog, name: str) -> str:
    match name:
        case "every":
            return t.gettext("Skriv ett antal månader, från 1 till 24.")
        case "follow_up":
            return t.gettext(
                "Skriv ett antal månader, högst 48, som går att dela jämnt med månaderna "
                "mellan skattningarna. Är det tre månader mellan dem kan det vara 3, 6, 9 "
                "eller 12."
            )
        case "months":
            return t.gettext("Skriv ett antal månader, från 1 till 60, eller lämna tomt.")
        case "review":
            return t.gettext("Skriv ett antal månader, från 1 till 36, eller lämna tomt.")
        case "gap":
            return t.gettext("Skriv ett antal dagar, från 7 till 365.")
        case "before":
            return t.gettext("Skriv ett antal dagar, från 0 till 60.")
        case "after":
            return t.gettext(
                "Skriv ett antal dagar, minst 5. Dagarna före och efter måste få plats mellan"
                " två skattningar."
            )
        case "reminders":
            return t.gettext(
                "Skriv en till fem dagar med siffror, i ordning och med komma emellan, till "
                "exempel 0, 2, 5. Börja med 0. Den sista dagen ska ligga inom den tid då "
                "skattningen räknas."
            )
        case _:
            # NOTE: {first} and {last} are full hours: 8 and 19.
            text = t.gettext("Skriv hela timmar, från {first} till {last}.")
            return text.format(first=t.number(EARLIEST), last=t.number(LATEST))
