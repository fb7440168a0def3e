"""What of a coach's words about a meeting is heard."""

from enum import StrEnum


class Told(StrEnum):
    """What a sound says of a meeting."""

    RECORDED = "recorded"
    """Where and what, in the coach's own voice: it stands for the two others."""
    PLACE = "place"
    LINE = "line"
