"""Our drawings: seen at 24 pixels, told apart, the scale filling up; each with its origin."""

import io
from importlib import resources
from itertools import pairwise

import pytest
from PIL import Image, ImageChops

from bot.drawings.ours import STEPS, DrawingState, origins, pictograms, scale_drawing
from bot.star.png import render
from dialogs.instruments.drawing import GRID, STROKE
from tests.scenes import skapa

SMALL = 24
NAMES = sorted(pictograms())


def ink(shapes: str, width: int = SMALL) -> Image.Image:
    """Draw in black on nothing; gives how much of each pixel is covered."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}" fill="none" '
        f'stroke="currentColor" stroke-width="{STROKE}" stroke-linecap="round" '
        f'stroke-linejoin="round">{shapes}</svg>'
    )
    return Image.open(io.BytesIO(render(svg, width))).getchannel("A")


def covered(image: Image.Image) -> float:
    """Give the share of the square that has ink."""
    return (
        sum(level * count for level, count in enumerate(image.histogram())) / 255 / image.width**2
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_pictogram_fills_its_square_and_leaves_it_air(name: str) -> None:
    whole = ink(pictograms()[name], 320)
    box = whole.getbbox()
    assert box is not None
    assert min(box[0], box[1], 320 - box[2], 320 - box[3]) >= 5, "no stroke is cut"
    assert max(box[2] - box[0], box[3] - box[1]) >= 260
    assert 0.1 < covered(whole) < 0.35
    assert min(ink(pictograms()[name]).getextrema()) == 0


def test_pictograms_are_told_apart_when_small() -> None:
    small = {name: ink(pictograms()[name]) for name in NAMES}
    for number, one in enumerate(NAMES):
        for other in NAMES[number + 1 :]:
            difference = covered(ImageChops.difference(small[one], small[other]))
            assert difference > 0.15, (one, other)


def test_the_scale_fills_up_evenly() -> None:
    levels = [covered(ink(scale_drawing(level, STEPS))) for level in range(1, STEPS + 1)]
    steps = [after - before for before, after in pairwise(levels)]
    assert all(0.03 < step < 0.1 for step in steps), steps


@pytest.mark.parametrize("points", range(2, STEPS + 1))
def test_a_shorter_scale_goes_from_empty_to_full_too(points: int) -> None:
    shown = [scale_drawing(level, points) for level in range(1, points + 1)]
    assert (shown[0], shown[-1]) == (scale_drawing(1, STEPS), scale_drawing(STEPS, STEPS))
    assert len(set(shown)) == points


def test_a_longer_scale_has_no_drawings_rather_than_two_alike() -> None:
    assert {scale_drawing(level, STEPS + 1) for level in range(1, STEPS + 2)} == {""}


def test_each_drawing_tells_where_it_comes_from_and_how_far_it_has_come() -> None:
    assert set(origins()) == {"scale", *pictograms()}
    for name, origin in origins().items():
        assert origin.by, name
        assert (origin.state is DrawingState.DRAWN) is (origin.tried_with == 0), name


def test_every_area_of_ours_has_a_drawing_of_its_own() -> None:
    assert {item.picture for item in skapa().items} == set(pictograms())
    files = resources.files("dialogs") / "instruments" / "drawings"
    assert len([one for one in files.iterdir() if one.name.endswith(".svg")]) == 6 + STEPS
