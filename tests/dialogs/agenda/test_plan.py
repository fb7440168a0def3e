"""The plan: whatever is filled in is a plan that works, or a fault that names its field."""

import datetime as dt
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from admin.plans.form import PlanDraft
from bot.languages.catalog import catalog
from dialogs.agenda.plan import HOURS, Plan, PlanError, month_after

NUMBERS = st.integers(-3, 70)
FIELDS = {"every", "follow_up", "before", "after", "reminders", "hours"}
PLANS = st.fixed_dictionaries(
    {
        "every": NUMBERS,
        "follow_up": NUMBERS,
        "before": NUMBERS,
        "after": NUMBERS,
        "reminders": st.lists(st.integers(-1, 40), max_size=6).map(tuple),
        "hours": st.fixed_dictionaries({part: st.integers(0, 24) for part in HOURS}),
    }
)
USUAL = {
    "every": st.integers(1, 6),
    "before": st.integers(0, 14),
    "after": st.integers(5, 13),
    "reminders": st.sets(st.integers(1, 5), max_size=4).map(lambda days: (0, *sorted(days))),
    "months": st.none() | st.integers(1, 60),
}


def _with_follow_up(fields: dict[str, Any], times: int) -> dict[str, Any]:
    return {**fields, "follow_up": fields["every"] * times}


SOUND = st.fixed_dictionaries(USUAL).flatmap(
    lambda one: st.integers(1, 8).map(lambda times: _with_follow_up(one, times))
)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2060, 12, 31))


def made(fields: dict[str, Any]) -> Plan | str:
    try:
        return Plan(**fields)
    except PlanError as fault:
        return fault.field


@given(st.one_of(PLANS, SOUND))
def test_a_plan_is_sound_or_names_the_field(fields: dict[str, Any]) -> None:
    plan = made(fields)
    if isinstance(plan, str):
        assert plan in FIELDS
        return
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert plan.follow_up % plan.every == 0
    assert plan.reminders[0] == 0
    assert plan.reminders[-1] <= plan.after


@given(SOUND, DAYS)
def test_a_day_belongs_to_one_regular_window(fields: dict[str, Any], day: dt.date) -> None:
    plan = made(fields)
    assert isinstance(plan, Plan), plan
    number, last = 0, None
    for _ in range(20):
        window = plan.next_window(day, number, None)
        assert window is not None
        assert last is None or last < window.opens_on <= window.due_on <= window.closes_on
        assert window.due_on == month_after(day, window.number)
        assert (window.kind == "six-month") is (window.number % plan.follow_up == 0)
        number, last = window.number, window.closes_on


@given(SOUND, DAYS, st.integers(0, 900))
def test_no_regular_rating_comes_on_or_after_the_exit(
    fields: dict[str, Any], day: dt.date, later: int
) -> None:
    plan, exit_on = Plan(**fields), day + dt.timedelta(days=later)
    number = 0
    while window := plan.next_window(day, number, exit_on):
        assert window.due_on < exit_on
        number = window.number


def test_a_plan_that_was_stored_before_it_named_its_instrument_is_of_the_usual_one() -> None:
    stored = {
        "every": 2,
        "follow_up": 4,
        "before": 10,
        "after": 30,
        "reminders": [0, 3],
        "hours": {"morning": 10, "midday": 13, "evening": 18},
    }
    plan = Plan.from_json(stored)
    assert (plan.instrument, plan.every) == ("skapa", 2)
    assert Plan.from_json(None).instrument == "skapa"
    own = Plan.from_json({**stored, "instrument": "own"})
    assert Plan.from_json(own.to_json()).instrument == "own"


@given(SOUND)
def test_the_form_gives_back_the_plan_it_was_filled_with(fields: dict[str, Any]) -> None:
    plan = Plan(**fields)
    assert PlanDraft.of(plan).plan(catalog("sv"), plan.instrument) == plan


@given(st.fixed_dictionaries({name: st.text(max_size=50) for name in (*sorted(FIELDS), *HOURS)}))
def test_the_form_takes_any_text(form: dict[str, str]) -> None:
    draft = PlanDraft.read(form)
    assert (draft.plan(catalog("sv"), "skapa") is None) is bool(draft.faults)
    assert set(draft.faults) <= FIELDS
    assert all(draft.faults.values())
