"""Where the texts of the star go: cleaned, wrapped, beside their corner and inside the canvas.

The centre of the star is the origin, y grows downwards, and one unit is about one pixel on a
phone 360 px wide. Everything follows from the measured widths, so no language needs numbers
of its own.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, inf, pi, sin

from bot.fonts import text_width

WIDTH, MARGIN = 360, 6
LABEL, LINE = 17, 22
LEGEND, SAMPLE = 16, 30  # the legend's text; its line sample with the space after it
_GAP = 7  # least air between a label and the star
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Box:
    """The lines of one label around the centre ``x``, ``y``."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        """The height of all lines."""
        return LINE * len(self.lines)

    def hits(self, other: "Box") -> bool:
        """Tell whether two labels come too close."""
        beside = abs(self.x - other.x) < (self.width + other.width) / 2 + _GAP
        return beside and abs(self.y - other.y) < (self.height + other.height) / 2


def clean(text: str, most: int = 120) -> str:
    """Return at most ``most`` characters without controls, overrides or broken surrogates.

    What is left cannot turn the direction of its surroundings and is always valid XML text.
    """
    spaced = " ".join(text[: 4 * most].split())
    kept = (
        sign
        for sign in spaced
        if sign not in _BIDI and unicodedata.category(sign) not in {"Cc", "Cn", "Cs"}
    )
    return "".join(kept)[:most].strip()


def isolate(text: str, rtl: bool) -> str:
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
    if text_width(whole, LABEL) <= limit:
        return (whole,) if whole else ()
    splits = [(whole,)] if text_width(whole, LABEL) <= most else []
    for at in range(1, len(text) - 1):
        end = {"\u00ad": "-", " ": "", "-": "-", "/": "/"}.get(text[at])
        if end is not None:
            splits.append((text[:at] + end, text[at + 1 :]))
    best = min(splits, key=_widest, default=(whole,))
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
    return tuple(shorten(line.replace("\u00ad", ""), most, LABEL) for line in best)


def _widest(lines: Sequence[str]) -> float:
    return max(text_width(line, LABEL) for line in lines)


def shorten(text: str, most: float, size: float) -> str:
    """Return ``text``, ending in an ellipsis where it would be wider than ``most``."""
    if text_width(text, size) <= most:
        return text
    while text and text_width(text + "…", size) > most:
        text = text[:-1].rstrip()
    return text + "…"


def place_labels(labels: Sequence[str]) -> tuple[float, list[Box]]:
    """Return the largest radius at which all labels find room, and the labels' places."""
    texts = [clean(label) for label in labels]
    best: tuple[float, float, list[Box]] = (inf, 0, [])
    for radius in range(116, 71, -4):
        placed = [_place(text, axis, len(texts), radius) for axis, text in enumerate(texts)]
        boxes = [box for box, _ in placed]
        clashes = sum(one.hits(other) for one, other in combinations(boxes, 2))
        far = max(moved for _, moved in placed)
        cost = 1000 * clashes + max(far - 12, 0)  # a few pixels away from the corner do no harm
        if cost < best[0]:
            best = (cost, radius, boxes)
        if not cost:
            break
    return best[1], best[2]


def _place(text: str, axis: int, axes: int, radius: float) -> tuple[Box, float]:
    """Return a label outwards from its corner, and how far it had to leave that line."""
    x, y = corner(axis, axes, 1)
    upright = abs(x) < 0.1
    lines = wrap(text, *((200, 260) if upright else (104, 132)))
    width, height = (_widest(lines) if lines else 0) + 2, LINE * len(lines)
    room = WIDTH / 2 - MARGIN - width / 2
    left = min(max(x * (radius + _GAP + width / 2), -room), room)
    down = y * (radius + _GAP + height / 2)
    moved = _needed(left, down, width, height, axes, radius, -1 if y < 0.1 else 1)
    return Box(lines, left, down + moved, width), abs(moved)


def _needed(
    x: float, y: float, width: float, height: float, axes: int, radius: float, way: int
) -> float:
    """Return the least move up or down that takes a box clear of the polygon.

    A box is clear as soon as it lies outside one edge, prolonged.
    """
    moves = []
    for edge in range(axes):
        out_x, out_y = corner(2 * edge + 1, 2 * axes, 1)
        near = x * out_x + y * out_y - (width * abs(out_x) + height * abs(out_y)) / 2
        lacks = radius * cos(pi / axes) + _GAP - near
        if lacks <= 0:
            return 0
        if out_y * way > 0.01:
            moves.append(lacks / (out_y * way))
    reach = max(abs(corner(axis, axes, radius)[0]) for axis in range(axes))
    if abs(x) - width / 2 >= reach + _GAP:
        return 0
    return way * min(moves, default=0)


def legend_rows(names: Sequence[str], rtl: bool) -> Iterator[list[tuple[int, float, float]]]:
    """Yield rows of (index, x of the sample's middle, x of the text's middle), centred.

    Right to left, the first name stands to the right and the sample at the right of its text.
    """
    widths = [SAMPLE + text_width(name, LEGEND) + 4 for name in names]
    rows: list[list[int]] = []
    for index, width in enumerate(widths):
        used = sum(widths[i] + 18 for i in rows[-1]) if rows else inf
        if used + width > WIDTH - 4 * MARGIN:
            rows.append([])
        rows[-1].append(index)
    for row in rows:
        at = -(sum(widths[i] for i in row) + 18 * (len(row) - 1)) / 2
        places = []
        for i in row:
            sample, middle = at + SAMPLE / 2 - 4, at + (SAMPLE + widths[i]) / 2
            places.append((i, -sample, -middle) if rtl else (i, sample, middle))
            at += widths[i] + 18
        yield places
