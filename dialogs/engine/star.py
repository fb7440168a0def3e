"""The star: one person's ratings laid over each other, as plain data for any channel to draw."""

from dataclasses import dataclass


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

    ``description`` says the same in words, for those who do not see the picture.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    description: str
    rtl: bool = False
    steps: int = 5


def visible_series(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """Return the at most four ratings that are drawn, oldest first."""
    return series if len(series) <= 4 else (series[0], *series[-3:])
