"""The caseload as the pages show it: a line a participant, those that wait first."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup

from admin.web import labels
from bot.languages.catalog import Catalog
from bot.settings.installation import Stage
from dialogs.texts import clean
from bot.star.svg import star_svg
from dialogs.engine.star import Series, Star
from dialogs.reports.completeness import TARGET
from dialogs.reports.participant_status import URGENT, WAITING, Line, Standing


@dataclass(frozen=True)
class Entry:
    """One line, ready to be written; ``kind`` is its standing's code."""

    pseudonym: str
    name: str
    sub_project: str
    language: str
    language_tag: str
    tag: str
    kind: str
    waits: bool
    urgent: bool
    star: Markup


@dataclass(frozen=True)
class Caseload:
    """All lines, in two groups, and how many of the ratings that were due are done."""

    waiting: tuple[Entry, ...]
    others: tuple[Entry, ...]
    due: int
    done: int
    target: int = TARGET

    @property
    def persons(self) -> int:
        """Count the participants."""
        return len(self.waiting) + len(self.others)


def caseload_view(
    t: Catalog, stage: Stage, lines: list[Line], now: dt.datetime, zone: ZoneInfo
) -> Caseload:
    """Write the lines of ``storage.caseload.caseload`` out."""
    today = now.astimezone(zone).date()
    entries = [_entry(t, stage, line, line.standing(now), today, zone) for line in lines]
    return Caseload(
        waiting=tuple(entry for entry in entries if entry.waits),
        others=tuple(entry for entry in entries if not entry.waits),
        due=sum(line.due for line in lines),
        done=sum(line.done for line in lines),
    )


def _entry(
    t: Catalog, stage: Stage, line: Line, standing: Standing, today: dt.date, zone: ZoneInfo
) -> Entry:
    last = line.finished_at.astimezone(zone).date() if line.finished_at else None
    day = line.overdue_on if standing is Standing.OVERDUE else last
    return Entry(
        pseudonym=line.pseudonym,
        name=clean(line.name or "", 60),
        sub_project=clean(line.sub_project, 60),
        language=labels.own_name(line.language),
        language_tag=labels.html_tag(line.language),
        tag=labels.tag(t, standing, day, today),
        kind=standing.value,
        waits=standing in WAITING,
        urgent=standing in URGENT,
        star=_thumb(stage, line),
    )


def _thumb(stage: Stage, line: Line) -> Markup:
    """Draw the small star; the web alone where there is no rating yet."""
    instrument = stage.instruments.get(line.instrument) or stage.instruments["skapa"]
    values = tuple(line.values.get(item.id) for item in instrument.items)
    return _drawn(values if any(values) else (None,) * len(values), instrument.points)


@lru_cache(maxsize=2048)
def _drawn(values: tuple[int | None, ...], steps: int) -> Markup:
    fits = all(value is None or value <= steps for value in values)
    series = (Series("", values),) if fits and any(values) else ()
    star = Star(("",) * len(values), series, "", steps=steps)
    svg = star_svg(star, size="thumb", embed_style=False)
    # Beside its pseudonym the small star is an ornament: the figures stand on the person's page.
    return Markup(svg.replace('role="img" aria-label=""', 'aria-hidden="true"', 1))  # noqa: S704  # our own drawing
