"""Replies: what a person gets to see, before a channel gives it a form."""

from dataclasses import dataclass
from enum import StrEnum

from dialogs.engine.ask import Answer, Ask, Way
from dialogs.engine.star import Star


@dataclass(frozen=True)
class Offer:
    """A button beside a line. It belongs to no open question, and works whatever is asked.

    ``id`` says what it does (``dialogs.engine.labels``); a channel shows it as an opaque token.
    """

    label: str
    id: str


@dataclass(frozen=True)
class Say:
    """A line from the bot, with a star or with buttons where they belong to it."""

    text: str
    star: Star | None = None
    offers: tuple[Offer, ...] = ()


class Code(StrEnum):
    """Why an event changed nothing, or a standing text that was asked for."""

    NOT_AN_OPTION = "not-an-option"
    OUT_OF_RANGE = "out-of-range"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    STALE = "stale"
    MEANING = "meaning"
    HELP = "help"
    PAUSED = "paused"
    QUIET = "quiet"
    STOPPED = "stopped"
    IDLE = "idle"
    UNHEARD = "unheard"
    """Words came while nothing was asked."""
    PASSED_ON = "passed-on"
    PASSED_ON_BEFORE = "passed-on-before"
    """The same was wished again."""
    DATA_SENT = "data-sent"
    WHEREABOUTS = "whereabouts"
    """Who the coach is and where the person is: what only the storage knows stands below."""
    CLOSED = "closed"
    UNSURE = "unsure"
    """It may be an answer, and may be part of something else: it is asked about."""
    ADDED = "added"
    """It went to the text that was written just before."""
    ADDED_UNSURE = "added-unsure"
    """The same, but it could have been an answer: it is asked about."""
    NO_ROOM = "no-room"
    CORRECTED = "corrected"
    STANDS = "stands"
    """A message was changed, and what it said first goes on counting."""
    WORDS_CORRECTED = "words-corrected"
    """A message was changed that waits for the coach; it answers nothing, as before."""
    NO_COMMAND = "no-command"
    """A message was changed to a command: nothing is done that was not asked for anew."""
    COACH_HAS_IT = "coach-has-it"
    """A message was changed that the coach may read already, as it was first."""
    MASKED = "masked"
    """An identity number was taken out of what was written, before anything was kept."""
    SPOKEN = "spoken"
    """Something was spoken where no free words were asked for."""
    SPOKEN_TOO_LONG = "spoken-too-long"
    SPOKEN_UNCLEAR = "spoken-unclear"
    """A recording is broken, or silent, or no sound."""
    SPOKEN_NOT_TAKEN = "spoken-not-taken"
    """A recording did not reach us, or could not be converted: nothing is said of what is in it."""
    SPOKEN_TOO_MANY = "spoken-too-many"
    HEARD = "heard"
    """The coach may listen to what was spoken: ``PASSED_ON`` of a recording."""
    LISTENS = "listens"
    """Sounds come first from here on, where there are any."""
    READS = "reads"
    """Everything comes as text again."""
    DRAFT = "draft"
    """From here on the questions are in a translation that nobody has approved."""


@dataclass(frozen=True)
class Notice:
    """A short friendly line that leaves everything as it is; with a way on, where one is needed."""

    code: Code
    text: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """One ask that has been answered, with what was said before it."""

    says: tuple[Say, ...]
    ask: Ask
    answer: Answer

    @property
    def aside(self) -> bool:
        """Tell whether this was beside the questions: going back passes it by, and keeps it."""
        return self.ask.aside or self.answer.key == Way.COMMENT


Reply = Say | Notice | Ask


def offers_of(reply: Reply) -> tuple[Offer, ...]:
    """Give the buttons that stand beside a line; the answers of an ask are none of these."""
    return () if isinstance(reply, Ask) else reply.offers
