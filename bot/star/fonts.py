"""The fonts that go with the program: where they are, what they cover, how wide a text becomes.

Every server draws the same picture, so nothing here looks at the fonts of the system.
"""

import unicodedata
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uharfbuzz import Font

FOLDERS = {
    "Noto Sans": ("fontpkg_noto_sans", "files"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "files"),
    "Noto Sans Thai": ("fontpkg_noto_sans_thai", "files"),
    "Noto Sans Ethiopic": ("justmytype_intl_africa", "fonts/ofl/notosansethiopic"),
}
"""Families of fonts in the order they are tried: a package, and its folder of TrueType fonts.
Another script is another line here."""

FAMILIES = tuple(FOLDERS)

_INVISIBLE = frozenset({"Cc", "Cf"})  # controls, and what only directs or joins other letters


@lru_cache(maxsize=1)
def font_files() -> tuple[str, ...]:
    """Return the paths of the upright fonts, the first one being the standard."""
    found: list[str] = []
    for package, folder_name in FOLDERS.values():
        folder = Path(str(resources.files(package))) / folder_name
        found += sorted(str(path) for path in folder.glob("*.ttf") if "Italic" not in path.name)
    return tuple(found)


def missing_glyphs(text: str) -> set[str]:
    """Return the characters of ``text`` that no installed font can draw (empty: all is well).

    Spaces, controls and invisible format characters need no ink and are never missing.
    """
    return {
        sign
        for sign in set(text)
        if not sign.isspace()
        and unicodedata.category(sign) not in _INVISIBLE
        and _font_with(sign) is None
    }


def text_width(text: str, size: float) -> float:
    """Return how wide ``text`` becomes at ``size``, its letters joined and kerned as when drawn.

    A sign stays in the font of the one before it where that has it, as resvg draws it. A sign that
    no font has counts as a square: a page draws it with a font of its own.
    """
    total, font, run = 0.0, None, ""
    for sign in text:
        if unicodedata.category(sign) == "Cc":
            continue
        if font is None or not font.get_nominal_glyph(ord(sign)):
            total += _run_width(font, run)
            font, run = _font_with(sign), ""
        run += sign
    return (total + _run_width(font, run)) * size


def _run_width(font: "Font | None", run: str) -> float:
    """Return the width in em of a text in one font; ``None`` stands for a font we do not have."""
    if font is None:
        return sum(unicodedata.category(sign) not in _INVISIBLE for sign in run)
    from uharfbuzz import Buffer, shape

    buffer = Buffer()
    buffer.add_str(run)
    buffer.language = "und"  # otherwise the server's, and some letters differ by language
    buffer.guess_segment_properties()
    shape(font, buffer)
    advance: int = sum(glyph.x_advance for glyph in buffer.glyph_positions)
    return advance / int(font.face.upem)


@lru_cache(maxsize=4096)
def _font_with(sign: str) -> "Font | None":
    return next((font for font in _fonts() if font.get_nominal_glyph(ord(sign))), None)


@lru_cache(maxsize=1)
def _fonts() -> tuple["Font", ...]:
    """Open ``font_files``; the library is imported here: the service starts without it."""
    from uharfbuzz import Blob, Face, Font

    return tuple(Font(Face(Blob.from_file_path(path))) for path in font_files())
