"""The clock, handed in so that tests can hold it, and steady where the machine's is not."""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)

Clock = Callable[[], dt.datetime]
"""Gives the time now, aware, in UTC."""

JUMP = dt.timedelta(minutes=5)
"""What the machine's clock may differ by from the time that has passed since it was last read."""
LASTS = dt.timedelta(minutes=15)
"""For how long a jump has to stand before it is believed: somebody has set the clock right."""
DOWNTIME = dt.timedelta(days=7)
"""The longest pause that is believed without a person's word."""


def system_clock() -> dt.datetime:
    """Read this machine's clock."""
    return dt.datetime.now(dt.UTC)


def uptime() -> dt.timedelta:
    """Give the time that has passed since some moment, sleep included: nobody can set it."""
    kind = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # the former on Linux only
    return dt.timedelta(seconds=time.clock_gettime(kind))


def is_believable(now: dt.datetime, last: dt.datetime | None) -> bool:
    """Tell whether a clock may be right that says ``now``, after it was ``last`` (both UTC).

    Neither far ahead nor far behind: a machine without a battery begins in the past.
    """
    return last is None or abs(now - last) <= DOWNTIME


@dataclass
class SteadyClock:
    """The machine's clock, but for its jumps: a wrong one for ten seconds would cancel a year.

    While a jump is in doubt, time goes on from what it was. One that stands is believed after
    ``LASTS``; what adds up to more than ``DOWNTIME`` never is by this process: it has to begin
    anew, and says so (``is_in_doubt``).
    """

    read: Clock = system_clock
    passed: Callable[[], dt.timedelta] = uptime

    def __post_init__(self) -> None:
        self._was, self._at = self.read(), self.passed()
        self._doubted_at: dt.timedelta | None = None
        self._jump = self._followed = dt.timedelta(0)

    @property
    def is_in_doubt(self) -> bool:
        """Tell whether the machine's clock says something else, and has for longer than it may."""
        return self._doubted_at is not None and self.passed() - self._doubted_at >= LASTS

    def __call__(self) -> dt.datetime:
        """Give the time now, in UTC."""
        says, at = self.read(), self.passed()
        expected = self._was + (at - self._at)
        if abs(says - expected) <= JUMP:
            self._doubted_at = None
        elif not self._is_to_be_believed(says, expected, at):
            return expected
        self._was, self._at = says, at
        return says

    def _is_to_be_believed(
        self, says: dt.datetime, expected: dt.datetime, at: dt.timedelta
    ) -> bool:
        jump = says - expected
        if self._doubted_at is None or abs(jump - self._jump) > JUMP:  # another jump stands anew
            self._doubted_at, self._jump = at, jump
            log.error("this machine's clock has jumped by %s and is not followed yet", jump)
        if at - self._doubted_at < LASTS or self._followed + abs(jump) > DOWNTIME:
            return False
        log.warning("this machine's clock has stood for a while and is followed again")
        self._doubted_at, self._followed = None, self._followed + abs(jump)
        return True
