"""When a reminder of a meeting comes: never in quiet hours, never on a free day, never late."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.settings.holidays import is_free_day
from dialogs.agenda.meeting_times import meeting_reminder_at

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ZONES = some.sampled_from(
    [STOCKHOLM, ZoneInfo("Asia/Kabul"), ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia")]
)


def reminded(starts: str, hours: int) -> str:
    at = dt.datetime.fromisoformat(starts).replace(tzinfo=STOCKHOLM).astimezone(dt.UTC)
    found = meeting_reminder_at(at, hours, STOCKHOLM, is_free_day).astimezone(STOCKHOLM)
    return f"{found:%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("starts", "hours", "expected"),
    [
        ("2026-11-24T10:00", 24, "Mon 23 Nov 10:00"),  # the ordinary case
        ("2026-11-24T10:00", 2, "Tue 24 Nov 08:00"),
        ("2026-11-24T09:00", 2, "Tue 24 Nov 08:00"),  # 07:00 is quiet: an hour is left at eight
        ("2026-11-24T08:15", 2, "Mon 23 Nov 19:00"),  # a quarter of an hour is too little
        ("2026-11-23T10:00", 24, "Sat 21 Nov 19:00"),  # the day before is a Sunday
        ("2026-11-24T22:00", 1, "Tue 24 Nov 19:00"),  # 21:00 is quiet
        ("2026-12-28T10:00", 48, "Wed 23 Dec 19:00"),  # Christmas and a Sunday in between
        ("2027-03-29T10:00", 24, "Thu 25 Mar 19:00"),  # the whole of Easter is free, its eve too
        ("2026-03-29T10:00", 2, "Sat 28 Mar 19:00"),  # the night that is an hour short
        ("2026-03-30T10:00", 48, "Sat 28 Mar 09:00"),  # 48 hours over that night
        ("2026-10-26T10:00", 48, "Sat 24 Oct 11:00"),  # and over the one that is an hour long
    ],
)
def test_a_reminder_comes_when_writing_is_allowed(starts: str, hours: int, expected: str) -> None:
    assert reminded(starts, hours) == expected


@settings(deadline=None)  # the holidays of a year take a while the first time
@given(
    local=some.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2029, 12, 31)),  # noqa: DTZ001
    hours=some.integers(1, 72),
    zone=ZONES,
)
def test_it_is_never_quiet_never_free_and_always_before(
    local: dt.datetime, hours: int, zone: ZoneInfo
) -> None:
    starts_at = local.replace(tzinfo=zone).astimezone(dt.UTC)
    at = meeting_reminder_at(starts_at, hours, zone, is_free_day)
    there = at.astimezone(zone)
    assert dt.time(8) <= there.time() < dt.time(20)
    assert not is_free_day(there.date())
    assert at < starts_at
    assert there.utcoffset() is not None
