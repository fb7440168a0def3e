"""Meeting times: when somebody is told and reminded of a meeting. Pure; moments are UTC."""

import datetime as dt
from collections.abc import Sequence

from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import (
    DAY,
    QUIET_FROM,
    QUIET_UNTIL,
    FreeDay,
    Rhythm,
    may_write,
    moment,
    soonest,
)

NEWS = 0
"""The number of the message that a meeting is booked, changed or off."""
MOST_REMINDERS = 9
"""Reminders of one revision, those included that were planned anew."""
APART = dt.timedelta(hours=1)
"""Two messages that say the same come no closer than this."""
_OPENING = 8


def revision_times(
    starts_at: dt.datetime, before: Sequence[int], now: dt.datetime, when: Timing
) -> list[tuple[int, dt.datetime]]:
    """Give the messages of a new revision as (number, UTC): the news, and the reminders after it.

    ``before`` counts hours before the start. None at all where the news would come too late.
    """
    told_at = meeting_news_time(now, when)
    if told_at >= starts_at:
        return []
    reminders = meeting_reminder_times(starts_at, before, told_at, when)
    return list(enumerate([told_at, *reminders[:MOST_REMINDERS]], start=NEWS))


def meeting_reminder_at(
    starts_at: dt.datetime, hours: int, zone: dt.tzinfo, free: FreeDay
) -> dt.datetime:
    """Give when to remind of a meeting: some hours before, moved out of quiet hours.

    Early in the morning it waits for eight o'clock if that leaves half an hour; else, and on free
    days, it comes the evening before that.
    """
    at = starts_at - dt.timedelta(hours=hours)
    local = at.astimezone(zone)
    if local.time() < QUIET_UNTIL:
        opening = moment(local.date(), QUIET_UNTIL, zone)
        if starts_at - opening >= dt.timedelta(minutes=30) and not free(local.date()):
            return opening
        local -= DAY
    elif QUIET_UNTIL <= local.time() < QUIET_FROM and not free(local.date()):
        return at
    day = local.date()
    while free(day):
        day -= DAY
    return moment(day, dt.time(19), zone)


def meeting_news_time(now: dt.datetime, when: Timing) -> dt.datetime:
    """Give when news about a meeting goes out: now, or when writing is allowed again (UTC)."""
    zone = when.rhythm.zone
    if may_write(now, zone, when.free):
        return now
    return soonest(now, Rhythm(zone, _OPENING), when.free)


def meeting_reminder_times(
    starts_at: dt.datetime, before: Sequence[int], after: dt.datetime, when: Timing
) -> list[dt.datetime]:
    """Give when to remind of a meeting, in order (UTC); none that comes on the heels of another.

    ``after`` is when the person was told of it, or the time now. Pure.
    """
    zone = when.rhythm.zone
    wanted = {
        meeting_reminder_at(starts_at, hours, zone, when.free) for hours in before if hours > 0
    }
    times: list[dt.datetime] = []
    for at in sorted(wanted):
        latest = times[-1] if times else after
        if at - latest >= APART and at < starts_at:
            times.append(at)
    return times
