"""A cheap limit for the whole process: so many tries a minute, whoever makes them."""

import datetime as dt
from collections import deque

from bot.clock import Clock


class Throttle:
    """Lets ``most`` through within ``span``."""

    def __init__(self, clock: Clock, most: int, span: dt.timedelta) -> None:
        self._clock = clock
        self._most = most
        self._span = span
        self._times: deque[dt.datetime] = deque()

    def passes(self) -> bool:
        """Count one; False where there have been too many of late."""
        now = self._clock()
        while self._times and self._times[0] <= now - self._span:
            self._times.popleft()
        if len(self._times) >= self._most:
            return False
        self._times.append(now)
        return True
