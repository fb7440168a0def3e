"""The fonts that go with the program: where they are, what they cover, how wide a text becomes.

Every server draws the same picture, so nothing here looks at the fonts of the system.
"""

import struct
import unicodedata
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
"""Packages with a folder ``files`` of TrueType fonts; another script is another line here."""

FAMILIES = ("Noto Sans", "Noto Sans Arabic")
"""The families of ``PACKAGES``, in the order they are tried."""

_NEVER_JOIN = frozenset("اأإآٱءدذرزژڑڈوؤةى")  # Arabic letters that never join the next one


@lru_cache(maxsize=1)
def font_files() -> tuple[str, ...]:
    """Return the paths of the upright fonts, the first one being the standard."""
    found: list[str] = []
    for package in PACKAGES:
        folder = Path(str(resources.files(package))) / "files"
        found += sorted(str(path) for path in folder.glob("*.ttf") if "Italic" not in path.name)
    return tuple(found)


def missing_glyphs(text: str) -> set[str]:
    """Return the characters of ``text`` that no installed font can draw (empty: all is well).

    Spaces, controls and invisible format characters need no ink and are never missing.
    """
    advances = _advances()
    return {
        sign
        for sign in set(text)
        if ord(sign) not in advances
        and not sign.isspace()
        and unicodedata.category(sign) not in {"Cc", "Cf"}
    }


def text_width(text: str, size: float) -> float:
    """Return how wide ``text`` becomes at ``size``; for Arabic an estimate, a little generous.

    Joined letters are narrower than the separate ones the width table speaks of.
    """
    advances, total = _advances(), 0.0
    for sign, following in pairwise(text + " "):
        if unicodedata.category(sign) in {"Cc", "Cf"}:
            continue
        joins = _is_arabic(sign) and _is_arabic(following) and sign not in _NEVER_JOIN
        total += advances.get(ord(sign), 1.0) * (0.68 if joins else 1.0)
    return total * size


def _is_arabic(sign: str) -> bool:
    return unicodedata.bidirectional(sign) == "AL" and sign.isalpha()


@lru_cache(maxsize=1)
def _advances() -> dict[int, float]:
    """Map each code point that has a glyph to its advance in em; the first font wins."""
    advances: dict[int, float] = {}
    for path in font_files():
        advances = _read_advances(Path(path).read_bytes()) | advances
    return advances


def _read_advances(data: bytes) -> dict[int, float]:
    """Read the tables cmap (format 12 or 4) and hmtx of one TrueType font."""
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    (em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    widths = struct.unpack_from(">" + "Hh" * metrics, data, tables[b"hmtx"])[::2]
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    starts = {cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0] for i in range(count)}
    glyphs: dict[int, int] = {}
    for start in starts:
        kind = struct.unpack_from(">H", data, start)[0]
        if kind in (4, 12):
            glyphs |= (_segments if kind == 4 else _groups)(data, start)
    return {point: widths[min(glyph, metrics - 1)] / em for point, glyph in glyphs.items() if glyph}


def _groups(data: bytes, start: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", data, start + 12)
    flat = struct.unpack_from(f">{3 * count}I", data, start + 16)
    return {
        point: glyph + point - first
        for first, last, glyph in zip(flat[::3], flat[1::3], flat[2::3], strict=True)
        for point in range(first, last + 1)
    }


def _segments(data: bytes, start: int) -> dict[int, int]:
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    firsts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, start + 16 + 2 * count * i) for i in (1, 2, 3)
    )
    glyphs: dict[int, int] = {}
    for i, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        base = (
            start + 16 + 6 * count + 2 * i + offsets[i]
        )  # where the offset itself stands, plus it
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offsets[i]:
                (glyph,) = struct.unpack_from(">H", data, base + 2 * (point - first))
            glyphs[point] = (glyph + deltas[i]) & 0xFFFF if glyph or not offsets[i] else 0
    return glyphs
