"""Events: everything that can come in from a person, whatever the channel."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pressed:
    """A button of the open ask: an option's key or a way."""

    ask: str
    key: str


@dataclass(frozen=True)
class Typed:
    """Words, a digit, or anything else a keyboard gives."""

    text: str


@dataclass(frozen=True)
class Stale:
    """A button whose question is no longer open."""


@dataclass(frozen=True)
class Unreadable:
    """A sticker, a voice note, a photo, an edited message: nothing that answers a question."""


@dataclass(frozen=True)
class Opened:
    """The person came back and wants to see where we are."""


@dataclass(frozen=True)
class Command:
    """A wish that can come at any time: one of ``dialogs.labels.commands``.

    ``argument`` is the language code for ``language``, where it was chosen from a list already.
    """

    name: str
    argument: str = ""


@dataclass(frozen=True)
class PassOn:
    """The coach may read words that answered nothing; ``words`` is the id they are kept under."""

    words: int


Event = Pressed | Typed | Stale | Unreadable | Opened | Command | PassOn
