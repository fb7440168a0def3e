"""A drawing: plain strokes on a grid of 32 by 32, in one colour and one weight, without words.

It is read from an SVG file and written anew from what was understood, so that a file from elsewhere
brings shapes and nothing else. A drawing is handed on as its shapes: markup without the ``<svg>``
around it, which whoever draws chooses with colour and size.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from xml.etree import ElementTree

from dialogs.instruments.instrument import Instrument, InstrumentError, Item

GRID = 32
STROKE = 2.5
"""The width of every line, in units of the grid."""
LONGEST, MOST_SHAPES = 4000, 16
"""Characters of a file, and how many shapes it has: more is not seen at 24 pixels."""

_NUMBER = r"-?\d{0,3}\.?\d{1,4}"
_KINDS = {
    "number": re.compile(_NUMBER),
    "path": re.compile(r"[MmLlHhVvCcSsQqTtAaZz\d\s,.-]{1,1500}"),
    "points": re.compile(r"[\d\s,.-]{1,500}"),
    "turn": re.compile(rf"rotate\({_NUMBER}( {_NUMBER} {_NUMBER})?\)"),
    "paint": re.compile("none|currentColor"),
}
_FAR_OUT = re.compile(r"(?<![\d.])\d{3}")
"""A number of three figures or more: a shape that leaves the grid and covers what is beside it."""
_PAINT = {"fill": "paint", "stroke": "paint", "transform": "turn"}
_SHAPES = {
    "path": {"d": "path"},
    "polyline": {"points": "points"},
    "polygon": {"points": "points"},
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), "number"),
    "circle": dict.fromkeys(("cx", "cy", "r"), "number"),
    "ellipse": dict.fromkeys(("cx", "cy", "rx", "ry"), "number"),
    "rect": dict.fromkeys(("x", "y", "width", "height", "rx", "ry"), "number"),
}
_AROUND = {"viewBox", "width", "height", "fill", "stroke"} | {
    f"stroke-{what}" for what in ("width", "linecap", "linejoin")
}
_SPACE = "{http://www.w3.org/2000/svg}"


def parse_drawing(svg: str) -> str:
    """Read an SVG file's text and give its shapes; raises InstrumentError naming the first fault.

    What stands on the outermost element is not taken over: every drawing has the same strokes.
    """
    if len(svg) > LONGEST:
        raise InstrumentError(f"a drawing has at most {LONGEST} characters, not {len(svg)}")
    if "<!" in svg or "<?" in svg.removeprefix('<?xml version="1.0" encoding="UTF-8"?>'):
        raise InstrumentError("a drawing has no comments, entities or instructions")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314  # no entities: there is no "<!"
    except (ElementTree.ParseError, ValueError) as fault:
        raise InstrumentError(f"not an SVG file: {fault}") from fault
    if root.tag != f"{_SPACE}svg" or root.get("viewBox") != f"0 0 {GRID} {GRID}":
        raise InstrumentError(f'a drawing is an svg with viewBox="0 0 {GRID} {GRID}"')
    if strange := set(root.keys()) - _AROUND:
        raise InstrumentError(f"a drawing's svg may not have {min(strange)!r}")
    if not 1 <= len(root) <= MOST_SHAPES:
        raise InstrumentError(f"a drawing has 1 to {MOST_SHAPES} shapes, not {len(root)}")
    if any((text or "").strip() for text in (root.text, *(one.tail for one in root))):
        raise InstrumentError("a drawing has no words")
    return "".join(map(_shape, root))


def _shape(element: ElementTree.Element) -> str:
    """Write one shape anew."""
    tag = element.tag.removeprefix(_SPACE)
    if tag not in _SHAPES:
        raise InstrumentError(f"a drawing may not have {tag!r}, only {', '.join(sorted(_SHAPES))}")
    if len(element) or (element.text or "").strip():
        raise InstrumentError(f"there may be nothing inside of a {tag!r}")
    allowed = _SHAPES[tag] | _PAINT
    for name, value in element.items():
        if name not in allowed:
            raise InstrumentError(f"a {tag!r} may not have {name!r}")
        far_out = name != "transform" and _FAR_OUT.search(value)
        if far_out or not _KINDS[allowed[name]].fullmatch(value):
            raise InstrumentError(f"{name!r} of a {tag!r} cannot be {value[:40]!r}")
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    return f"<{tag}{attributes}/>"


def illustrate(instrument: Instrument, drawings: Mapping[str, str]) -> Instrument:
    """Give each item the drawing that its ``picture`` names; raises InstrumentError for an unknown.

    ``drawings`` maps names to shapes.
    """
    return replace(instrument, items=tuple(_drawn(item, drawings) for item in instrument.items))


def _drawn(item: Item, drawings: Mapping[str, str]) -> Item:
    if not item.picture:
        return item
    if item.picture not in drawings:
        known = ", ".join(sorted(drawings))
        raise InstrumentError(
            f"item {item.id!r}: there is no drawing {item.picture!r}; put {item.picture}.svg "
            f"beside the file, or name one of {known}"
        )
    return replace(item, drawing=drawings[item.picture])
