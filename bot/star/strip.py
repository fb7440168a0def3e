"""The scale as a PNG of its own, for channels whose buttons hold words only."""

from functools import lru_cache

from bot.drawings.ours import has_drawings
from bot.star.drawn import Size, scale_row
from bot.star.fonts import FAMILIES
from bot.star.png import render
from bot.star.svg import COLOURS

WIDTH, HEIGHT = 360, 104
_SIZE = Size(cell=66, side=48, letters=22, figure_x=0, figure_y=50)


@lru_cache(maxsize=16)  # digits and direction are all that languages differ in
def scale_strip(figures: tuple[str, ...], rtl: bool) -> bytes:
    """Draw a scale as a PNG, its points in the reader's digits and direction.

    Raises ValueError for a scale that there are no drawings for.
    """
    if not has_drawings(len(figures)):
        raise ValueError(f"there are no drawings for {len(figures)} points")
    row = "".join(scale_row(figures, rtl, 38, _SIZE, COLOURS["accent"]))
    box = f"{-WIDTH / 2:g} 0 {WIDTH} {HEIGHT}"
    return render(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" '
        f'stroke-linecap="round" stroke-linejoin="round" font-family="{", ".join(FAMILIES)}">'
        f'<rect x="{-WIDTH / 2:g}" width="{WIDTH}" height="{HEIGHT}" fill="{COLOURS["card"]}"/>'
        f"{row}</svg>",
        2 * WIDTH,
    )
