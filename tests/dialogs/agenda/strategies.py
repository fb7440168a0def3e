"""Any moment, any rhythm, any free days: what Hypothesis draws for the agenda's tests."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from hypothesis import strategies as some

from dialogs.agenda.writing_hours import DAY, Rhythm

Free = Callable[[dt.date], bool]
STOCKHOLM = ZoneInfo("Europe/Stockholm")
ZONES = (
    "Europe/Stockholm",
    "America/New_York",
    "Asia/Kabul",
    "Asia/Tokyo",
    "Africa/Cairo",  # changes its clocks at midnight
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Apia",
)
HOURS = (8, 9, 12, 17, 19)

moments = some.timedeltas(0 * DAY, 4 * 365 * DAY).map(
    lambda since: dt.datetime(2025, 1, 1, tzinfo=dt.UTC) + since
)
rhythms = some.builds(Rhythm, some.sampled_from(ZONES).map(ZoneInfo), some.sampled_from(HOURS))
days = some.dates(dt.date(2025, 1, 1), dt.date(2028, 12, 31))


@some.composite
def free_days(draw: some.DrawFn) -> Free:
    """Sundays, and a week or so of feast days anywhere."""
    first, length = draw(days), draw(some.integers(0, 9))
    feast = {first + number * DAY for number in range(length)}
    return lambda day: day.weekday() == 6 or day in feast
