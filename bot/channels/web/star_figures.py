"""A star's figures: the newest with their drawings, and all that are drawn as a table."""

from dataclasses import dataclass

from bot.drawings.ours import scale_drawing
from dialogs.engine.star import Star, visible_series
from dialogs.texts import Texts


@dataclass(frozen=True)
class NewestFigure:
    """The newest answer in an area; ``drawing`` and ``filled`` are the shapes of the two.

    ``line`` says it in words, by which it is heard.
    """

    label: str
    figure: str
    drawing: str
    filled: str
    line: str = ""


@dataclass(frozen=True)
class Figures:
    """A star as a table: a column for each rating drawn, newest first; a row for each area."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    newest: tuple[NewestFigure, ...]


def figures_of(star: Star, texts: Texts) -> Figures:
    """Write a star's figures down; a skipped question is a dash."""
    series = tuple(reversed(visible_series(star.series)))
    rows = tuple(
        (label, tuple(_figure(one.values[place], texts) for one in series))
        for place, label in enumerate(star.labels)
    )
    drawings = star.drawings or ("",) * len(star.labels)
    lines = star.lines or ("",) * len(star.labels)
    newest = tuple(
        NewestFigure(
            label,
            _figure(value, texts),
            drawing,
            scale_drawing(value, star.steps) if value else "",
            line,
        )
        for label, value, drawing, line in zip(
            star.labels, series[0].values, drawings, lines, strict=True
        )
    )
    return Figures(tuple(one.name for one in series), rows, newest)


def _figure(value: int | None, texts: Texts) -> str:
    return "–" if value is None else texts.number(value)
