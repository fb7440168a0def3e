"""The small star of a line: light, as there are many; the web behind it is drawn once a page."""

import re
from functools import lru_cache

from markupsafe import Markup

from bot.star.svg import star_svg
from dialogs.engine.star import Series, Star

_PATH = re.compile(r'class="star-(axis|edge|area|line)" d="([^"]+)"')
_DOT = re.compile(r'cx="([^"]+)" cy="([^"]+)"')
_ZEROS = re.compile(r"\.0(?=[ ML Zhl\"-])|\.0$")


def web_of(axes: int) -> Markup:
    """Draw the web of stars with so many axes, for ``small_star`` to refer to."""
    paths = _PATH.findall(_drawn((None,) * axes, 1))
    drawn = "".join(f'<path class="star-{name}" d="{_short(way)}"/>' for name, way in paths)
    return Markup(f'<svg hidden><symbol id="web{axes}" overflow="visible">{drawn}</symbol></svg>')  # noqa: S704  # our own drawing


@lru_cache(maxsize=4096)
def small_star(values: tuple[int | None, ...], steps: int) -> Markup:
    """Draw one star; the web alone where there is no value, or one that does not fit.

    Beside a name it is an ornament: the figures stand on the person's page.
    """
    fits = all(value is None or 1 <= value <= steps for value in values)
    svg = _drawn(values if fits else (None,) * len(values), steps)
    ways = dict(_PATH.findall(svg))
    dots = "".join(f"M{x} {y}h0" for x, y in _DOT.findall(svg))
    drawn = f'<path class="star-area" d="{_short(ways["area"])}"/>' if "area" in ways else ""
    for name, way in (("line", "" if "area" in ways else ways.get("line", "")), ("dot", dots)):
        drawn += f'<path class="star-{name}" d="{_short(way)}"/>' if way else ""
    web = f'<use href="#web{len(values)}"/>'
    head = '<svg class="star" aria-hidden="true" viewBox="-24 -24 48 48">'
    return Markup(f"{head}{web}{drawn}</svg>")  # noqa: S704  # our own drawing


def _drawn(values: tuple[int | None, ...], steps: int) -> str:
    series = (Series("", values),) if any(values) else ()
    return star_svg(
        Star(("",) * len(values), series, "", steps=steps), size="thumb", embed_style=False
    )


def _short(way: str) -> str:
    return _ZEROS.sub("", way)
