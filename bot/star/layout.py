"""Where the texts of the star go: cleaned, wrapped, beside their corner and inside the canvas.

The centre of the star is the origin, y grows downwards, and one unit is about one pixel on a
phone 360 px wide. Everything follows from the measured widths, so no language needs numbers
of its own.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, cos, pi, sin

from bot.star.fonts import text_width
from dialogs.texts import clean

WIDTH, MARGIN = 360, 8
LABEL_SIZE, LINE_HEIGHT = 17, 22
LEGEND_SIZE, SAMPLE_WIDTH = 16, 34  # the legend's text; its line sample with the space after it
PICTURE, _ABOVE, _BELOW = 28, 4, 3  # a pictogram's side, and the air around it
_GAP = 7  # least air between a label and the star


@dataclass(frozen=True)
class Box:
    """One label around the centre ``x``, ``y``: its pictogram, if it has one, over its lines."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    pictured: bool = False

    @property
    def height(self) -> float:
        """The height of all that stands here."""
        return LINE_HEIGHT * len(self.lines) + (_ABOVE + PICTURE + _BELOW if self.pictured else 0)

    @property
    def top(self) -> float:
        """Where the pictogram begins, or else the first line."""
        return self.y - self.height / 2 + (_ABOVE if self.pictured else 0)

    @property
    def lines_top(self) -> float:
        """Where the first line begins."""
        return self.y + self.height / 2 - LINE_HEIGHT * len(self.lines)

    def hits(self, other: "Box") -> bool:
        """Tell whether two labels come too close."""
        beside = abs(self.x - other.x) < (self.width + other.width) / 2 + _GAP
        return beside and abs(self.y - other.y) < (self.height + other.height) / 2


def with_direction(text: str, rtl: bool) -> str:
    """Return ``text`` so that neither the page nor resvg mistakes its direction.

    The first letter decides, as for U+2068, which resvg does not treat the same everywhere.
    """
    strong = (unicodedata.bidirectional(sign) for sign in text)
    own = next((kind != "L" for kind in strong if kind in {"L", "R", "AL"}), rtl)
    if own:
        return f"\u2067{text}\u2069"
    return f"\u2066{text}\u2069" if rtl else text


def corner(axis: int, axes: int, radius: float) -> tuple[float, float]:
    """Return the point at ``radius`` on an axis; 0 points up, then clockwise."""
    angle = 2 * pi * axis / axes
    return radius * sin(angle), -radius * cos(angle)


def wrap(text: str, limit: float, most: float) -> tuple[str, ...]:
    """Return one line up to ``limit`` wide, otherwise two as equal as can be, none above ``most``.

    Breaks at spaces, hyphens, slashes and soft hyphens; a long word without any is broken in
    the middle where letters are not joined, and only then is text left out.
    """
    whole = text.replace("\u00ad", "")
    if text_width(whole, LABEL_SIZE) <= limit:
        return (whole,) if whole else ()
    splits: list[tuple[str, ...]] = [(whole,)] if text_width(whole, LABEL_SIZE) <= most else []
    for at in range(1, len(text) - 1):
        end = {"\u00ad": "-", " ": "", "-": "-", "/": "/"}.get(text[at])
        if end is not None:
            splits.append((text[:at] + end, text[at + 1 :]))
    best: tuple[str, ...] = min(splits, key=_widest, default=(whole,))
    if _widest(best) > most and not any(unicodedata.bidirectional(s) == "AL" for s in text):
        best = min(
            (
                (whole[:at] + "-", whole[at:])
                for at in range(3, len(whole) - 2)
                if whole[at - 1].isalpha() and whole[at].isalpha()
            ),
            key=_widest,
            default=best,
        )
    return tuple(shorten(line.replace("\u00ad", ""), most, LABEL_SIZE) for line in best)


def _widest(lines: Sequence[str]) -> float:
    return max((text_width(line, LABEL_SIZE) for line in lines), default=0)


def shorten(text: str, most: float, size: float) -> str:
    """Return ``text``, ending in an ellipsis where it would be wider than ``most``."""
    if text_width(text, size) <= most:
        return text
    while text and text_width(text + "…", size) > most:
        text = text[:-1].rstrip()
    return text + "…"


@lru_cache(maxsize=128)  # the same few names, a language and instrument, for every star
def place_labels(
    labels: tuple[str, ...], pictured: tuple[bool, ...] = ()
) -> tuple[float, tuple[Box, ...]]:
    """Return a radius and the labels' places: a large star, but labels close to their corners.

    ``pictured`` tells which of them have a pictogram; empty: none.
    """
    boxes = []
    for axis, label in enumerate(labels):
        upright = abs(corner(axis, len(labels), 1)[0]) < 0.1  # above or below, with more room
        lines = wrap(clean(label), *((200, 260) if upright else (104, 150)))
        has = bool(pictured) and pictured[axis]
        boxes.append(Box(lines, 0, 0, max(_widest(lines), PICTURE if has else 0), has))
    tries = [(radius, *_placed(boxes, radius)) for radius in range(116, 71, -4)]
    # rounded: among equally good ones the largest, not whichever the last bits prefer
    radius, placed, _ = max(tries, key=lambda one: round(one[0] - 2 * max(one[2] - 24, 0), 3))
    return radius, placed


def _placed(boxes: Sequence[Box], radius: float) -> tuple[tuple[Box, ...], float]:
    """Return labels outwards from their corners, and the farthest any had to leave that line.

    From the sides towards top and bottom: there the canvas can grow, so those give way.
    """
    axes, far = len(boxes), 0.0
    done: dict[int, Box] = {}
    for axis in sorted(range(axes), key=lambda axis: -abs(corner(axis, axes, 1)[0])):
        x, y = corner(axis, axes, 1)
        width, height = boxes[axis].width, boxes[axis].height
        room = WIDTH / 2 - MARGIN - width / 2
        across = min(max(x * (radius + _GAP + width / 2), -room), room)
        down = start = y * (radius + _GAP + height / 2)
        way = -1 if y < 0.1 else 1
        down += _clearance(across, down, width, height, axes, radius, way)
        box = replace(boxes[axis], x=across, y=down)
        for other in sorted(done.values(), key=lambda one: one.y * way):
            if box.hits(other):
                down = other.y + way * (other.height + height) / 2
                box = replace(box, y=down)
        done[axis] = box
        far = max(far, abs(down - start))
    return tuple(done[axis] for axis in range(axes)), far


def _clearance(
    x: float, y: float, width: float, height: float, axes: int, radius: float, way: int
) -> float:
    """Return the least move up (``way`` -1) or down (1) that takes a box clear of the polygon.

    Clear means: beyond one of the polygon's edges, prolonged, or beyond its outermost corners.
    """
    corners = [corner(axis, axes, radius) for axis in range(axes)]
    if abs(x) - width / 2 >= max(x for x, _ in corners) + _GAP:
        return 0
    moves = [max(y * way for _, y in corners) + _GAP - way * y + height / 2]
    for edge in range(axes):
        out_x, out_y = corner(2 * edge + 1, 2 * axes, 1)
        near = x * out_x + y * out_y - (width * abs(out_x) + height * abs(out_y)) / 2
        lacks = radius * cos(pi / axes) + _GAP - near
        if lacks <= 0:
            return 0
        if out_y * way > 0.01:
            moves.append(lacks / (out_y * way))
    return way * max(min(moves), 0)


@dataclass(frozen=True)
class LegendEntry:
    """A name in the legend: which one, and where its line sample and its text are centred."""

    index: int
    name: str
    sample: float
    middle: float


def legend_rows(names: Sequence[str], rtl: bool) -> Iterator[list[LegendEntry]]:
    """Yield centred rows of names.

    Right to left, the first name stands to the right and the sample at the right of its text.
    """
    room, between, side = WIDTH - 4 * MARGIN, 16, -1 if rtl else 1
    short = [shorten(name, room - SAMPLE_WIDTH, LEGEND_SIZE) for name in names]
    widths = [SAMPLE_WIDTH + text_width(name, LEGEND_SIZE) for name in short]
    rows: list[range] = []
    for count in range(1, len(names) + 1):  # as few rows as possible, equally many in each
        many = ceil(len(names) / count)
        rows = [range(i, min(i + many, len(names))) for i in range(0, len(names), many)]
        if all(sum(widths[i] + between for i in row) - between <= room for row in rows):
            break
    for row in rows:
        at = -(sum(widths[i] for i in row) + between * (len(row) - 1)) / 2
        entries = []
        for i in row:
            sample, middle = side * (at + 13), side * (at + (SAMPLE_WIDTH + widths[i]) / 2)
            entries.append(LegendEntry(i, short[i], sample, middle))
            at += widths[i] + between
        yield entries
