"""Back-off: how long what was not taken waits for its next try; longer each time."""

import datetime as dt
from dataclasses import dataclass

MOST_DOUBLINGS = 16
"""Beyond every limit below; a time doubled fifty times is more than Python can hold."""


@dataclass(frozen=True)
class BackOff:
    """A rhythm of tries: ``first`` is the wait after the first failure, ``longest`` the limit."""

    first: dt.timedelta
    longest: dt.timedelta

    def wait(self, failures: int) -> dt.timedelta:
        """Give the wait after so many failed tries; the first failure is number 1."""
        doublings = min(failures - 1, MOST_DOUBLINGS)
        return min(self.first * (1 << doublings), self.longest)


ANSWER = BackOff(dt.timedelta(seconds=1), dt.timedelta(minutes=1))
"""Of what somebody waits for who is talking with us."""
DOUBT = BackOff(dt.timedelta(seconds=1), dt.timedelta(hours=1))
"""Of a question that may have arrived: whoever has it already is not to see it all day."""
REMINDER = BackOff(dt.timedelta(minutes=1), dt.timedelta(hours=1))
"""Of a message of our own accord."""
MAIL = BackOff(dt.timedelta(minutes=1), dt.timedelta(hours=1))
"""Of an e-mail: servers that put strangers off want some minutes between two tries."""
