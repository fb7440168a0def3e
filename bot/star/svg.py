"""The star as SVG: inside a page, where the page's CSS may repaint it, or alone, as for a picture.

Choices, and why:

- Value 1 lies on the first ring, not in the centre: a low rating is still a shape one can see.
- A skipped question breaks the line, has no dot, and the area is then left unfilled: any fill
  would have to cross, or cut in to, an axis that nobody has rated.
- Newest: solid, dots, soft fill. Earlier: thinner, no dots (but for a value alone between two
  gaps), a pattern each. The start always has the even dashes, so one learns to know it.
- More than four ratings: the start, the two before the newest, and the newest. "Where I came
  from" and "lately" are what people talk about; what is between stands in the table beside.
- A pictogram stands over its label, in the label's colour: the two are read as one, and it moves
  no line of the star. It is never mirrored, and a thumb has none.
- Alone, the scale's drawings stand below the legend: in a page they stand beside the figures.
- Every text is centred in a box of measured width. A page with another font, or right to left,
  then shifts it by some pixels only, and resvg aligns right-to-left text well only that way.

A page styles the classes ``star``, ``star-full``, ``star-thumb``, ``star-axis``, ``star-ring``,
``star-edge``, ``star-picture``, ``star-area``, ``star-line``, ``star-dot``, ``star-earlier`` (and
``-1``, the start, to ``-3``), ``star-earlier-dot``, ``star-number``, ``star-label``,
``star-legend``; or sets only the variables
``--card --ink --quiet --line --edge --accent --earlier``. No ids: many fit in one page.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Literal

from bot.drawings.ours import has_drawings
from bot.star.drawn import Size, pictograms, scale_row
from bot.star.fonts import FAMILIES
from bot.star.layout import (
    LABEL_SIZE,
    LEGEND_SIZE,
    LINE_HEIGHT,
    MARGIN,
    WIDTH,
    Box,
    LegendEntry,
    corner,
    legend_rows,
    place_labels,
    with_direction,
)
from dialogs.engine.star import Series, Star, visible_series
from dialogs.texts import clean

COLOURS = {
    "card": "#FFFFFF",
    "ink": "#1F2A33",
    "quiet": "#5B6872",
    "line": "#E4E0D7",
    "edge": "#C9C4B6",
    "accent": "#0F6B6B",
    "earlier": "#A88F6A",
}
DASHES = ("6 5", "0.1 5", "11 5 0.1 5")  # dashes, dots, both: told apart without any colour
THUMB = 48
_SCALE = Size(cell=50, side=20, letters=14, figure_x=19, figure_y=5)
_ROW = 27  # from one line of the legend to the next


@lru_cache(maxsize=512)
def star_svg(star: Star, *, size: Literal["full", "thumb"] = "full", embed_style: bool) -> str:
    """Return the star as one ``<svg>`` element.

    ``embed_style=False`` is for use inside a page: colours are CSS variables with fallbacks in
    presentation attributes, which any class rule overrides and no CSP forbids; the font is the
    page's. ``embed_style=True`` stands alone: fixed colours, named fonts, a card behind, a title.
    ``size="thumb"`` is for a list: the newest rating only, no text at all.
    Raises ValueError for a star that cannot be drawn truthfully.
    """
    _check(star)
    if size == "thumb":
        pen = _Pen(star, embed_style, THUMB / 2 - 4)
        side = -THUMB / 2
        body = [*pen.web([star.steps]), *pen.area(), *pen.newest(2)]
        return pen.svg(size, (side, side, THUMB, THUMB), body)
    radius, labels = place_labels(star.labels, tuple(map(bool, star.drawings)))
    pen = _Pen(star, embed_style, radius)
    top = min([-radius, *(box.top for box in labels)]) - 2 * MARGIN
    low = max([radius, *(box.y + box.height / 2 for box in labels)]) + 14
    rows = list(legend_rows([clean(one.name) for one in reversed(pen.series)], star.rtl))
    body = [*pen.web(range(1, star.steps + 1)), *pen.area(), *pen.older(), *pen.newest(3)]
    body += [*pen.numbers(), *pictograms(labels, star.drawings, pen.ink["ink"])]
    body += [*pen.labels(labels), *pen.legend(rows, low)]
    low += _ROW * len(rows)
    if embed_style and has_drawings(star.steps):
        body += scale_row(pen.figures, star.rtl, low + 18, _SCALE, pen.ink["quiet"])
        low += 32
    height = low + MARGIN - top
    return pen.svg(size, (-WIDTH / 2, top, WIDTH, height), body)


def _check(star: Star) -> None:
    axes = len(star.labels)
    if star.drawings and len(star.drawings) != axes:
        raise ValueError("a star has a drawing an axis, or none")
    if not 3 <= axes <= 8:
        raise ValueError(f"a star has 3 to 8 axes, not {axes}")
    for series in star.series:
        if len(series.values) != axes:
            raise ValueError("a series needs one value an axis")
        if any(value is not None and not 1 <= value <= star.steps for value in series.values):
            raise ValueError(f"a value lies outside 1 to {star.steps}")


class _Pen:
    """The pieces of one star around the origin, as markup."""

    def __init__(self, star: Star, alone: bool, radius: float) -> None:
        self.star, self.alone, self.radius = star, alone, radius
        self.series = visible_series(star.series)
        self.figures = [star.figure(value) for value in range(1, star.steps + 1)]
        self.ink = {
            name: value if alone else f"var(--{name},{value})" for name, value in COLOURS.items()
        }

    def svg(self, size: str, box: tuple[float, float, float, float], body: list[str]) -> str:
        """Return the whole element, named for those who do not see it."""
        words = escape(clean(self.star.description, most=2000))
        x, y, wide, high = (f"{side:.1f}" for side in box)
        sides = f'width="{wide}" height="{high}"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="star star-{size}" role="img" '
            f'aria-label="{words}" viewBox="{x} {y} {wide} {high}" fill="none" '
            'stroke-linecap="round" stroke-linejoin="round" '
        )
        if self.alone:
            families = ", ".join((*FAMILIES, "sans-serif"))
            head += f'{sides} font-family="{families}"><title>{words}</title>'
            head += f'<rect x="{x}" y="{y}" {sides} fill="{self.ink["card"]}"/>'
        else:  # no title here: browsers show it as a tooltip over the picture
            head += f"{sides}>" if size == "thumb" else 'width="100%" overflow="visible">'
        return head + "".join(body) + "</svg>"

    def web(self, rings: Sequence[int]) -> Iterator[str]:
        """Yield the axes and the rings, the outermost a little darker."""
        steps, line = self.star.steps, self.ink["line"]
        axes = range(len(self.star.labels))
        spokes = "".join(f"M0 0L{self.point(axis, steps)}" for axis in axes)
        yield f'<path class="star-axis" d="{spokes}" stroke="{line}"/>'
        for ring in rings:
            path = "L".join(self.point(axis, ring) for axis in axes)
            kind, stroke = ("edge", self.ink["edge"]) if ring == steps else ("ring", line)
            yield f'<path class="star-{kind}" d="M{path}Z" stroke="{stroke}"/>'

    def numbers(self) -> Iterator[str]:
        """Yield the figures beside the upright axis, on the side where reading begins."""
        steps = self.star.steps
        dense = self.radius / steps < 13
        for value in (1, steps) if dense else range(1, steps + 1):
            x, y = (13 if self.star.rtl else -13), 3 - self.radius * value / steps
            yield self.text("number", x, y, 11, self.star.figure(value))

    def area(self) -> Iterator[str]:
        """Yield the soft area of the newest rating, if nothing in it was skipped."""
        if self.series and None not in self.series[-1].values:
            path, _ = self.line(self.series[-1])
            yield f'<path class="star-area" d="{path}" fill="{self.ink["accent"]}" '
            yield 'fill-opacity=".15"/>'

    def newest(self, width: float) -> Iterator[str]:
        """Yield the line of the newest rating, and a dot for each value it has."""
        if self.series:
            path, _ = self.line(self.series[-1])
            yield f'<path class="star-line" d="{path}" stroke="{self.ink["accent"]}" '
            yield f'stroke-width="{width}"/>'
            for axis, value in enumerate(self.series[-1].values):
                if value is not None:
                    yield self.dot(self.point(axis, value), width * 1.6)

    def older(self) -> Iterator[str]:
        """Yield the earlier ratings, the start lowest."""
        for number, series in enumerate(self.series[:-1]):
            path, alone = self.line(series)
            yield self.dashed(number, path)
            for place in alone:  # a value between two gaps has no line to show it
                x, y = place.split()
                yield f'<circle class="star-earlier-dot" cx="{x}" cy="{y}" r="3" '
                yield f'fill="{self.ink["earlier"]}"/>'

    def labels(self, boxes: Sequence[Box]) -> Iterator[str]:
        """Yield each line of each label."""
        for box in boxes:
            for number, line in enumerate(box.lines):
                y = box.lines_top + LINE_HEIGHT * number + 17
                yield self.text("label", box.x, y, LABEL_SIZE, line)

    def legend(self, rows: list[list[LegendEntry]], top: float) -> Iterator[str]:
        """Yield a line sample and a name for each rating, the newest first."""
        for down, row in enumerate(rows):
            y = top + _ROW * down + 14
            for entry in row:
                number = len(self.series) - 1 - entry.index
                path = f"M{entry.sample - 13:.1f} {y:.1f}h26"
                if entry.index:
                    yield self.dashed(number, path)
                else:
                    yield f'<path class="star-line" d="{path}" stroke="{self.ink["accent"]}" '
                    yield 'stroke-width="3"/>' + self.dot(f"{entry.sample:.1f} {y:.1f}", 4.5)
                yield self.text("legend", entry.middle, y + 5.5, LEGEND_SIZE, entry.name)

    def text(self, kind: str, x: float, y: float, size: int, words: str) -> str:
        """Return one line of text around ``x``, inert whatever it says."""
        colour = self.ink["ink" if kind == "label" else "quiet"]
        return (
            f'<text class="star-{kind}" x="{x:.1f}" y="{y:.1f}" font-size="{size}" '
            f'text-anchor="middle" fill="{colour}">'
            f"{escape(with_direction(words, self.star.rtl))}</text>"
        )

    def dot(self, place: str, radius: float) -> str:
        """Return a dot of the newest rating."""
        x, y = place.split()
        fill = self.ink["accent"]
        return f'<circle class="star-dot" cx="{x}" cy="{y}" r="{radius:.1f}" fill="{fill}"/>'

    def dashed(self, number: int, path: str) -> str:
        """Return a line in the pattern of an earlier rating; 0 is the start."""
        return (
            f'<path class="star-earlier star-earlier-{number + 1}" d="{path}" '
            f'stroke="{self.ink["earlier"]}" stroke-width="{3 if number == 1 else 2}" '
            f'stroke-dasharray="{DASHES[number]}"/>'
        )

    def point(self, axis: int, value: int) -> str:
        """Return the place of a value on an axis; 0 would be the centre."""
        x, y = corner(axis, len(self.star.labels), self.radius * value / self.star.steps)
        return f"{x:.1f} {y:.1f}"

    def line(self, series: Series) -> tuple[str, list[str]]:
        """Return the path between neighbours that both have a value, and the places left alone."""
        values, axes = series.values, len(series.values)
        if None not in values:
            return "M" + "L".join(map(self.point, range(axes), filter(None, values))) + "Z", []
        runs: list[list[str]] = [[]]
        start = values.index(None)  # beginning in a gap, no run goes past the end
        for axis in (*range(start, axes), *range(start)):
            value = values[axis]
            if value is None:
                runs.append([])
            else:
                runs[-1].append(self.point(axis, value))
        path = "".join("M" + "L".join(run) for run in runs if len(run) > 1)
        return path, [run[0] for run in runs if len(run) == 1]
