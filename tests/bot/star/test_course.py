"""A course: time the way one reads, true to the days; gaps stay gaps, and the end has a figure."""

import datetime as dt
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bot.star.course import HEIGHT, WIDTH, Course, course_svg

START = dt.date(2026, 1, 1)
COURSE = Course(
    days=(START, START + dt.timedelta(days=90), START + dt.timedelta(days=360)),
    values=(1, 3, 5),
    steps=5,
    figure="5",
    description="Hälsa: <1>",
    marked=1,
)


def dots(course: Course) -> list[tuple[float, float]]:
    tree = ElementTree.fromstring(course_svg(course))
    found = [one for one in tree if one.tag.endswith("circle")]
    return [(float(one.attrib["cx"]), float(one.attrib["cy"])) for one in found]


def test_time_is_true_to_the_days_between() -> None:
    (first, low), (second, middle), (last, high) = dots(COURSE)
    assert (second - first) * 4 == pytest.approx(last - first, abs=0.5)
    assert low > middle > high
    assert low - middle == pytest.approx(middle - high)
    assert 0 < first < last < WIDTH
    assert 0 < high < low < HEIGHT


def test_right_to_left_it_is_mirrored_and_the_figure_stands_at_the_left() -> None:
    theirs = replace(COURSE, rtl=True, figure="٥")
    assert [x for x, _ in dots(theirs)] == pytest.approx([WIDTH - x for x, _ in dots(COURSE)])
    place = re.search(r'<text [^>]*x="([0-9.]+)"', course_svg(theirs))
    assert place
    assert 0 < float(place[1]) < dots(theirs)[-1][0]
    assert "٥" in course_svg(theirs)


def test_what_was_skipped_breaks_the_line() -> None:
    days = tuple(START + dt.timedelta(days=30 * number) for number in range(5))
    svg = course_svg(replace(COURSE, days=days, values=(1, 2, None, 4, None), figure=""))
    (path,) = re.findall(r'class="star-line" d="([^"]+)"', svg)
    assert path.count("M") == 1  # from the first to the second alone
    assert svg.count("<circle") == 3
    assert "<text" not in svg


def test_a_single_value_is_a_dot_with_its_figure() -> None:
    svg = course_svg(replace(COURSE, days=(START,), values=(2,), figure="2", marked=None))
    assert "star-line" not in svg
    assert svg.count("<circle") == 1
    assert ">2</text>" in svg


def test_several_on_one_day_stand_beside_each_other() -> None:
    places = [x for x, _ in dots(replace(COURSE, days=(START,) * 3))]
    assert places == sorted(set(places))


def test_it_is_named_and_inert() -> None:
    svg = course_svg(COURSE)
    assert 'role="img" aria-label="Hälsa: &lt;1&gt;"' in svg
    assert "style=" not in svg
    assert svg.count('class="star-earlier-dot"') == 1


@pytest.mark.parametrize(
    "wrong", [{"values": (1, 2)}, {"values": (0, 1, 2)}, {"days": (), "values": ()}]
)
def test_what_cannot_be_true_is_refused(wrong: dict[str, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match=r"course|value"):
        course_svg(replace(COURSE, **wrong))  # type: ignore[arg-type]
