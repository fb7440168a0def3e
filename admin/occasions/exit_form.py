"""The form about the exit: as it is stored, as it was filled in, and what is not the same."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from admin.web.input import day_fault, day_of
from admin.web.revision import Difference, differences, kept_revision, revision_of
from bot.languages.catalog import Catalog
from dialogs.agenda.timing import Timing
from dialogs.labels.exits import exit_reason_labels
from dialogs.occasions.occasion import OccasionKind
from dialogs.people.enrolment import ExitReason
from storage.tables.agenda import Occasion
from storage.tables.people import Participant

FARTHEST_EXIT = dt.timedelta(days=3 * 365)
"""An exit further ahead than this is a slip of the keyboard."""


@dataclass(frozen=True)
class ExitDraft:
    """The form about the exit, as stored or as filled in; ``fault`` says what ``field`` needs."""

    on: str = ""
    reason: str = ""
    rate: bool = True
    fault: str = ""
    field: str = ""
    stored: bool = False
    """Whether there is an exit to take back."""
    revision: str = ""

    def with_revision(self) -> "ExitDraft":
        """Name what it says, so that a form made from it knows what that was."""
        return replace(self, revision=revision_of(self.on, self.reason, self.rate))


def exit_draft(who: Participant, occasions: Sequence[Occasion]) -> ExitDraft:
    """Give the exit as it is stored; a last rating is asked for unless that was turned down."""
    if who.exit_on is None:
        return ExitDraft().with_revision()
    rate = any(occasion.kind is OccasionKind.EXIT for occasion in occasions)
    draft = ExitDraft(who.exit_on.isoformat(), str(who.exit_reason or ""), rate, stored=True)
    return draft.with_revision()


def read_exit(
    t: Catalog,
    form: Mapping[str, str],
    stored: ExitDraft,
    invited_on: dt.date,
    when: Timing,
    now: dt.datetime,
) -> tuple[ExitDraft, dt.date | None]:
    """Read the form; without a day something is to be mended."""
    on, reason, rate = form.get("on", ""), form.get("reason", ""), "rate" in form
    today = when.rhythm.day(now)
    revision = kept_revision(form, stored.revision, both_shown=False)
    draft = ExitDraft(on, reason, rate, stored=stored.stored, revision=revision)

    def wrong(field: str, fault: str) -> tuple[ExitDraft, None]:
        return replace(draft, fault=fault, field=field), None

    day = day_of(on)
    if day is None:
        wanted = t.gettext("Skriv dagen som år-månad-dag, till exempel 2027-03-31.")
        return wrong("on", day_fault(t, on, wanted))
    if not invited_on <= day <= today + FARTHEST_EXIT:
        text = t.gettext("Dagen ska ligga efter inbjudan och inom tre år.")
        return wrong("on", text)
    if reason and reason not in exit_reason_labels(t):
        return wrong("reason", t.gettext("Välj en orsak i listan."))
    if day <= today and not reason:
        return wrong("reason", t.gettext("Välj varför personen slutar."))
    if day > today and reason == ExitReason.DECEASED:
        return wrong("on", t.gettext("Dagen kan inte ligga framåt i tiden med den orsaken."))
    return draft, day


def exit_differences(t: Catalog, stored: ExitDraft, typed: ExitDraft) -> list[Difference]:
    """List what is not the same in the stored exit and in one that was filled in."""
    words: Mapping[str, str] = {str(code): text for code, text in exit_reason_labels(t).items()}
    # NOTE: Whether a box in a form is ticked.
    yes, no = t.gettext("ja"), t.gettext("nej")
    return differences(
        (
            (t.gettext("Sista dag"), stored.on, typed.on),
            (t.gettext("Orsak"), words.get(stored.reason, ""), words.get(typed.reason, "")),
            (
                t.gettext("Be om en sista skattning"),
                yes if stored.rate else no,
                yes if typed.rate else no,
            ),
        )
    )
