"""The scale as a picture of its own: filling up in the direction of reading, made once."""

import io
from itertools import pairwise

import pytest
from PIL import Image

from bot.languages.catalog import catalog
from bot.languages.spoken import is_right_to_left, languages
from bot.star.strip import HEIGHT, WIDTH, scale_strip
from dialogs.engine.star import scale_figures


def strip_in(language: str, points: int = 5) -> bytes:
    texts = catalog(language)
    return scale_strip(scale_figures(points, texts), texts.rtl)


def image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def dark(part: Image.Image) -> float:
    """Give how dark a part is on average, 0 to 255."""
    light = sum(level * count for level, count in enumerate(part.histogram()))
    return 255 - light / (part.width * part.height)


@pytest.mark.parametrize("language", languages())
def test_five_drawings_fill_up_and_each_has_its_figure_below(language: str) -> None:
    strip = image(strip_in(language))
    assert strip.size == (2 * WIDTH, 2 * HEIGHT)
    cells = [(WIDTH + 132 * place - 330, WIDTH + 132 * place - 198) for place in range(5)]
    if is_right_to_left(language):
        cells.reverse()
    drawn = [dark(strip.crop((left, 0, right, 128))) for left, right in cells]
    assert all(after - before > 3 for before, after in pairwise(drawn)), drawn
    for left, right in cells:
        below = strip.crop((left, 132, right, strip.height))
        box = Image.eval(below, lambda level: 255 - level).getbbox()
        assert box is not None, "a figure"
        assert 0 < box[1] < box[3] < below.height, "whole"


def test_it_is_made_once_for_all_who_write_figures_the_same_way() -> None:
    assert strip_in("sv") is strip_in("en")
    others = {strip_in(code) for code in ("sv", "ar", "fa")}
    assert len(others) == 3, "4 and 5 are written differently in Persian"


def test_a_scale_without_drawings_has_no_strip() -> None:
    with pytest.raises(ValueError, match="no drawings for 7 points"):
        strip_in("sv", 7)
