"""A call: the strongest reminder there is, and what came of it."""

from enum import StrEnum


class CallOutcome(StrEnum):
    """What came of a call."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    TOGETHER = "together"
    """Reached, and the rating is made together now."""
