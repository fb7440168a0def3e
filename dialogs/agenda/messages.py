"""Messages of our own accord: what they are about, and what has become of each."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a message is about."""

    RATING = "rating"
    """A rating that is due."""
    UNFINISHED = "unfinished"
    """A rating that was left half-way."""
    MEETING = "meeting"
    STEP = "step"
    """How a small step has gone."""
    NOTE = "note"
    """What the coach has written about a small step."""


class MessageStatus(StrEnum):
    """How far a message has come."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    """One process has it in hand."""
    SENT = "sent"
    UNCERTAIN = "uncertain"
    """It may or may not have left; it is not sent again."""
    UNDELIVERABLE = "undeliverable"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    """It fell due when it could not be sent, and was left out."""
    CANCELLED = "cancelled"
    """It was taken back: it has no use any more."""


PENDING = frozenset({MessageStatus.PLANNED, MessageStatus.CLAIMED})
"""It is still to come, or just on its way."""
GONE_OUT = frozenset({MessageStatus.SENT, MessageStatus.UNCERTAIN})
"""It has left, or may have."""
DROPPED = frozenset({MessageStatus.SKIPPED, MessageStatus.UNDELIVERABLE})
"""It did not get there."""
