"""The clock, handed in so that tests can hold it."""

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]
"""Gives the time now, aware, in UTC."""


def system_clock() -> dt.datetime:
    """Read this machine's clock."""
    return dt.datetime.now(dt.UTC)
