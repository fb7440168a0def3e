"""When digests fall due: any habit, any moment, both DST nights, and Swedish holidays."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings.holidays import is_free_day
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.staff import DigestFrequency
from dialogs.reports.digest_times import is_working_day, next_digest

DAILY, WEEKLY, MONTHLY = DigestFrequency.DAILY, DigestFrequency.WEEKLY, DigestFrequency.MONTHLY
STOCKHOLM = LocalCalendar(ZoneInfo("Europe/Stockholm"), is_free_day)
MOMENTS = st.datetimes(
    dt.datetime.fromisoformat("2026-01-01"),
    dt.datetime.fromisoformat("2029-12-31"),
    timezones=st.just(dt.UTC),
)
HABITS = st.tuples(st.sampled_from([DAILY, WEEKLY, MONTHLY]), st.integers(0, 6))


def local(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM.zone)


@given(HABITS, st.integers(0, 23), MOMENTS)
def test_it_comes_later_at_the_hour_on_a_working_day(
    habit: tuple[DigestFrequency, int], hour: int, after: dt.datetime
) -> None:
    at = next_digest(*habit, hour, after, STOCKHOLM)
    assert at is not None
    assert at > after
    there = at.astimezone(STOCKHOLM.zone)
    assert is_working_day(there.date(), STOCKHOLM)
    assert (there.hour, there.minute) == (hour, 0)


@given(HABITS, st.integers(0, 23), MOMENTS)
def test_nothing_comes_between_now_and_the_next_one(
    habit: tuple[DigestFrequency, int], hour: int, after: dt.datetime
) -> None:
    """Looked at from any moment before it, the next one is the same: no second one slips in."""
    at = next_digest(*habit, hour, after, STOCKHOLM)
    assert at is not None
    halfway = after + (at - after) / 2
    assert next_digest(*habit, hour, halfway, STOCKHOLM) == at
    again = next_digest(*habit, hour, at, STOCKHOLM)
    assert again is not None
    assert again - at >= dt.timedelta(hours=23)


@given(st.integers(0, 4), st.integers(0, 23), MOMENTS)
def test_daily_is_every_working_day(weekday: int, hour: int, after: dt.datetime) -> None:
    at = next_digest(DAILY, weekday, hour, after, STOCKHOLM)
    assert at is not None
    day = after.astimezone(STOCKHOLM.zone).date() + dt.timedelta(days=1)
    while day < at.astimezone(STOCKHOLM.zone).date():
        assert not is_working_day(day, STOCKHOLM)
        day += dt.timedelta(days=1)


@given(st.integers(0, 4), st.integers(0, 23), MOMENTS)
def test_weekly_is_that_weekday_unless_it_is_free(
    weekday: int, hour: int, after: dt.datetime
) -> None:
    at = next_digest(WEEKLY, weekday, hour, after, STOCKHOLM)
    assert at is not None
    day = at.astimezone(STOCKHOLM.zone).date()
    while day.weekday() != weekday:
        day -= dt.timedelta(days=1)
        assert day.weekday() == weekday or not is_working_day(day, STOCKHOLM)
    assert at - after <= dt.timedelta(days=12)


@pytest.mark.parametrize(
    ("habit", "after", "expected"),
    [
        ((WEEKLY, 0, 8), "2026-11-20T12:00", "2026-11-23T08:00"),
        ((WEEKLY, 0, 8), "2026-11-23T08:00", "2026-11-30T08:00"),
        # The clocks change on the night before: it is still eight o'clock on the wall.
        ((WEEKLY, 0, 8), "2026-10-24T12:00", "2026-10-26T08:00"),
        ((WEEKLY, 0, 8), "2027-03-27T12:00", "2027-03-30T08:00"),  # and Easter Monday is free
        ((DAILY, 0, 7), "2026-12-23T07:00", "2026-12-28T07:00"),
        ((DAILY, 0, 7), "2026-12-30T07:00", "2027-01-04T07:00"),
        ((WEEKLY, 4, 9), "2026-12-20T09:00", "2026-12-28T09:00"),
        ((WEEKLY, 4, 9), "2026-12-28T09:00", "2027-01-04T09:00"),
        ((MONTHLY, 0, 8), "2026-12-01T08:00", "2027-01-04T08:00"),
        ((MONTHLY, 0, 8), "2027-01-04T07:59", "2027-01-04T08:00"),
        ((MONTHLY, 3, 8), "2027-04-30T08:00", "2027-05-03T08:00"),
    ],
)
def test_the_next_one(habit: tuple[DigestFrequency, int, int], after: str, expected: str) -> None:
    assert next_digest(*habit, local(after), STOCKHOLM) == local(expected)


def test_off_is_never() -> None:
    assert next_digest(DigestFrequency.OFF, 0, 8, local("2026-11-20T12:00"), STOCKHOLM) is None
