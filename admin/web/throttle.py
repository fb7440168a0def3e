"""A cheap limit in this process: so many tries a minute from one address."""

import datetime as dt
from collections import deque

from bot.settings.clock import Clock

MOST_ADDRESSES = 10_000


class Throttle:
    """Lets ``most`` tries of one address through within ``span``; others are not held up."""

    def __init__(self, clock: Clock, most: int, span: dt.timedelta) -> None:
        self._clock = clock
        self._most = most
        self._span = span
        self._times: dict[str, deque[dt.datetime]] = {}

    def passes(self, address: str) -> bool:
        """Count one; False where there have been too many of late."""
        now = self._clock()
        if address not in self._times and len(self._times) >= MOST_ADDRESSES:
            self._forget(now)
        times = self._times.setdefault(address, deque())
        while times and times[0] <= now - self._span:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now)
        return True

    def _forget(self, now: dt.datetime) -> None:
        """Forget the addresses that have been quiet, so that many of them fill no memory."""
        recent = {who: at for who, at in self._times.items() if at and at[-1] > now - self._span}
        self._times = recent
