"""The star as SVG and PNG: true to its values, readable in every script, inert whatever it says."""

import io
import random
import re
import time
from dataclasses import replace
from math import cos, hypot, pi
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from bot.languages.catalog import catalog
from bot.languages.spoken import is_right_to_left, languages
from bot.star.layout import MARGIN, PICTURE, WIDTH, place_labels, wrap
from bot.star.png import render, star_png
from bot.star.svg import star_svg
from dialogs.engine.star import Series, Star, visible_series
from tests.bot.star.labels import ARABIC, ENGLISH, SOMALI, SWEDISH
from tests.scenes import skapa

SVG = "{http://www.w3.org/2000/svg}"
LONG = ("Arbetsmarknadskunskap", "Yrkeskompetens och lång erfarenhet av det") * 4
FULL = (3, 4, 3, 2, 4, 4)
PICTURED = re.compile(r"translate\((\S+) (\S+)\) scale\(.*\)")
HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("x")',
    "ab\u202ecd\u202c",
    "\u2067\x00\x1b]]>&lt;",
    "x" * 5000,
    "\ud800\ufffe' onload='x",
)


def star(
    labels: tuple[str, ...] = SWEDISH, *values: tuple[int | None, ...], rtl: bool = False
) -> Star:
    series = tuple(Series(f"rating {i}", row) for i, row in enumerate(values or (FULL,)))
    return Star(labels, series, "Hälsa 3 & kunskap 4", rtl)


def pictured(labels: tuple[str, ...]) -> Star:
    """Give each label a pictogram."""
    plain = star(labels, (FULL + FULL)[: len(labels)])
    return replace(plain, drawings=(skapa().drawings * 2)[: len(labels)])


def find(svg: str, kind: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(svg)
    return [one for one in root.iter() if kind in one.get("class", "").split()]


def image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("size", ["full", "thumb"])
def test_is_one_named_image_that_a_strict_csp_allows(size: str, alone: bool) -> None:
    svg = star_svg(star(), size="thumb" if size == "thumb" else "full", embed_style=alone)
    root = ElementTree.fromstring(svg)
    assert (root.tag, root.get("role")) == (SVG + "svg", "img")
    assert root.get("aria-label") == "Hälsa 3 & kunskap 4"
    assert root.findtext(SVG + "title") == ("Hälsa 3 & kunskap 4" if alone else None)
    assert not any(name in one.attrib for one in root.iter() for name in ("style", "id", "href"))
    assert ("var(--accent,#0F6B6B)" in svg) is not alone
    assert bool(root.findall(SVG + "text")) is (size == "full")


def labels_in(language: str) -> tuple[str, ...]:
    instrument = skapa()
    return tuple(instrument.label(item, catalog(language)) for item in instrument.items)


@pytest.mark.parametrize(
    ("labels", "rtl"),
    [
        *((SWEDISH, False), (ENGLISH, False), (SOMALI, False), (ARABIC, True)),
        *(pytest.param(labels_in(code), is_right_to_left(code), id=code) for code in languages()),
    ],
)
def test_every_label_leaves_ink_in_its_place_and_nowhere_else(
    labels: tuple[str, ...], rtl: bool
) -> None:
    svg = star_svg(star(labels, rtl=rtl), embed_style=True)
    bare = re.sub(r'<text class="star-label".*?</text>', "", svg)
    ink = ImageChops.difference(image(render(svg, 720)), image(render(bare, 720)))
    left, top, _, _ = map(float, re.findall(r'viewBox="(.*?)"', svg)[0].split())
    for box in place_labels(labels)[1]:
        half_x, half_y, x, y = box.width / 2 + 6, box.height / 2 + 3, box.x - left, box.y - top
        area = (
            *(round(2 * (x - half_x)), round(2 * (y - half_y))),
            *(round(2 * (x + half_x)), round(2 * (y + half_y))),
        )
        found = ink.crop(area).getbbox()
        assert found is not None, box.lines
        # î leans a little out of its room
        assert box.width - 4 <= (found[2] - found[0]) / 2 <= box.width + 1, box.lines
        ink.paste(0, area)
    assert ink.getbbox() is None


@pytest.mark.parametrize("axes", range(3, 9))
@pytest.mark.parametrize("labels", [(*SWEDISH, "Ekonomi", "Boende"), ARABIC + ARABIC[:2], LONG])
def test_labels_stay_on_the_canvas_and_apart(labels: tuple[str, ...], axes: int) -> None:
    radius, boxes = place_labels(labels[:axes])
    assert radius >= 72
    for number, box in enumerate(boxes):
        assert abs(box.x) + box.width / 2 <= WIDTH / 2 - MARGIN + 0.01
        assert 1 <= len(box.lines) <= 2
        for other in boxes[number + 1 :]:
            beside = abs(box.x - other.x) >= (box.width + other.width) / 2
            assert beside or abs(box.y - other.y) >= (box.height + other.height) / 2 - 0.01


@pytest.mark.parametrize("axes", range(3, 9))
@pytest.mark.parametrize(
    "labels",
    [
        *((*SWEDISH, "Ekonomi", "Boende"), ARABIC + ARABIC[:2], LONG),
        *(pytest.param(labels_in(code) + labels_in(code)[:2], id=code) for code in languages()),
    ],
)
def test_pictograms_stay_on_the_canvas_and_touch_nothing(
    labels: tuple[str, ...], axes: int
) -> None:
    svg = star_svg(pictured(labels[:axes]), embed_style=True)
    left, top, wide, high = map(float, re.findall(r'viewBox="(.*?)"', svg)[0].split())
    radius, boxes = place_labels(labels[:axes], (True,) * axes)
    assert radius >= 72
    places = [PICTURED.fullmatch(one.get("transform", "")) for one in find(svg, "star-picture")]
    assert len(places) == axes
    areas = []
    for box, place in zip(boxes, places, strict=True):
        assert place is not None
        x, y = map(float, place.groups())
        areas.append((x, y, x + PICTURE, y + PICTURE))
        assert left + MARGIN <= x <= left + wide - MARGIN - PICTURE
        assert top + MARGIN <= y
        assert y + PICTURE <= box.lines_top < top + high - MARGIN
        assert hypot(x + PICTURE / 2, y + PICTURE / 2) > radius * cos(pi / axes)
    for box, area in zip(boxes, areas, strict=True):
        for other in boxes:
            lines = (other.x - other.width / 2, other.lines_top, other.x + other.width / 2)
            assert not overlap(area, (*lines, other.y + other.height / 2)), (box, other)
        assert sum(overlap(area, other) for other in areas) == 1, "itself"


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    beside = one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1
    return not (beside or one[3] <= other[1] + 0.1 or other[3] <= one[1] + 0.1)


@pytest.mark.parametrize("labels", [SWEDISH, ARABIC, LONG[:6]], ids=["sv", "ar", "long"])
def test_every_pictogram_leaves_ink_in_its_place_and_none_elsewhere(
    labels: tuple[str, ...],
) -> None:
    svg = star_svg(pictured(labels), embed_style=True)
    bare = re.sub(r'<g class="star-picture".*?</g>', "", svg)
    whole, without = image(render(svg, 720)), image(render(bare, 720))
    ink = ImageChops.difference(whole, without)
    left, top, _, _ = map(float, re.findall(r'viewBox="(.*?)"', svg)[0].split())
    for one in find(svg, "star-picture"):
        place = PICTURED.fullmatch(one.get("transform", ""))
        assert place is not None
        x, y = (
            2 * (float(at) - start) for at, start in zip(place.groups(), (left, top), strict=True)
        )
        area = (int(x), int(y), round(x + 2 * PICTURE) + 1, round(y + 2 * PICTURE) + 1)
        found = ink.crop(area).getbbox()
        assert found is not None
        assert found[2] - found[0] > PICTURE
        assert found[3] - found[1] > PICTURE
        assert without.crop(area).getextrema() == (255, 255), "nothing else lies there"
        ink.paste(0, area)
    assert ink.getbbox() is None


def test_a_small_star_has_no_pictograms_and_one_may_be_missing() -> None:
    some = replace(pictured(SWEDISH), drawings=("", *skapa().drawings[1:]))
    assert len(find(star_svg(some, embed_style=False), "star-picture")) == 5
    assert not find(star_svg(some, size="thumb", embed_style=False), "star-picture")
    without = place_labels(SWEDISH)
    assert place_labels(SWEDISH, (False,) * 6) == without
    with pytest.raises(ValueError, match="axis"):
        star_svg(replace(some, drawings=("",)), embed_style=True)


def test_alone_it_tells_what_the_scale_looks_like_in_the_readers_direction() -> None:
    for rtl in (False, True):
        svg = star_svg(star(SWEDISH, rtl=rtl), embed_style=True)
        places = [float(one.get("x", "")) for one in find(svg, "star-scale-figure")]
        assert places == sorted(places, reverse=rtl)
        assert [one.text for one in find(svg, "star-scale-figure")] == list("12345")
        whole = image(render(svg, 360))
        without = image(render(re.sub(r'<g class="star-scale".*?</g>', "", svg), 360))
        box = ImageChops.difference(whole, without).getbbox()
        assert box is not None
        assert MARGIN < box[0] < box[2] < 360 - MARGIN
        assert box[3] < whole.height - MARGIN
    assert not find(star_svg(star(), embed_style=False), "star-scale")
    assert not find(star_svg(replace(star(), steps=7), embed_style=True), "star-scale")
    hostile = replace(star(), figures=("<b>",) * 5)
    assert find(star_svg(hostile, embed_style=True), "star-scale-figure")[0].text == "<b>"


def test_among_equally_good_places_the_largest_star_is_taken() -> None:
    assert place_labels(LONG[:6])[0] == 116  # every radius is as good; rounding errors used to say


def test_long_labels_break_at_spaces_and_soft_hyphens_before_they_are_cut() -> None:
    assert wrap("Tro på arbete", 104, 150) == ("Tro på", "arbete")
    assert wrap("Arbetsmarknads\u00adkunskap", 104, 150) == ("Arbetsmarknads-", "kunskap")
    assert wrap("Wada-shaqayntayada", 104, 150) == ("Wada-", "shaqayntayada")
    assert wrap("x" * 90, 104, 150)[1].endswith("…")


def test_value_one_is_on_the_first_ring_and_not_in_the_centre() -> None:
    svg = star_svg(star(SWEDISH, (1, 5, 1, 1, 1, 1)), embed_style=True)
    radius, _ = place_labels(SWEDISH)
    dots = find(svg, "star-dot")
    assert float(dots[0].get("cy", "")) == pytest.approx(-radius / 5, abs=0.1)
    assert len(find(svg, "star-ring")) + len(find(svg, "star-edge")) == 5


def test_a_skipped_axis_breaks_the_line_and_takes_the_area_away() -> None:
    svg = star_svg(star(SWEDISH, (3, None, 3, 3, None, 3)), embed_style=True)
    path = find(svg, "star-line")[0].get("d", "")
    assert (path.count("M"), path.count("L"), "Z" in path) == (2, 2, False)
    assert len(find(svg, "star-dot")) == 4 + 1  # one in the legend
    assert not find(svg, "star-area")
    assert find(star_svg(star(), embed_style=True), "star-area")


def test_a_value_between_two_gaps_is_still_seen() -> None:
    lonely = (None, 4, None, None, None, None)
    svg = star_svg(star(SWEDISH, lonely, lonely), embed_style=True)
    assert len(find(svg, "star-earlier-dot")) == 1
    assert len(find(svg, "star-dot")) == 1 + 1


@pytest.mark.parametrize("rows", [(), ((None,) * 6,)])
def test_nothing_rated_yet_is_an_empty_web(rows: tuple[tuple[int | None, ...], ...]) -> None:
    svg = star_svg(Star(SWEDISH, tuple(Series("", row) for row in rows), "-"), embed_style=True)
    assert image(render(svg, 360)).getbbox()
    assert len(find(svg, "star-label")) == 6


def test_earlier_ratings_are_told_apart_without_colour() -> None:
    rows = [(value,) * 6 for value in (1, 2, 3, 4, 5, 5)]
    many = star(SWEDISH, *rows)
    assert [one.name for one in visible_series(many.series)] == [
        f"rating {i}" for i in (0, 3, 4, 5)
    ]
    svg = star_svg(many, embed_style=True)
    lines = find(svg, "star-earlier")
    assert len({line.get("stroke-dasharray") for line in lines}) == 3
    assert find(svg, "star-line")[0].get("stroke-dasharray") is None
    assert [one.text for one in find(svg, "star-legend")] == [f"rating {i}" for i in (5, 4, 3, 0)]


def test_right_to_left_labels_are_isolated_and_the_legend_begins_to_the_right() -> None:
    svg = star_svg(star((*ARABIC[:5], "Skapa"), FULL, FULL, rtl=True), embed_style=False)
    labels = [one.text or "" for one in find(svg, "star-label")]
    assert all((text[0], text[-1]) == ("\u2067", "\u2069") for text in labels[:-1])
    assert labels[-1] == "\u2066Skapa\u2069"
    newest, earlier = (float(one.get("x", "")) for one in find(svg, "star-legend"))
    assert newest > earlier


def test_hostile_texts_are_inert() -> None:
    evil = Star(HOSTILE, tuple(Series(text, FULL) for text in HOSTILE), "".join(HOSTILE))
    for alone in (True, False):
        svg = star_svg(evil, embed_style=alone)
        root = ElementTree.fromstring(svg.encode())
        assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
            *("svg", "title", "rect", "path", "circle", "text", "g")
        }
        assert not any(name.startswith("on") for one in root.iter() for name in one.attrib)
        assert not re.search("[\u202a-\u202e\x00-\x1f]", svg)
        assert svg.count("\u2066") + svg.count("\u2067") == svg.count("\u2069")
        assert find(svg, "star-label")[0].text == HOSTILE[0]
        assert len(svg) < 30_000
    assert image(star_png(evil)).width == 520


def test_no_text_at_all_makes_it_break() -> None:
    dice = random.Random(1)
    signs = "ab é\u0301م\u200cش\u00ad-/<&\"'\u202e\u2067\x00\ud83d😀ไทย\n٢" + chr(0x10FFFF)
    for _ in range(60):
        texts = ["".join(dice.choices(signs, k=dice.randrange(40))) for _ in range(8)]
        axes = dice.randrange(3, 9)
        drawn = Star(tuple(texts[:axes]), (Series(texts[0], (2,) * axes),), texts[1], axes > 5)
        ElementTree.fromstring(star_svg(drawn, embed_style=False).encode())


@pytest.mark.parametrize(
    "wrong",
    [
        star(SWEDISH[:2], (1, 2)),
        star(SWEDISH, (1, 2)),
        star(SWEDISH, (0, 1, 1, 1, 1, 1)),
        star(SWEDISH, (6, 1, 1, 1, 1, 1)),
    ],
)
def test_what_cannot_be_drawn_truthfully_is_refused(wrong: Star) -> None:
    with pytest.raises(ValueError, match=r"axes|axis|outside"):
        star_svg(wrong, embed_style=True)


def test_the_same_star_is_rendered_once() -> None:
    first = star_png(star())
    start = time.perf_counter()
    assert star_png(star()) is first
    assert time.perf_counter() - start < 0.002
    assert image(first).width == 520
    with pytest.raises(ValueError, match="wide"):
        star_png(star(), 10_000)
