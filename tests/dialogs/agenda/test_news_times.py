"""The reminders of a meeting: in order, well apart, allowed, and before it begins."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.settings.holidays import is_free_day
from dialogs.agenda.meeting_times import (
    APART,
    MOST_REMINDERS,
    NEWS,
    meeting_news_time,
    meeting_reminder_times,
    revision_times,
)
from dialogs.agenda.plan import Plan
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import Rhythm, may_write

WHEN = Timing(Plan(), Rhythm(ZoneInfo("Europe/Stockholm"), 9), is_free_day)
NOW = some.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 12, 31))  # noqa: DTZ001


@settings(deadline=None)  # the holidays of a year take a while the first time
@given(
    now=NOW,
    ahead=some.integers(1, 40 * 24 * 60),
    before=some.lists(some.sampled_from((48, 24, 3, 2, 1)), max_size=5),
)
def test_they_never_crowd_nor_come_at_a_wrong_time(
    now: dt.datetime, ahead: int, before: list[int]
) -> None:
    now = now.replace(tzinfo=dt.UTC)
    starts_at = now + dt.timedelta(minutes=ahead)
    told_at = meeting_news_time(now, WHEN)
    assert told_at >= now
    assert may_write(told_at, WHEN.rhythm.zone, is_free_day)
    times = meeting_reminder_times(starts_at, before, told_at, WHEN)
    assert len(times) <= len(set(before))
    for earlier, later in zip((told_at, *times), times, strict=False):
        assert later - earlier >= APART
        assert later < starts_at
        assert may_write(later, WHEN.rhythm.zone, is_free_day)
    whole = [told_at, *times] if told_at < starts_at else []
    assert revision_times(starts_at, before, now, WHEN) == list(enumerate(whole, start=NEWS))


def test_a_revision_has_no_more_reminders_than_there_are_numbers() -> None:
    now = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)  # a Monday morning
    found = revision_times(now + dt.timedelta(days=20), [*range(24, 400, 24)], now, WHEN)
    assert [number for number, _ in found] == [*range(MOST_REMINDERS + 1)]
    assert found[NEWS] == (NEWS, now)
