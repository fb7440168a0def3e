"""When a digest falls due: at the hour its reader chose, on a working day. Pure."""

import datetime as dt
from collections.abc import Iterator

from dialogs.agenda.writing_hours import DAY, LocalCalendar, moment
from dialogs.people.staff import DigestFrequency, StaffRole

FRIDAY = 4
ON_TIME = dt.timedelta(hours=1)
"""So soon after its moment a digest is not late."""
EVENING = 19
"""From this full hour on nothing late goes out."""


def usual_frequency(role: StaffRole) -> DigestFrequency:
    """Give how often somebody gets a digest who has not chosen otherwise."""
    return DigestFrequency.MONTHLY if role is StaffRole.LEADER else DigestFrequency.WEEKLY


def frequencies(role: StaffRole) -> tuple[DigestFrequency, ...]:
    """List what somebody can choose from, the usual one first."""
    if role is StaffRole.LEADER:
        return DigestFrequency.MONTHLY, DigestFrequency.OFF
    return DigestFrequency.WEEKLY, DigestFrequency.DAILY, DigestFrequency.OFF


def is_working_day(day: dt.date, calendar: LocalCalendar) -> bool:
    """Tell whether a day is a working day: neither at the weekend nor a public holiday."""
    return day.weekday() <= FRIDAY and not calendar.free(day)


def next_digest(
    how: DigestFrequency,
    weekday: int,
    hour: int,
    after: dt.datetime,
    calendar: LocalCalendar,
) -> dt.datetime | None:
    """Give the first moment (UTC) after ``after`` at which a digest falls due; None for *off*.

    *daily* is every working day, *weekly* the weekday (0 is Monday) or the first working day
    after it, *monthly* the first working day of the month.
    """
    if how is DigestFrequency.OFF:
        return None
    today = after.astimezone(calendar.zone).date()
    for day in _candidate_days(how, weekday, today, calendar):
        at = moment(day, dt.time(hour), calendar.zone)
        if at > after:
            return at
    raise AssertionError("days never end")


def next_chance(
    due_at: dt.datetime, hour: int, now: dt.datetime, calendar: LocalCalendar
) -> dt.datetime:
    """Give when a digest that fell due at ``due_at`` may go out: ``now``, or later. All UTC.

    What downtime has held up goes by day on a working day, between the reader's own hour and the
    evening; else it waits for that hour on the next working day. A reader's own hour always suits.
    """
    local = now.astimezone(calendar.zone)
    by_day = is_working_day(local.date(), calendar) and hour <= local.hour < EVENING
    if by_day or now - due_at < ON_TIME:
        return now
    return next_digest(DigestFrequency.DAILY, 0, hour, now, calendar) or now


def _candidate_days(
    how: DigestFrequency, weekday: int, today: dt.date, calendar: LocalCalendar
) -> Iterator[dt.date]:
    if how is DigestFrequency.DAILY:
        day = today
        while True:
            day = _next_working_day(day, calendar)
            yield day
            day += DAY
    elif how is DigestFrequency.WEEKLY:
        # From two weeks back: a long holiday may have moved that week's digest to today.
        day = today - dt.timedelta(days=today.weekday() - weekday + 14)
        while True:
            yield _next_working_day(day, calendar)
            day += 7 * DAY
    else:
        day = today.replace(day=1)
        while True:
            yield _next_working_day(day, calendar)
            day = (day + 31 * DAY).replace(day=1)


def _next_working_day(day: dt.date, calendar: LocalCalendar) -> dt.date:
    while not is_working_day(day, calendar):
        day += DAY
    return day
