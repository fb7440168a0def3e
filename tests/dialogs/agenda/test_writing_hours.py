"""When somebody may be written to: any moment, any zone, any free days."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dialogs.agenda.plan import Plan
from dialogs.agenda.writing_hours import (
    DAY,
    Rhythm,
    may_write,
    moment,
    next_hour,
    slot,
    soonest,
    wish_moment,
)
from dialogs.occasions.asking import Asking
from tests.dialogs.agenda.strategies import (
    HOURS,
    STOCKHOLM,
    ZONES,
    Free,
    days,
    free_days,
    moments,
    rhythms,
)

WISHES = ("today", "tomorrow", "week")
JUST_BEFORE = dt.timedelta(microseconds=1)


def clock_changes(zone: ZoneInfo) -> list[dt.date]:
    """List the days of 2027 that are not 24 hours long there, and the days beside them."""
    found = []
    for number in range(365):
        day = dt.date(2027, 1, 1) + number * DAY
        if moment(day + DAY, dt.time(0), zone) - moment(day, dt.time(0), zone) != DAY:
            found += [day - DAY, day, day + DAY]
    return found


@pytest.mark.parametrize("zone", [ZoneInfo(name) for name in ZONES], ids=ZONES)
def test_the_own_hour_is_kept_on_both_nights_when_clocks_change(zone: ZoneInfo) -> None:
    changes = clock_changes(zone)
    assert len(changes) in (0, 6)
    for day in changes:
        for hour in HOURS:
            rhythm = Rhythm(zone, hour)
            at = slot(day, rhythm, lambda _: False).astimezone(zone)
            assert (at.date(), at.hour, at.minute) == (day, hour, 0)
            early = moment(day, dt.time(0), zone)
            assert soonest(early, rhythm, lambda _: False) == at
            assert next_hour(early, rhythm, lambda _: False) == at


def test_an_hour_that_is_left_out_or_comes_twice_is_one_moment() -> None:
    half_past_two = dt.time(2, 30)
    spring = moment(dt.date(2027, 3, 28), half_past_two, STOCKHOLM)
    assert spring == dt.datetime(2027, 3, 28, 1, 30, tzinfo=dt.UTC)
    assert spring.astimezone(STOCKHOLM).hour == 3
    autumn = moment(dt.date(2027, 10, 31), half_past_two, STOCKHOLM)
    assert autumn == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)


@settings(deadline=None)
@given(moments, rhythms, free_days())
def test_nobody_is_written_to_at_night_or_on_a_free_day(
    at: dt.datetime, rhythm: Rhythm, free: Free
) -> None:
    local = at.astimezone(rhythm.zone)
    allowed = 8 <= local.hour < 20 and not free(local.date())
    assert may_write(at, rhythm.zone, free) is allowed
    for found in (
        slot(local.date(), rhythm, free),
        soonest(at, rhythm, free),
        next_hour(at, rhythm, free),
        *(wish_moment(wish, at, rhythm, free, at + 40 * DAY) for wish in WISHES),
    ):
        there = found.astimezone(rhythm.zone)
        assert 8 <= there.hour < 20
        assert not free(there.date())


@settings(deadline=None)
@given(days, rhythms, free_days())
def test_a_slot_is_the_own_hour_of_the_first_day_that_is_not_free(
    day: dt.date, rhythm: Rhythm, free: Free
) -> None:
    at = slot(day, rhythm, free).astimezone(rhythm.zone)
    assert (at.hour, at.minute) == (rhythm.hour, 0)
    assert all(free(day + number * DAY) for number in range((at.date() - day).days))


@settings(deadline=None)
@given(moments, moments, rhythms, free_days())
def test_the_soonest_is_never_before_the_own_hour_and_never_goes_back(
    at: dt.datetime, other: dt.datetime, rhythm: Rhythm, free: Free
) -> None:
    found = soonest(at, rhythm, free)
    assert found >= at
    assert found.astimezone(rhythm.zone).hour >= rhythm.hour
    assert soonest(found, rhythm, free) == found
    early, late = sorted((at, other))
    assert soonest(early, rhythm, free) <= soonest(late, rhythm, free)
    if found > at:  # nothing between would have done as well
        assert found == next_hour(at, rhythm, free)


@settings(deadline=None)
@given(moments, rhythms, free_days())
def test_the_next_own_hour_is_later_and_none_comes_before_it(
    at: dt.datetime, rhythm: Rhythm, free: Free
) -> None:
    found = next_hour(at, rhythm, free)
    assert found > at
    assert found.astimezone(rhythm.zone).hour == rhythm.hour
    assert next_hour(found - JUST_BEFORE, rhythm, free) == found
    assert next_hour(found, rhythm, free) > found


@settings(deadline=None)
@given(moments, rhythms, free_days(), some.integers(1, 20 * 24))
def test_a_wish_for_too_late_becomes_the_last_own_hour_before_it(
    now: dt.datetime, rhythm: Rhythm, free: Free, hours: int
) -> None:
    until = now + dt.timedelta(hours=hours)
    far = wish_moment("week", now, rhythm, free, now + 40 * DAY)
    at = wish_moment("week", now, rhythm, free, until)
    days = (rhythm.day(now) + number * DAY for number in range(22))
    own = [moment(day, dt.time(rhythm.hour), rhythm.zone) for day in days if not free(day)]
    in_time = [one for one in own if now < one < until]
    assert at == (far if far < until or not in_time else in_time[-1])


@settings(deadline=None)
@given(moments, rhythms, free_days())
def test_a_wish_is_kept_as_closely_as_the_days_allow(
    now: dt.datetime, rhythm: Rhythm, free: Free
) -> None:
    today = rhythm.day(now)
    soon, tomorrow, week = (wish_moment(wish, now, rhythm, free, now + 40 * DAY) for wish in WISHES)
    later = now + dt.timedelta(hours=3)
    if rhythm.day(later) == today and may_write(later, rhythm.zone, free):
        assert soon == later
    else:
        assert soon == tomorrow
    assert tomorrow == slot(today + DAY, rhythm, free)
    assert week == slot(today + 7 * DAY, rhythm, free)
    assert now < soon <= tomorrow <= week


plans = some.builds(
    lambda more: Plan(reminders=(0, *sorted(more))),
    some.sets(some.integers(1, 30), max_size=4),
)


@settings(deadline=None)
@given(plans, days, rhythms, free_days(), some.lists(some.integers(0, 20), min_size=6, max_size=6))
def test_messages_come_on_different_days_and_then_stop(
    plan: Plan, first: dt.date, rhythm: Rhythm, free: Free, late: list[int]
) -> None:
    """However late each message really goes, no two come on one day, and none too early."""
    asking, day, sent = Asking(), rhythm.day(slot(first, rhythm, free)), []
    begun = day
    for number in range(6):
        sent.append(day)
        asking = asking.with_message(day)
        at = asking.next_at(plan, rhythm, free, day)
        if at is None:
            break
        assert rhythm.day(at) > day
        assert rhythm.day(at) >= begun + plan.reminders[asking.silent] * DAY
        assert not free(rhythm.day(at))
        day = rhythm.day(slot(rhythm.day(at) + late[number] * DAY, rhythm, free))
    assert len(sent) == len(set(sent)) == len(plan.reminders)
    assert asking.next_at(plan, rhythm, free, day) is None
    anew = asking.with_reaction()
    assert (anew.asked, anew.silent, anew.streak_on) == (len(sent), 0, None)
    assert anew.with_message(day).next_at(plan, rhythm, free, day) is not None or len(sent) == 1
