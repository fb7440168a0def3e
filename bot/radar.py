"""The star as SVG: inside a page, where the page's CSS may repaint it, or alone, as for a picture.

Choices, and why:

- Value 1 lies on the first ring, not in the centre: a low rating is still a shape one can see.
- A skipped question breaks the line, has no dot, and the area is then left unfilled: any fill
  would have to cross, or cut in to, an axis that nobody has rated.
- Newest: solid, dots, soft fill. Earlier: thinner, no dots (but for a value alone between two
  gaps), a pattern each. The start always has the even dashes, so one learns to know it.
- More than four ratings: the start, the two before the newest, and the newest. "Where I came
  from" and "lately" are what people talk about; what is between stands in the table beside.
- Every text is centred in a box of measured width. A page with another font, or right to left,
  then shifts it by some pixels only, and resvg aligns right-to-left text well only that way.

A page styles the classes ``star``, ``star-full``, ``star-thumb``, ``star-axis``, ``star-ring``,
``star-edge``, ``star-area``, ``star-line``, ``star-dot``, ``star-earlier`` (and ``-1``, the
start, to ``-3``), ``star-number``, ``star-label``, ``star-legend``; or only sets the variables
``--card --ink --quiet --line --edge --accent --earlier``. No ids: many fit in one page.
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Literal

from bot.fonts import FAMILIES
from bot.radar_layout import (
    LABEL,
    LEGEND,
    LINE,
    MARGIN,
    WIDTH,
    clean,
    corner,
    isolate,
    legend_rows,
    place_labels,
    shorten,
)
from dialogs.star import Series, Star

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
_ROW = 27  # from one line of the legend to the next


def star_svg(star: Star, *, size: Literal["full", "thumb"] = "full", embed_style: bool) -> str:
    """Return the star as one ``<svg>`` element.

    ``embed_style=False`` is for use inside a page: colours are CSS variables with fallbacks in
    presentation attributes, which any class rule overrides and no CSP forbids; the font is the
    page's. ``embed_style=True`` stands alone: fixed colours, named fonts, a card behind, a title.
    ``size="thumb"`` is for a list: the newest rating only, no text at all.
    Raises ValueError for a star that cannot be drawn truthfully.
    """
    _check(star)
    paint = {
        name: value if embed_style else f"var(--{name},{value})" for name, value in COLOURS.items()
    }
    if size == "full":
        return _full(star, paint, embed_style)
    half = THUMB / 2
    body = [*_web(star, paint, half - 3, small=True)]
    if star.series:
        body += _newest(star, paint, half - 3, width=2, dot=2.2)
    return _svg(star, paint, embed_style, (-half, -half, THUMB, THUMB), body)


def shown(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """Return the at most four ratings that are drawn, oldest first."""
    return series if len(series) <= 4 else (series[0], *series[-3:])


def _check(star: Star) -> None:
    axes = len(star.labels)
    if not 3 <= axes <= 8:
        raise ValueError(f"a star has 3 to 8 axes, not {axes}")
    for series in star.series:
        if len(series.values) != axes:
            raise ValueError("a series needs one value an axis")
        if any(value is not None and not 1 <= value <= star.steps for value in series.values):
            raise ValueError(f"a value lies outside 1 to {star.steps}")


def _full(star: Star, paint: Mapping[str, str], alone: bool) -> str:
    radius, labels = place_labels(star.labels)
    body = [*_web(star, paint, radius)]
    earlier = shown(star.series)[:-1]
    if star.series:
        area, *newest = _newest(star, paint, radius, width=3, dot=5)
        lines = [part for i, one in enumerate(earlier) for part in _older(star, one, i, radius)]
        body += [area, *(line.format(**paint) for line in lines), *newest]
    body += _numbers(star, paint, radius)
    for box in labels:
        for number, line in enumerate(box.lines):
            y = box.y - box.height / 2 + LINE * number + 16
            body.append(_text("label", box.x, y, LABEL, paint["ink"], isolate(line, star.rtl)))
    top = min([-radius, *(box.y - box.height / 2 for box in labels)]) - MARGIN
    low = max([radius, *(box.y + box.height / 2 for box in labels)]) + 16
    rows = [*_legend(star, paint, low)]
    body += [part for row in rows for part in row]
    height = low + _ROW * len(rows) + MARGIN - top
    return _svg(star, paint, alone, (-WIDTH / 2, top, WIDTH, height), body)
