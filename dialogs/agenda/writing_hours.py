"""The schedule: when a person may be written to, and what happens with a message that is due.

Pure: the time now and the free days come in. Moments are aware; hours are the person's own.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

QUIET_FROM, QUIET_UNTIL = dt.time(20), dt.time(8)
RESTS_AFTER = dt.timedelta(days=1)
"""A conversation that nothing was said in for so long has been put away."""
SOON = dt.timedelta(hours=3)
"""What *later today* means."""
DAY = dt.timedelta(days=1)

FreeDay = Callable[[dt.date], bool]
"""Tells whether nobody is written to on a day: a Sunday, a public holiday or an eve like one."""


@dataclass(frozen=True)
class LocalCalendar:
    """An installation's time zone, and its free days."""

    zone: dt.tzinfo
    free: FreeDay


@dataclass(frozen=True)
class Rhythm:
    """A person's time zone, and the full hour at which they want to be asked."""

    zone: dt.tzinfo
    hour: int

    def day(self, at: dt.datetime) -> dt.date:
        """Give the day of a moment where the person is."""
        return at.astimezone(self.zone).date()


def moment(day: dt.date, time: dt.time, zone: dt.tzinfo) -> dt.datetime:
    """Give the moment (UTC) when a clock in ``zone`` shows that time.

    A time that the night in spring leaves out becomes the same moment on the new clock; of a time
    that comes twice in autumn the first is meant.
    """
    return dt.datetime.combine(day, time, zone).astimezone(dt.UTC)


def day_end(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Give the moment (UTC) when a day has ended where the person is."""
    return moment(day + DAY, dt.time(0), zone)


def slot(day: dt.date, rhythm: Rhythm, free: FreeDay) -> dt.datetime:
    """Give the person's own hour on that day, or on the next one that is not free."""
    while free(day):
        day += DAY
    return moment(day, dt.time(rhythm.hour), rhythm.zone)


def may_write(at: dt.datetime, zone: dt.tzinfo, free: FreeDay) -> bool:
    """Tell whether a message may go out at that moment."""
    local = at.astimezone(zone)
    return QUIET_UNTIL <= local.time() < QUIET_FROM and not free(local.date())


def soonest(at: dt.datetime, rhythm: Rhythm, free: FreeDay) -> dt.datetime:
    """Give the first moment from ``at`` on that suits the person: their hour or a little later."""
    local = at.astimezone(rhythm.zone)
    if local.time() < dt.time(rhythm.hour):
        return slot(local.date(), rhythm, free)
    return at if may_write(at, rhythm.zone, free) else slot(local.date() + DAY, rhythm, free)


def next_hour(at: dt.datetime, rhythm: Rhythm, free: FreeDay) -> dt.datetime:
    """Give the next time that the person's own hour comes, after ``at``."""
    today = rhythm.day(at)
    first = slot(today, rhythm, free)
    return first if first > at else slot(today + DAY, rhythm, free)


def wish_moment(
    wish: str, now: dt.datetime, rhythm: Rhythm, free: FreeDay, until: dt.datetime
) -> dt.datetime:
    """Give the moment that somebody means who presses *today*, *tomorrow* or *week*.

    Where that is too late, their own hour on the last day before ``until`` that has one.
    """
    at = _unbounded_wish_moment(wish, now, rhythm, free)
    day = rhythm.day(until)
    while at >= until and day >= rhythm.day(now):
        own = moment(day, dt.time(rhythm.hour), rhythm.zone)
        if now < own < until and not free(day):
            return own
        day -= DAY
    return at


def _unbounded_wish_moment(
    wish: str, now: dt.datetime, rhythm: Rhythm, free: FreeDay
) -> dt.datetime:
    today = rhythm.day(now)
    if wish == "today":
        soon = now + SOON
        if rhythm.day(soon) == today and may_write(soon, rhythm.zone, free):
            return soon
    return slot(today + (7 * DAY if wish == "week" else DAY), rhythm, free)
