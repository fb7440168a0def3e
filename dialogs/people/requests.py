"""What one coach asks another: to stand in for them for a time, or to take over for good."""

from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked. Either holds once the other coach has said yes, and not before."""

    SUBSTITUTE = "substitute"
    """Both see the participants, from a day to a day."""
    HAND_OVER = "hand over"
    """The participants have the other coach from then on."""
