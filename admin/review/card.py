"""The card about whether somebody goes on: until when, what was decided before, and the form."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from admin.review.form import LONGEST_WHY, ReviewDraft, review_revision, verdict_label
from bot.languages.catalog import Catalog
from dialogs.agenda.plan import Plan
from dialogs.caseload.review import Verdict, is_review_due, review_day, usual_until
from dialogs.texts import clean_lines
from storage.orientation.coach import staff_name
from storage.reviews.reviews import reviews_of, standing_review
from storage.reviews.tables import Review
from storage.tables.people import Participant

KEPT, UNDONE = "review kept", "review undone"
"""What the flash's codes begin with; the id of a decision follows the first."""


@dataclass(frozen=True)
class ReviewEntry:
    """One decision, ready to be written: on which day, what, by whom, and why."""

    id: int
    head: str
    story: str
    words: str
    may_withdraw: bool


@dataclass(frozen=True)
class ReviewCard:
    """All that the page shows of it; ``draft`` is None where nothing can be decided."""

    lines: tuple[str, ...]
    entries: tuple[ReviewEntry, ...]
    """The newest first."""
    draft: ReviewDraft | None
    choices: tuple[tuple[str, str], ...]
    is_due: bool
    """It is time to decide, and nobody has."""
    finishes: bool
    """That they finish is decided, and there is no last day yet."""
    said: str = ""
    longest: int = LONGEST_WHY
    undo: int = 0
    """The decision that has just been noted, and can be taken back."""


async def review_card(
    session: AsyncSession,
    t: Catalog,
    participant: Participant,
    plan: Plan,
    today: dt.date,
    zone: ZoneInfo,
    code: str,
) -> ReviewCard:
    """Write out what was decided, and when it has to be decided next."""
    rows = await reviews_of(session, participant.id)
    names = {one: await staff_name(session, one) for one in {row.staff_id for row in rows}}
    standing = standing_review(rows)
    went_on = standing_review([one for one in rows if one.verdict is Verdict.GO_ON])
    began = participant.enrolled_at.astimezone(zone).date() if participant.enrolled_at else None
    ends_on = review_day(plan, began, went_on.until if went_on else None) if began else None
    is_open = participant.exit_on is None and began is not None
    finishes = is_open and standing is not None and standing.verdict is Verdict.FINISH
    noted = int(code.removeprefix(KEPT)) if code.startswith(KEPT) else 0
    return ReviewCard(
        lines=tuple(_lines(t, participant, ends_on)),
        entries=tuple(_entry(t, row, names[row.staff_id], standing) for row in reversed(rows)),
        draft=_new_draft(plan, ends_on, today, standing) if is_open else None,
        choices=verdict_choices(t),
        is_due=is_open
        and not finishes
        and ends_on is not None
        and is_review_due(plan, ends_on, today),
        finishes=finishes,
        said=_said(t, code, next((row for row in rows if row.id == noted), None)),
        undo=noted if standing is not None and standing.id == noted else 0,
    )


def verdict_choices(t: Catalog) -> tuple[tuple[str, str], ...]:
    """List what can be decided: codes with their words."""
    return tuple((one.value, verdict_label(t, one)) for one in Verdict)


def _lines(t: Catalog, participant: Participant, ends_on: dt.date | None) -> list[str]:
    if participant.exit_on is not None:
        # NOTE: {day} is the last day of a participant.
        return [t.gettext("Sista dagen är {day}.").format(day=t.date(participant.exit_on))]
    if ends_on is None:
        return [t.gettext("Planen har inga perioder. Du kan skriva ett beslut ändå.")]
    # NOTE: {day} is the day on which a period of a participant ends.
    text = t.gettext("Perioden går till och med {day}. Besluta tillsammans före den dagen.")
    return [text.format(day=t.date(ends_on))]


def _new_draft(
    plan: Plan, ends_on: dt.date | None, today: dt.date, standing: Review | None
) -> ReviewDraft:
    """Begin the form: decided today, for one more period."""
    until = usual_until(plan, ends_on or today, today)
    return ReviewDraft(
        decided_on=today.isoformat(),
        goes_on_until=until.isoformat() if until else "",
        revision=review_revision(standing),
    )


def _entry(t: Catalog, row: Review, name: str, standing: Review | None) -> ReviewEntry:
    head = f"{t.date(row.decided_on)}: {verdict_label(t, row.verdict)}"
    if row.until is not None:
        # NOTE: After "goes on": {day} is the last day of a period.
        head = f"{head} {t.gettext('till och med {day}').format(day=t.date(row.until))}"
    told = [name]
    if row.withdrawn_at is not None:
        # NOTE: Beside a decision that a coach has taken back.
        told.append(t.gettext("tillbakataget"))
    return ReviewEntry(
        row.id,
        head,
        " · ".join(filter(None, told)),
        clean_lines(row.words),
        standing is not None and row.id == standing.id,
    )


def _said(t: Catalog, code: str, noted: Review | None) -> str:
    """Say what came of the last press, and what happens next."""
    if code == UNDONE:
        return t.gettext("Beslutet är tillbakataget. Det som gällde förut gäller igen.")
    if noted is None:
        return ""
    if noted.until is None:
        return t.gettext("Beslutet är sparat. Skriv nu den sista dagen, under Avslut.")
    # NOTE: {day} is the last day of a period. The participant sees it in the chat.
    text = t.gettext(
        "Beslutet är sparat. Perioden går till och med {day}. Personen ser dagen i chatten."
    )
    return text.format(day=t.date(noted.until))
