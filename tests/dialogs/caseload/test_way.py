"""When it is to be decided whether somebody goes on, and when nobody has heard of them for long."""

import datetime as dt

import pytest

from dialogs.agenda.plan import Plan, PlanError
from dialogs.caseload.contact import contact_gap
from dialogs.caseload.review import is_review_due, review_day, usual_until
from tests.moments import moment

ENROLLED = dt.date(2026, 8, 31)
TODAY = dt.date(2026, 11, 23)
NOW = moment("2026-11-23T10:00")


def test_a_period_ends_after_the_months_of_the_plan_and_then_when_it_was_decided() -> None:
    assert review_day(Plan(), ENROLLED, None) == dt.date(2027, 2, 28), "no 31st there"
    assert review_day(Plan(review=12), ENROLLED, None) == dt.date(2027, 8, 31)
    assert review_day(Plan(), ENROLLED, dt.date(2027, 9, 1)) == dt.date(2027, 9, 1)
    assert review_day(Plan(review=None), ENROLLED, None) is None
    assert review_day(Plan(review=None), ENROLLED, TODAY) == TODAY, "decided all the same"


def test_it_is_time_to_decide_as_early_as_a_rating_of_that_day_counts() -> None:
    assert is_review_due(Plan(), TODAY + dt.timedelta(days=14), TODAY)
    assert not is_review_due(Plan(), TODAY + dt.timedelta(days=15), TODAY)
    assert is_review_due(Plan(), TODAY - dt.timedelta(days=200), TODAY)


def test_the_next_period_begins_where_this_one_ends_and_is_not_over() -> None:
    assert usual_until(Plan(), dt.date(2026, 12, 3), TODAY) == dt.date(2027, 6, 3)
    assert usual_until(Plan(), dt.date(2025, 3, 31), TODAY) == dt.date(2027, 3, 31)
    assert usual_until(Plan(review=None), TODAY, TODAY) is None


@pytest.mark.parametrize(
    ("days", "is_long"), [(34, False), (35, True), (400, True)], ids=lambda one: str(one)
)
def test_a_gap_is_as_long_as_the_plan_says(days: int, is_long: bool) -> None:
    heard_at = NOW - dt.timedelta(days=days)
    found = contact_gap(Plan(), heard_at, ENROLLED, NOW, TODAY)
    assert (found is not None) is is_long
    if found is not None:
        assert found.day(dt.UTC) == heard_at.date(), "the day of the last contact"
    on = TODAY - dt.timedelta(days=days)
    since = contact_gap(Plan(), None, on, NOW, TODAY)
    assert (since.day(dt.UTC) if since else None) == (on if is_long else None)
    assert contact_gap(Plan(gap=365), NOW - dt.timedelta(days=364), on, NOW, TODAY) is None


@pytest.mark.parametrize("wrong", [{"review": 0}, {"review": 37}, {"gap": 6}, {"gap": 366}])
def test_a_plan_has_no_other_periods_and_gaps(wrong: dict[str, int]) -> None:
    with pytest.raises(PlanError) as fault:
        Plan.from_json({"reminders": [0], **wrong})
    assert {fault.value.field} == wrong.keys()


def test_a_plan_of_an_earlier_version_has_both() -> None:
    stored = Plan(review=None, gap=50).to_json()
    assert Plan.from_json(stored) == Plan(review=None, gap=50)
    assert Plan.from_json({"reminders": [0, 2]}) == Plan(reminders=(0, 2))
