"""The card about papers on the participant's page: what is entered, by whom, and can be mended."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.paper.entry import ENTERED, TAKEN_BACK
from admin.paper.entry_form import company_label
from admin.together.pages import RATED
from bot.languages.catalog import Catalog
from dialogs.ratings.company import Company
from dialogs.texts import clean, near_day
from storage.caseload.case_file import Casefile
from storage.ratings.on_paper import correctable_until


@dataclass(frozen=True)
class PaperLine:
    """One paper. ``until`` is the last day on which it can be changed, "" where that has been."""

    rating: int
    day: str
    facts: str
    until: str


@dataclass(frozen=True)
class PaperCard:
    """What the page says of papers. ``said`` is what has just happened to one, if anything."""

    lines: tuple[PaperLine, ...]
    may_enter: bool
    said: str
    mends: bool
    """A paper has just been entered: how it is mended stands beside what is said."""


def paper_card(
    t: Catalog,
    case: Casefile,
    names: Mapping[int, str],
    now: dt.datetime,
    zone: ZoneInfo,
    code: str = "",
) -> PaperCard:
    """Write down which papers are entered, newest first; ``names`` are the staff's by id."""
    lines = tuple(_lines(t, case, names, now, zone))
    takes_part = case.participant.enrolled_at is not None
    return PaperCard(lines, takes_part, _said(t, code), mends=code == ENTERED)


def _lines(
    t: Catalog, case: Casefile, names: Mapping[int, str], now: dt.datetime, zone: ZoneInfo
) -> Iterator[PaperLine]:
    today = now.astimezone(zone).date()

    def day(at: dt.datetime) -> str:
        return near_day(t, at.astimezone(zone).date(), today)

    for rating in reversed(case.ratings):
        until = correctable_until(rating)
        if rating.entered_at is None or until is None:
            continue
        # NOTE: Who has put a paper's figures into the program, and when.
        entered = t.gettext("inskriven av {name} {day}").format(
            name=clean(names.get(rating.entered_by or 0, "")), day=day(rating.entered_at)
        )
        company = company_label(t, rating.company or Company.ALONE)
        last = day(until) if now < until else ""
        yield PaperLine(rating.id, day(rating.started_at), f"{company} · {entered}", last)


def _said(t: Catalog, code: str) -> str:
    if code == ENTERED:
        return t.gettext("Skattningen är sparad. Så här ser stjärnan ut nu.")
    if code == RATED:
        return t.gettext("Ni har svarat på alla frågor. Så här ser stjärnan ut nu.")
    if code == TAKEN_BACK:
        return t.gettext("Skattningen är borttagen.")
    return ""
