"""Doubts: what makes the time of a meeting look like a slip of the keyboard. Pure."""

import datetime as dt
from enum import StrEnum

from dialogs.agenda.writing_hours import FreeDay

DAY_BEGINS, DAY_ENDS = dt.time(7), dt.time(20)
"""Outside of these nobody meets, as a rule."""


class Doubt(StrEnum):
    """Why somebody is asked whether they mean that time."""

    PASSED = "passed"
    FREE_DAY = "free-day"
    NIGHT = "night"


def doubts_about(
    starts_at: dt.datetime, now: dt.datetime, zone: dt.tzinfo, free: FreeDay
) -> tuple[Doubt, ...]:
    """List what is odd about a time (UTC), as the house's clocks show it."""
    local = starts_at.astimezone(zone)
    is_night = not DAY_BEGINS <= local.time() < DAY_ENDS
    found = (
        (Doubt.PASSED, starts_at <= now),
        (Doubt.FREE_DAY, free(local.date())),
        (Doubt.NIGHT, is_night),
    )
    return tuple(doubt for doubt, holds in found if holds)
