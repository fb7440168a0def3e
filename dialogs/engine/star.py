"""The star: one person's ratings laid over each other, as plain data for any channel to draw."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.texts import Texts


@dataclass(frozen=True)
class Series:
    """One rating in the star.

    ``name`` is how the reader knows it (a date, "today"); ``values`` has one entry an axis,
    1 to ``Star.steps``, or None where the question was skipped.
    """

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Star:
    """A radar diagram: one label an axis, clockwise from the top; series oldest first.

    ``description`` says the same in words, for those who do not see the picture. ``figures`` are
    the points of the scale, 1 to ``steps``, in the reader's own digits.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    description: str
    rtl: bool = False
    steps: int = 5
    figures: tuple[str, ...] = ()
    drawings: tuple[str, ...] = ()
    """The pictogram of each label, as shapes ("" where it has none); empty: no pictograms."""
    lines: tuple[str, ...] = ()
    """The newest answer on each axis in words ("Health: 4 · Good"): what is heard of it."""

    def figure(self, value: int) -> str:
        """Write a point of the scale."""
        return self.figures[value - 1] if value <= len(self.figures) else str(value)


def scale_figures(steps: int, t: Texts) -> tuple[str, ...]:
    """Write the points of a scale, from 1, in the reader's own digits."""
    return tuple(t.number(value) for value in range(1, steps + 1))


def series_names(days: Sequence[dt.date], t: Texts) -> list[str]:
    """Name ratings by their local days; of several on one day each by its number too."""
    seen: Counter[dt.date] = Counter()
    names = []
    for day in days:
        seen[day] += 1
        if days.count(day) == 1:
            names.append(t.date(day))
        else:
            # NOTE: Names a rating in the star where there are several on one day: {day} is a date,
            # {number} counts them.
            name = t.gettext("{day} ({number})")
            names.append(name.format(day=t.date(day), number=t.number(seen[day])))
    return names


def visible_series(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """Return the at most four ratings that are drawn, oldest first."""
    return series if len(series) <= 4 else (series[0], *series[-3:])
