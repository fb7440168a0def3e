"""One instrument's ratings of one participant as a star and as a table of figures."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from admin.participant.change import Answers, change_since_start, sum_text
from admin.participant.timeline import mode_of
from admin.web import labels
from admin.web.labels import figure
from bot.languages.catalog import Catalog
from bot.star.svg import star_svg
from dialogs.engine.star import Series, Star, scale_figures, series_names, visible_series
from dialogs.instruments.instrument import Instrument
from dialogs.labels.answers import mode_label
from storage.tables.ratings import Rating, StoredAnswer


@dataclass(frozen=True)
class Column:
    """One rating's place in the table. ``newest`` is the newest finished one."""

    day: str
    year: str
    finished: bool
    newest: bool


@dataclass(frozen=True)
class Cell:
    """A figure; ``spoken`` says it where the sign alone would not be understood."""

    text: str
    spoken: str = ""
    newest: bool = False


@dataclass(frozen=True)
class Table:
    """Areas down, ratings across, and what has changed since the first of them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...], Cell | None], ...]

    @property
    def compares(self) -> bool:
        """Tell whether there are two finished ratings to compare."""
        return any(row[2] is not None for row in self.rows)


@dataclass(frozen=True)
class InstrumentResults:
    """What the page shows of one instrument; ``every`` only where ``table`` leaves some out."""

    name: str
    star: Markup
    table: Table
    every: Table | None
    sum: str = ""
    """That all areas together have changed since the first rating, if they have."""
    caution: str = ""
    """That the first and the newest rating were made in different ways, if they were."""
    wording: str = ""
    """How far the texts had come, where they are translations."""


def instrument_results(
    t: Catalog,
    instrument: Instrument,
    ratings: Sequence[Rating],
    answers: Answers,
    zone: ZoneInfo,
    whose: str,
) -> InstrumentResults:
    """Lay the ratings out, oldest first; unfinished ones stand in the table only."""
    finished = [rating for rating in ratings if rating.finished_at]
    few = _ratings_in_star(finished)
    shortened = [rating for rating in ratings if rating in few or not rating.finished_at][-5:]
    if few and few[0] not in shortened:
        shortened = [few[0], *shortened[1:]]
    return InstrumentResults(
        name=instrument.name,
        star=_star(t, instrument, finished, answers, zone, whose),
        table=_table(t, instrument, shortened, answers, zone),
        every=_table(t, instrument, ratings, answers, zone)
        if len(ratings) > len(shortened)
        else None,
        sum=sum_text(t, change_since_start(finished, answers).sum),
        caution=_caution(t, finished, answers),
    )


def _caution(t: Catalog, finished: Sequence[Rating], answers: Answers) -> str:
    """Say where ratings that are compared were made in different ways."""
    if len(finished) < 2:
        return ""
    first, last = (_modes(t, one, answers) for one in (finished[0], finished[-1]))
    if first == last:
        return ""
    # NOTE: Below figures of several ratings. {first} and {last} are for instance "by reading"
    # and "by listening".
    return t.gettext(
        "Skattningarna är gjorda på olika sätt. Den första: {first}. Den senaste: {last}."
    ).format(first=first, last=last)


def _modes(t: Catalog, rating: Rating, answers: Answers) -> str:
    given = answers.get(rating.id, {}).values()
    return t.listed(list(dict.fromkeys(mode_label(t, mode_of(rating, one)) for one in given)))


def _ratings_in_star(finished: list[Rating]) -> list[Rating]:
    """Choose the ratings that the star shows: the start and the last three."""
    return finished if len(finished) <= 4 else [finished[0], *finished[-3:]]


def _values(instrument: Instrument, rating: Rating, answers: Answers) -> tuple[int | None, ...]:
    given = answers.get(rating.id, {})
    found = (given.get(item.id) for item in instrument.items)
    values = (answer.value if answer else None for answer in found)
    return tuple(v if v is not None and 1 <= v <= instrument.points else None for v in values)


def _star(
    t: Catalog,
    instrument: Instrument,
    finished: list[Rating],
    answers: Answers,
    zone: ZoneInfo,
    whose: str,
) -> Markup:
    names = series_names([day_of(rating, zone) for rating in finished], t)
    series = tuple(
        Series(name, _values(instrument, rating, answers))
        for name, rating in zip(names, finished, strict=True)
    )
    labels = tuple(instrument.label(item, t) for item in instrument.items)
    said = "; ".join(
        f"{one.name}: "
        + ", ".join(
            f"{label} {figure(t, value) if value else '–'}"
            for label, value in zip(labels, one.values, strict=True)
        )
        for one in reversed(visible_series(series))
    )
    # NOTE: Read aloud instead of the picture. {values}: "22 Nov 2026: Health 4, Time 2; 1 May …".
    description = t.gettext("Stjärna för {person}. {values}").format(person=whose, values=said)
    figures = scale_figures(instrument.points, t)
    drawings = instrument.drawings
    star = Star(labels, series, description, t.rtl, instrument.points, figures, drawings)
    return Markup(star_svg(star, embed_style=False))  # noqa: S704  # our own drawing, escaped there


def _table(
    t: Catalog,
    instrument: Instrument,
    ratings: Sequence[Rating],
    answers: Answers,
    zone: ZoneInfo,
) -> Table:
    finished = [rating for rating in ratings if rating.finished_at]
    newest = finished[-1] if finished else None
    labels = {item.id: instrument.label(item, t) for item in instrument.items}
    given = [answers.get(rating.id, {}) for rating in ratings]
    items = [*labels, *sorted({item for one in given for item in one} - labels.keys())]
    steps = change_since_start(finished, answers).steps
    rows = []
    for item in items:
        cells = tuple(
            _cell(t, rating, answers.get(rating.id, {}).get(item), rating is newest)
            for rating in ratings
        )
        change = _step(t, finished, answers, item, steps) if len(finished) > 1 else None
        rows.append((labels.get(item, item), cells, change))
    days = [day_of(rating, zone) for rating in ratings]
    several = len({day.year for day in days}) > 1
    columns = (
        Column(
            t.short_date(day),
            str(day.year) if several else "",
            rating.finished_at is not None,
            rating is newest,
        )
        for rating, day in zip(ratings, days, strict=True)
    )
    return Table(tuple(columns), tuple(rows))


def _cell(t: Catalog, rating: Rating, answer: StoredAnswer | None, newest: bool) -> Cell:
    if answer is not None and answer.value is not None:
        return Cell(labels.figure(t, answer.value), newest=newest)
    if answer is not None and answer.skipped:
        return Cell("–", t.gettext("hoppade över"))
    return Cell("", t.gettext("inte besvarad"))


def _step(
    t: Catalog,
    finished: Sequence[Rating],
    answers: Answers,
    item: str,
    steps: Mapping[str, int],
) -> Cell:
    first = answers.get(finished[0].id, {}).get(item)
    last = answers.get(finished[-1].id, {}).get(item)
    if first is None or last is None or first.value is None or last.value is None:
        return Cell("", t.gettext("går inte att jämföra"))
    step = steps.get(item, 0)
    if step == 0:
        # NOTE: Read aloud in a column of differences: there is none, or one that says nothing yet.
        return Cell("·", t.gettext("ingen tydlig förändring"))
    return Cell(f"{'+' if step > 0 else '−'}{labels.figure(t, abs(step))}")


def day_of(rating: Rating, zone: ZoneInfo) -> dt.date:
    """Give the day a rating belongs to: when it was finished, else begun."""
    return (rating.finished_at or rating.started_at).astimezone(zone).date()
