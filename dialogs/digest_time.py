"""When a digest falls due: at the hour its reader chose, on a working day. Pure."""

import datetime as dt
from collections.abc import Iterator

from dialogs.schedule import DAY, Calendar, moment

FRIDAY = 4


def works(day: dt.date, calendar: Calendar) -> bool:
    """Tell whether a day is a working day: neither at the weekend nor a public holiday."""
    return day.weekday() <= FRIDAY and not calendar.free(day)


def next_digest(
    how: str, weekday: int, hour: int, after: dt.datetime, calendar: Calendar
) -> dt.datetime | None:
    """Give the first moment (UTC) after ``after`` at which a digest falls due; None for *off*.

    *daily* is every working day, *weekly* the weekday (0 is Monday) or the first working day
    after it, *monthly* the first working day of the month.
    """
    if how == "off":
        return None
    today = after.astimezone(calendar.zone).date()
    for day in _days(how, weekday, today, calendar):
        at = moment(day, dt.time(hour), calendar.zone)
        if at > after:
            return at
    raise AssertionError("days never end")


def _days(how: str, weekday: int, today: dt.date, calendar: Calendar) -> Iterator[dt.date]:
    if how == "daily":
        day = today
        while True:
            day = _working(day, calendar)
            yield day
            day += DAY
    elif how == "weekly":
        # From two weeks back: a long holiday may have moved that week's digest to today.
        day = today - dt.timedelta(days=today.weekday() - weekday + 14)
        while True:
            yield _working(day, calendar)
            day += 7 * DAY
    else:
        day = today.replace(day=1)
        while True:
            yield _working(day, calendar)
            day = (day + 31 * DAY).replace(day=1)


def _working(day: dt.date, calendar: Calendar) -> dt.date:
    while not works(day, calendar):
        day += DAY
    return day
