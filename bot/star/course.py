"""A course: one question's answers over time as a small line, in the manner of the star.

Time runs the way one reads, true to the days between; the newest answer is solid and has its
figure beside it. What was skipped breaks the line. Only the lowest and the highest step are
drawn as guides. Dates stand outside: they are the page's text, and grow with it. A page styles
the star's own classes (``star-line``, ``star-dot``, ``star-ring``, ``star-earlier-dot``,
``star-label``).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from bot.star.layout import with_direction
from bot.star.svg import COLOURS
from dialogs.texts import clean

WIDTH, HEIGHT = 220, 64
_SIDE, _EDGE = 8, 8
_FIGURE = 26
"""What the figure at the end needs of the width."""


@dataclass(frozen=True)
class Course:
    """One question's values at several days, oldest first; None where it was skipped.

    ``figure`` is the newest value in the reader's digits, "" where that was skipped; ``marked`` is
    the place of the earlier rating that the newest is laid over, if there is one.
    """

    days: tuple[dt.date, ...]
    values: tuple[int | None, ...]
    steps: int
    figure: str
    description: str
    rtl: bool = False
    marked: int | None = None


@lru_cache(maxsize=512)
def course_svg(course: Course) -> str:
    """Draw it as one ``<svg>`` element for a page, whose CSS repaints it as it does the star.

    Raises ValueError for a course that cannot be drawn truthfully.
    """
    if not course.days or len(course.days) != len(course.values):
        raise ValueError("a course has a value or a gap for each of its days")
    if any(value is not None and not 1 <= value <= course.steps for value in course.values):
        raise ValueError(f"a value lies outside 1 to {course.steps}")
    words = escape(clean(course.description, most=2000))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="star course" role="img" '
        f'aria-label="{words}" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" fill="none" '
        'stroke-linecap="round" stroke-linejoin="round">'
        + "".join((*_guides(course), *_line(course), *_dots(course), *_end(course)))
        + "</svg>"
    )


def _ink(name: str) -> str:
    return f"var(--{name},{COLOURS[name]})"


def _guides(course: Course) -> Iterator[str]:
    begin, end = _across(course, 0.0), _across(course, 1.0)
    for step in (1, course.steps):
        y = _down(course, step)
        yield f'<path class="star-ring" d="M{begin:.1f} {y:.1f}L{end:.1f} {y:.1f}" '
        yield f'stroke="{_ink("line")}"/>'


def _line(course: Course) -> Iterator[str]:
    runs: list[list[str]] = [[]]
    for place, value in zip(_places(course), course.values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{_across(course, place):.1f} {_down(course, value):.1f}")
    path = "".join("M" + "L".join(run) for run in runs if len(run) > 1)
    if path:
        yield f'<path class="star-line" d="{path}" stroke="{_ink("accent")}" stroke-width="2.5"/>'


def _dots(course: Course) -> Iterator[str]:
    newest = len(course.values) - 1
    for number, (place, value) in enumerate(zip(_places(course), course.values, strict=True)):
        if value is None:
            continue
        kind, colour, radius = "star-dot", _ink("accent"), 5.0 if number == newest else 2.8
        if number == course.marked:
            kind, colour, radius = "star-earlier-dot", _ink("earlier"), 4.2
        x, y = _across(course, place), _down(course, value)
        yield f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>'


def _end(course: Course) -> Iterator[str]:
    value = course.values[-1]
    if value is not None:
        way = -1 if course.rtl else 1
        x, y = _across(course, 1.0) + way * 17, _down(course, value) + 6
        yield f'<text class="star-label" x="{x:.1f}" y="{y:.1f}" font-size="18" '
        yield f'text-anchor="middle" fill="{_ink("ink")}">'
        yield f"{escape(with_direction(course.figure, course.rtl))}</text>"


def _places(course: Course) -> Sequence[float]:
    """Give where each day lies between the first (0) and the last (1)."""
    span = (course.days[-1] - course.days[0]).days
    if span == 0:  # all on one day: one after the other; a single one is the newest
        last = len(course.days) - 1
        return [number / last if last else 1.0 for number in range(last + 1)]
    return [(day - course.days[0]).days / span for day in course.days]


def _across(course: Course, place: float) -> float:
    x = _SIDE + place * (WIDTH - 2 * _SIDE - _FIGURE)
    return WIDTH - x if course.rtl else x


def _down(course: Course, value: int) -> float:
    return HEIGHT - _EDGE - (value - 1) * (HEIGHT - 2 * _EDGE) / (course.steps - 1)
