"""Change: two steps on an item, or five on the sum; all else is within the ordinary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.ratings.change import Change, SumChange, Values, change_between, lasting_fall

ITEMS = ("health", "knowledge", "time", "belief", "skills", "cooperation")
VALUES = st.fixed_dictionaries(
    dict.fromkeys(ITEMS, st.one_of(st.none(), st.integers(min_value=1, max_value=5)))
)


def rated(*values: int | None) -> Values:
    return dict(zip(ITEMS, values, strict=False))


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        ((3, 3, 3, 3, 3, 3), (3, 3, 3, 3, 3, 3), Change()),
        ((3, 3, 3, 3, 3, 3), (4, 2, 4, 4, 3, 3), Change()),
        ((3, 3, 3, 3, 3, 3), (5, 3, 3, 1, 3, 3), Change({"health": 2, "belief": -2})),
        # One step on five items: none of them for itself.
        ((3, 3, 3, 3, 3, 3), (4, 4, 4, 4, 4, 3), Change({}, SumChange(5, 6, 6))),
        ((3, 3, 3, 3, 3, 3), (2, 2, 2, 2, 3, 3), Change()),
        ((3, 3, 3, 3, 3, 3), (1, 2, 2, 2, 3, 3), Change({"health": -2}, SumChange(-5, 6, 6))),
        # Up and down are taken together.
        ((1, 3, 3, 3, 3, 5), (3, 3, 3, 3, 3, 3), Change({"health": 2, "cooperation": -2})),
        # Five that both have answered are enough for a sum, four are not.
        ((None, 3, 3, 3, 3, 3), (5, 4, 4, 4, 4, 4), Change({}, SumChange(5, 5, 6))),
        ((None, 3, 3, 3, 3, 3), (5, 4, 4, 4, 4, None), Change()),
        ((None, 1, 1, 1, 1, 3), (1, 2, 2, 2, 3, None), Change({"skills": 2})),
        ((3,), (5, 5), Change({"health": 2})),
        ((), (), Change()),
    ],
)
def test_what_is_called_a_change(
    earlier: tuple[int | None, ...], later: tuple[int | None, ...], change: Change
) -> None:
    assert change_between(rated(*earlier), rated(*later)) == change
    assert bool(change) is (change != Change())


def test_no_sum_of_an_instrument_that_nobody_has_measured() -> None:
    """Of eight items five steps are less than of six."""
    eight = [f"item{number}" for number in range(8)]
    up = change_between(dict.fromkeys(eight, 3), dict.fromkeys(eight, 4))
    assert up == Change()


@given(VALUES, VALUES)
def test_back_again_is_the_same_the_other_way(earlier: Values, later: Values) -> None:
    there, back = change_between(earlier, later), change_between(later, earlier)
    assert dict(there.steps) == {item: -steps for item, steps in back.steps.items()}
    assert (there.sum is None) is (back.sum is None)
    if there.sum and back.sum:
        assert there.sum.steps == -back.sum.steps


@given(VALUES, st.sampled_from(ITEMS), st.sampled_from((-1, 0, 1)))
def test_one_step_on_one_item_is_never_a_change(earlier: Values, item: str, by: int) -> None:
    value = earlier[item]
    later = {**earlier, item: value + by if value else None}
    assert not change_between(earlier, later)


@given(VALUES, VALUES)
def test_what_was_skipped_is_never_part_of_it(earlier: Values, later: Values) -> None:
    change = change_between(earlier, later)
    both = [item for item in ITEMS if earlier[item] is not None and later[item] is not None]
    assert change.steps.keys() <= set(both)
    if change.sum:
        assert change.sum.counted == len(both) >= 5
    # Whatever stood in the other rating instead of a skipped one.
    filled = {item: later[item] if later[item] is None else earlier[item] for item in ITEMS}
    assert change_between(filled, later) == change


def test_a_fall_lasts_until_the_area_has_risen() -> None:
    before, fallen = {"health": 4, "time": 4}, {"health": 2, "time": 2}
    assert lasting_fall(before, fallen, fallen).steps == {"health": -2, "time": -2}
    assert lasting_fall(before, fallen, {"health": 3, "time": 2}).steps == {"time": -2}
    assert lasting_fall(before, fallen, {"health": 3, "time": None}).steps == {"time": -2}
    assert not lasting_fall(before, fallen, {"health": 3, "time": 3})
    assert not lasting_fall(fallen, before, before), "a rise is none"


def test_a_fall_of_the_sum_lasts_until_the_sum_has_risen() -> None:
    before, fallen = dict.fromkeys("abcdef", 3), {**dict.fromkeys("abcdef", 2), "f": 3}
    assert lasting_fall(before, fallen, fallen).is_fall
    assert not lasting_fall(before, fallen, {**fallen, "a": 3})
