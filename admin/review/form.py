"""The form about whether somebody goes on: as it begins, as it was filled in, and its faults."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from admin.web.input import clean_input_lines, day_of, too_long_text
from admin.web.revision import Difference, differences, revision_of
from bot.languages.catalog import Catalog
from dialogs.caseload.review import Verdict
from dialogs.texts import clean_lines
from storage.database.encryption import readable
from storage.reviews.reviews import Decision
from storage.reviews.tables import Review

LONGEST_WHY = 2000
FARTHEST = dt.timedelta(days=3 * 365)
"""A period that ends further ahead is a slip of the keyboard; nor was it decided so long ago."""


def verdict_label(t: Catalog, verdict: Verdict) -> str:
    """Say what was decided."""
    match verdict:
        case Verdict.GO_ON:
            # NOTE: What was decided with a participant: they go on taking part. A choice, too.
            return t.gettext("Fortsätter")
        case Verdict.FINISH:
            # NOTE: What was decided with a participant: they finish. A choice, too.
            return t.gettext("Avslutar")


@dataclass
class ReviewDraft:
    """The form as filled in so far; ``faults`` says per field what to mend. Days are ISO."""

    verdict: str = ""
    decided_on: str = ""
    goes_on_until: str = ""
    why: str = ""
    revision: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "ReviewDraft":
        """Take what was posted."""
        return cls(
            form.get("verdict", ""),
            form.get("decided_on", "").strip(),
            form.get("goes_on_until", "").strip(),
            clean_input_lines(form.get("why", "")),
        )

    @classmethod
    def of(cls, standing: Review | None) -> "ReviewDraft":
        """Write the decision that stands into the form."""
        if standing is None:
            return cls()
        return cls(
            standing.verdict.value,
            standing.decided_on.isoformat(),
            standing.until.isoformat() if standing.until else "",
            clean_lines(readable(standing.words)),
        )

    def decision(self, t: Catalog, today: dt.date) -> Decision | None:
        """Give what was decided; None leaves ``faults`` behind."""
        verdict = next((one for one in Verdict if one.value == self.verdict), None)
        on, until = day_of(self.decided_on), day_of(self.goes_on_until)
        if verdict is None:
            self.faults["verdict"] = t.gettext("Välj vad ni har beslutat.")
        if on is None or not today - FARTHEST <= on <= today:
            self.faults["decided_on"] = t.gettext("Skriv en dag som har varit, eller i dag.")
        if verdict is Verdict.GO_ON and (until is None or not today < until <= today + FARTHEST):
            fault = t.gettext("Skriv en dag som kommer, inom tre år.")
            self.faults["goes_on_until"] = fault
        if not self.why:
            self.faults["why"] = t.gettext("Skriv varför, med egna ord.")
        elif len(self.why) > LONGEST_WHY:
            self.faults["why"] = too_long_text(t, LONGEST_WHY)
        if verdict is None or on is None or self.faults:
            return None
        return Decision(verdict, on, until if verdict is Verdict.GO_ON else None, self.why)


def review_revision(standing: Review | None) -> str:
    """Name which decision stands."""
    return revision_of(standing.id if standing else None)


def review_differences(t: Catalog, stored: ReviewDraft, typed: ReviewDraft) -> list[Difference]:
    """List what is not the same in the decision that stands and in one that was filled in."""

    def words(draft: ReviewDraft) -> str:
        return next((verdict_label(t, one) for one in Verdict if one.value == draft.verdict), "")

    goes_on = typed.verdict == Verdict.GO_ON
    return differences(
        (
            (t.gettext("Beslut"), words(stored), words(typed)),
            (t.gettext("Dag för beslutet"), stored.decided_on, typed.decided_on),
            (
                t.gettext("Fortsätter till och med"),
                stored.goes_on_until,
                typed.goes_on_until if goes_on else "",
            ),
            (t.gettext("Varför, med egna ord"), stored.why, typed.why),
        )
    )
