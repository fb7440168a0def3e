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
    COACH = "coach"
    """That somebody has another coach now; its subject is the coach."""
    TOGETHER = "together"
    """That a rating was made beside the coach; its subject is the rating."""

    SUBSTITUTE = "substitute"
    """That somebody stands in for the coach; its subject is the request they said yes to."""
    FOLLOW_UP = "follow-up"
    """How it goes some months after the exit; its subject is the follow-up."""


ABOUT_RATINGS = (MessageKind.RATING, MessageKind.UNFINISHED)
"""The subject of these is an occasion."""
AFTER_EXIT = (MessageKind.MEETING, MessageKind.FOLLOW_UP)
"""These go out after the last day too."""
ABOUT_STEPS = (MessageKind.STEP, MessageKind.NOTE)
"""The subject of these is a small step."""


class MessageStatus(StrEnum):
    """How far a message has come.

    planned -> claimed by whoever sends it -> sent, laid, uncertain or undeliverable; planned or
    claimed -> cancelled, by whoever takes it back; planned -> skipped, when it falls due and is of
    no use; claimed, sent, laid or uncertain -> answered, when the person reacts.
    """

    PLANNED = "planned"
    CLAIMED = "claimed"
    """One process has it in hand."""
    SENT = "sent"
    LAID = "laid"
    """It lies in the chat, for a person whom nothing tells of it: they see it when they come."""
    UNCERTAIN = "uncertain"
    """It may or may not have left; it is not sent again."""
    UNDELIVERABLE = "undeliverable"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    """It fell due when it could not be sent, and was left out."""
    CANCELLED = "cancelled"
    """It was taken back: it has no use any more."""


PENDING = (MessageStatus.PLANNED, MessageStatus.CLAIMED)
"""It is still to come, or just on its way."""
GONE_OUT = (MessageStatus.SENT, MessageStatus.UNCERTAIN)
"""It has left, or may have."""
DROPPED = (MessageStatus.SKIPPED, MessageStatus.UNDELIVERABLE)
"""It did not get there."""
ANSWERABLE = (*GONE_OUT, MessageStatus.LAID, MessageStatus.CLAIMED)
"""The person may be reacting to it: also to one that is just on its way."""
TOLD = (*GONE_OUT, MessageStatus.LAID, MessageStatus.ANSWERED)
"""The person has got it, or may have."""
UNTOLD = (*DROPPED, MessageStatus.CANCELLED)
"""Nobody has got it, nor will."""
