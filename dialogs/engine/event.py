"""Events: everything that can come in from a person, whatever the channel."""

import datetime as dt
from dataclasses import dataclass

from dialogs.engine.reply import Code


@dataclass(frozen=True)
class Pressed:
    """A button of the open ask: an option's key or a way."""

    ask: str
    key: str


@dataclass(frozen=True)
class Written:
    """Which message words came in, on a channel where people write whenever they like.

    ``number`` grows from message to message; ``at`` (UTC) is the channel's own time of it.
    ``unseen``: the open question was not shown when it was written.
    """

    number: int
    at: dt.datetime
    unseen: bool = False


@dataclass(frozen=True)
class Typed:
    """Words, a digit, or anything else a keyboard gives.

    ``written`` is None where words can only be for the question that is shown: a form, a terminal.
    """

    text: str
    written: Written | None = None


@dataclass(frozen=True)
class Spoken:
    """Words that were spoken and are kept: ``text`` is what stands for the recording.

    See ``dialogs.words.spoken``; ``written`` is as that of ``Typed``.
    """

    text: str
    written: Written | None = None


@dataclass(frozen=True)
class KeptWords:
    """What a message said that answered nothing, and whether the coach may read it already."""

    words: str
    passed_on: bool


@dataclass(frozen=True)
class Edited:
    """A message that was written before now says this. ``unseen`` is of the first writing.

    ``kept`` is what it said first, where that answered nothing and is kept for the coach.
    """

    text: str
    written: Written
    kept: KeptWords | None = None


@dataclass(frozen=True)
class Stale:
    """A button whose question is no longer open."""


@dataclass(frozen=True)
class Unreadable:
    """A sticker, a photo: nothing that answers a question. ``why`` is of a failed recording."""

    why: Code = Code.UNREADABLE


@dataclass(frozen=True)
class Opened:
    """The person came back and wants to see where we are."""


@dataclass(frozen=True)
class Command:
    """A wish that can come at any time: one of ``dialogs.labels.commands``.

    ``argument`` is the language code for ``language``, where it was chosen from a list already; for
    ``listen`` it is *on* or *off*, where a button says which.
    """

    name: str
    argument: str = ""


@dataclass(frozen=True)
class PassOn:
    """The coach may read words that answered nothing; ``words`` is the id they are kept under.

    ``again``: that has been so since an earlier press. ``spoken``: they have a recording.
    """

    words: int
    again: bool = False
    spoken: bool = False


Event = Pressed | Typed | Spoken | Edited | Stale | Unreadable | Opened | Command | PassOn
