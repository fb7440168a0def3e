"""Messages that we write of our own accord: what they are about, and what becomes of them."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a message is about."""

    RATING = "rating"
    """An occasion whose day has come."""
    UNFINISHED = "unfinished"
    """An occasion whose rating was left half-way."""
    MEETING = "meeting"
    STEP = "step"
    """How a small step has gone."""
    NOTE = "note"
    """What the coach has written on a small step."""


ABOUT_RATINGS = (MessageKind.RATING, MessageKind.UNFINISHED)
"""The subject of these is an occasion."""
ABOUT_STEPS = (MessageKind.STEP, MessageKind.NOTE)
"""The subject of these is a small step."""


class MessageStatus(StrEnum):
    """How far a message has come.

    planned -> claimed by whoever sends it -> sent, uncertain or undeliverable; planned or claimed
    -> cancelled, by whoever takes it back; planned -> skipped, when it falls due and is of no use;
    claimed or gone out -> answered, when the person reacts.
    """

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    """It may have arrived: it is not sent again."""
    UNDELIVERABLE = "undeliverable"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


PENDING = (MessageStatus.PLANNED, MessageStatus.CLAIMED)
"""Not gone out yet: can still be taken back."""
UNANSWERED = (MessageStatus.SENT, MessageStatus.UNCERTAIN)
"""Gone out, and nobody has reacted."""
GONE_OUT = (*UNANSWERED, MessageStatus.ANSWERED)
"""Has left, or may have left."""
ANSWERABLE = (*UNANSWERED, MessageStatus.CLAIMED)
"""The person may be reacting to these: one that is just being sent may be there already."""
DROPPED = (MessageStatus.SKIPPED, MessageStatus.UNDELIVERABLE)
"""Fell due and did not get there."""
UNTOLD = (*DROPPED, MessageStatus.CANCELLED)
"""Nobody has got these, nor will get them."""
