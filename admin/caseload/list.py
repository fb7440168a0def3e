"""The caseload as the pages show it: a line a participant, those that wait first."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup

from admin.requests.marks import stand_in_text
from admin.web import labels
from bot.languages.catalog import Catalog
from bot.settings.installation import Installation
from bot.star.svg import star_svg
from dialogs.agenda.plan import Plan
from dialogs.engine.star import Series, Star
from dialogs.labels.exits import exit_label
from dialogs.labels.statuses import status_label
from dialogs.people.participant_status import (
    URGENT,
    WAITS_FOR_COACH,
    CaseloadRow,
    ParticipantStatus,
)
from dialogs.reports.completeness import TARGET
from dialogs.texts import clean
from storage.figures.completeness import CaseloadShare
from storage.sight.seen import StandIn


@dataclass(frozen=True)
class CaseloadEntry:
    """One line, ready to be written; ``kind`` is its standing's code."""

    pseudonym: str
    name: str
    protected: str
    """That the identity is, in words; empty where it is not."""
    sub_project: str
    language: str
    leaves: str
    """On which day somebody leaves or has left; empty where no exit is set."""
    tag: str
    kind: str
    waits: bool
    urgent: bool
    star: Markup
    stands_in: str = ""
    """For whom the reader stands in here, and how long; empty of the own."""


@dataclass(frozen=True)
class CaseloadView:
    """All lines, in two groups, and how many of the ratings that were due are done."""

    waiting: tuple[CaseloadEntry, ...]
    others: tuple[CaseloadEntry, ...]
    due: int
    done: int
    target: int = TARGET

    @property
    def persons(self) -> int:
        """Count the participants."""
        return len(self.waiting) + len(self.others)


def caseload_view(
    t: Catalog,
    installation: Installation,
    lines: list[CaseloadRow],
    share: CaseloadShare,
    now: dt.datetime,
    zone: ZoneInfo,
    covered: Mapping[int, StandIn] | None = None,
) -> CaseloadView:
    """Write the lines of ``storage.caseload.caseload`` out, and how complete their ratings are.

    ``covered`` are those whom the reader sees as a substitute, by participant.
    """
    today = now.astimezone(zone).date()
    entries = [_entry(t, installation, line, line.status_at(now), today, zone) for line in lines]
    stands_in = {who: stand_in_text(t, one, zone) for who, one in (covered or {}).items()}
    entries = [
        replace(entry, stands_in=stands_in.get(line.participant_id, ""))
        for line, entry in zip(lines, entries, strict=True)
    ]
    return CaseloadView(
        waiting=tuple(entry for entry in entries if entry.waits),
        others=tuple(entry for entry in entries if not entry.waits),
        due=share.due,
        done=share.done,
    )


def _entry(
    t: Catalog,
    installation: Installation,
    line: CaseloadRow,
    standing: ParticipantStatus,
    today: dt.date,
    zone: ZoneInfo,
) -> CaseloadEntry:
    last = line.finished_at.astimezone(zone).date() if line.finished_at else None
    day = line.overdue_on if standing is ParticipantStatus.OVERDUE else last
    return CaseloadEntry(
        pseudonym=line.pseudonym,
        name=clean(line.name or "", 60),
        protected=t.gettext("Skyddad identitet") if line.protected else "",
        sub_project=clean(line.sub_project, 60),
        language=labels.language_label(t, line.language),
        leaves=exit_label(t, line.exit_on, today),
        tag=status_label(t, standing, day, today),
        kind=standing.value,
        waits=standing in WAITS_FOR_COACH,
        urgent=standing in URGENT,
        star=_small_star(installation, line),
    )


def _small_star(installation: Installation, line: CaseloadRow) -> Markup:
    """Draw the small star; the web alone where there is no rating yet."""
    instrument = installation.instruments.get(line.instrument)
    if instrument is None:
        instrument = installation.instruments[Plan.from_json(line.plan).instrument]
    values = tuple(line.values.get(item.id) for item in instrument.items)
    return _star_drawing(values if any(values) else (None,) * len(values), instrument.points)


@lru_cache(maxsize=2048)
def _star_drawing(values: tuple[int | None, ...], steps: int) -> Markup:
    fits = all(value is None or value <= steps for value in values)
    series = (Series("", values),) if fits and any(values) else ()
    star = Star(("",) * len(values), series, "", steps=steps)
    svg = star_svg(star, size="thumb", embed_style=False)
    # Beside its pseudonym the small star is an ornament: the figures stand on the person's page.
    return Markup(svg.replace('role="img" aria-label=""', 'aria-hidden="true"', 1))  # noqa: S704  # our own drawing
