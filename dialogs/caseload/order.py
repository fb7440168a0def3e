"""The order of needs: what a coach has to know first in the morning. Pure.

1. What is about today or tomorrow: the soonest first, however new anything else is.
2. News that nobody else can do anything about, the worst kind first.
3. The same, where it has been so for long: it stays, and lets the news of the day go before.
4. What others can still do something about.
"""

import datetime as dt

from dialogs.caseload.needs import EVENTS, Need
from dialogs.people.participant_status import URGENT, WAITS_FOR_COACH

SOON = dt.timedelta(days=2)
"""So far ahead something is about today or tomorrow, whatever the time of day."""
OLD_AFTER = dt.timedelta(days=30)
"""After so long news is none."""
_SOON, _NEWS, _OLD, _LATER = range(4)

Order = tuple[int, float, int, float]


def order_of(need: Need, now: dt.datetime) -> Order:
    """Say where a need stands among others: the lower, the sooner it has to be known (UTC)."""
    rank = WAITS_FOR_COACH.index(need.kind)
    newest_first = -need.at.timestamp() if need.kind in EVENTS and need.at else 0.0
    if need.about_at is not None and need.about_at <= now + SOON:
        return _SOON, need.about_at.timestamp(), rank, newest_first
    if need.kind not in URGENT:
        return _LATER, 0.0, rank, newest_first
    return (_OLD if _is_old(need, now) else _NEWS), 0.0, rank, newest_first


def _is_old(need: Need, now: dt.datetime) -> bool:
    limit = now - OLD_AFTER
    if need.at is not None:
        return need.at < limit
    return need.on is not None and need.on < limit.date()
