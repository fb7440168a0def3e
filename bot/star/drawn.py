"""Drawings in a picture: pictograms over their labels, and the scale from empty to full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.drawings.ours import scale_drawing
from bot.star.layout import PICTURE, Box
from dialogs.instruments.drawing import GRID, STROKE


@dataclass(frozen=True)
class Size:
    """How large a row is: the way from one drawing to the next, its side, the figure's letters.

    ``figure_x`` and ``figure_y`` lead from the middle of a drawing to the figure: across in the
    direction of reading, and down to the line that letters stand on.
    """

    cell: float
    side: float
    letters: float
    figure_x: float
    figure_y: float


def pictograms(boxes: Sequence[Box], drawings: Sequence[str], colour: str) -> Iterator[str]:
    """Yield the pictogram of each label that has one; ``drawings`` is empty where none has."""
    for box, shapes in zip(boxes, drawings, strict=False):
        if shapes:
            y = box.top + PICTURE / 2
            yield _drawing("star-picture", shapes, box.x, y, PICTURE, colour)


def scale_row(
    figures: Sequence[str], rtl: bool, down: float, size: Size, colour: str
) -> Iterator[str]:
    """Yield the drawings around x = 0 with their middles at ``down``, the first where one begins.

    ``figures`` are all points of a scale that has drawings.
    """
    way, points = -1 if rtl else 1, len(figures)
    for place, figure in enumerate(figures):
        shapes = scale_drawing(place + 1, points)
        x = way * (size.cell * (place - (points - 1) / 2) - size.figure_x / 2)
        yield _drawing("star-scale", shapes, x, down, size.side, colour)
        yield f'<text class="star-scale-figure" x="{x + way * size.figure_x:.1f}" '
        yield f'y="{down + size.figure_y:.1f}" font-size="{size.letters:g}" '
        yield f'text-anchor="middle" fill="{colour}">{escape(figure)}</text>'


def _drawing(kind: str, shapes: str, x: float, y: float, side: float, colour: str) -> str:
    """Return one drawing around ``x``, ``y``."""
    place = f"translate({x - side / 2:.1f} {y - side / 2:.1f}) scale({side / GRID:g})"
    return (
        f'<g class="{kind}" transform="{place}" color="{colour}" stroke="{colour}" '
        f'stroke-width="{STROKE}">{shapes}</g>'
    )
