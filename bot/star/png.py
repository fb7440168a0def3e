"""The star as a PNG, for channels that show pictures only."""

from functools import lru_cache

import resvg_py

from bot.star.fonts import FAMILIES, font_files
from bot.star.svg import star_svg
from dialogs.engine.star import Star


@lru_cache(maxsize=64)  # rendering holds the GIL, and the same star is often asked for again
def star_png(star: Star, width: int = 520) -> bytes:
    """Return the star as a PNG ``width`` pixels wide, on a card of its own.

    Nearly all the time goes to packing the PNG, so it grows with the number of pixels: 520 is
    legible on a phone, where chats show pictures smaller than the screen, at a quarter of the cost
    of 1080.
    """
    if not 32 <= width <= 2160:
        raise ValueError("a picture is 32 to 2160 pixels wide")
    return render(star_svg(star, embed_style=True), width)


def render(svg: str, width: int) -> bytes:
    """Return an SVG of ours as a PNG, with the program's own fonts and no others.

    resvg leaves out, silently, any text that it has no font for: see ``fonts.missing_glyphs``.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=list(font_files()),
        font_family=FAMILIES[0],
        sans_serif_family=FAMILIES[0],
    )
