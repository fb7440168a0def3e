"""The contract of a channel: Telegram, the web chat, the terminal, e-mail, and whatever comes next.

A channel **must**

1. *translate* what comes in to an ``Arrival``, and do nothing else with it; what is not ours to
   answer is None;
2. *commit before it acknowledges*: what a person did is on disk, with all that it led to, or at
   least as it came in, before the person or the service behind the channel is told that we have
   it; the same thing twice counts once;
3. *show* an ``Outcome``, in the order of its replies, once, after the commit. Where it has a
   ``nudge``, that and nothing else;
4. *say the fate* of each message, where messages leave us: one of ``Fate``. Where the person comes
   and looks, what is committed is what is shown, and nothing has a fate of its own.

It **may** have courtesies (tried once, never stored, lost without harm), edits of what it showed,
files, pictures, voice. What it has not, it leaves out or says in words: a star has a description.

**Failures.** Only whoever talked to the service knows what became of a message: the channel's
``send`` turns every error into a fate, and raises none.

- *Passing*, ``LATER``: it cannot have arrived, or the service said so. It is tried again after the
  wait that the service asked for, or else our back-off, until it is too old to be of use.
- *Permanent*: ``UNREACHABLE`` speaks of the person: the account rests, and a coach is told.
  ``UNDELIVERABLE`` speaks of this one message, and the next ones go on. Only the service itself
  can say so, and not a proxy on the way to it.
- *Unknown*, ``UNCERTAIN``: it may have arrived. It is not sent again, but for an open question,
  which does no harm twice.

A message is *claimed* by a write before it leaves, and its fate is written until it is written.

What follows from a fate is decided by whoever promised the message (the senders,
``bot.reminding.delivery``), and not where it was found out.

A channel **must never** log what a message or an update says, nor a name or an address; wait for
anything but the database within a transaction; guess a fate.

Each channel's ``contract.py`` names, as a ``ChannelContract``, how it fulfils each point.
"""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.channels.back_off import BackOff
from bot.turn.arrival import Arrival, ButtonPress, FormWords, WordsForCoach
from dialogs.engine.event import Event


class Fate(StrEnum):
    """What became of a message."""

    SENT = "sent"
    UNCERTAIN = "uncertain"
    """It may have arrived: the connection was lost after it had left."""
    UNDELIVERABLE = "undeliverable"
    """This one message cannot be sent."""
    UNREACHABLE = "unreachable"
    """The person cannot be written to: blocked, deactivated, no such chat or mailbox."""
    LATER = "later"
    """It has not arrived, and may later."""


PERMANENT = frozenset({Fate.UNDELIVERABLE, Fate.UNREACHABLE})
"""Whoever waits and tries again gets the same answer."""


@dataclass(frozen=True)
class Report:
    """How a try went.

    ``message_id`` is the channel's number of what was sent, where it has one; ``wait`` is how long
    the service wants to be left alone, zero where it did not say; ``cost`` is what it took, in
    ten-thousandths of its currency, where it says so; ``captioned``: the words stand below a
    picture or a sound.
    """

    fate: Fate
    message_id: int | None = None
    wait: dt.timedelta = dt.timedelta(0)
    cost: int = 0
    captioned: bool = False


class Extra(StrEnum):
    """What a channel may do."""

    COURTESY = "courtesy"
    EDIT = "edit"
    FILE = "file"
    PICTURE = "picture"
    VOICE = "voice"


@dataclass(frozen=True)
class Hearing:
    """How a channel takes what comes in.

    ``translate`` makes an arrival of it, or the event in one; ``take`` returns when it is committed
    and whoever sent it has been told so.
    """

    translate: Callable[..., Arrival | Event | ButtonPress | FormWords | WordsForCoach | None]
    take: Callable[..., Awaitable[object]]


@dataclass(frozen=True)
class Sending:
    """How messages leave us: ``send`` makes one try and says how it went."""

    send: Callable[..., Awaitable[Report]]
    back_off: BackOff
    give_up_after: dt.timedelta
    """How old a message may be when it is tried for the last time."""


@dataclass(frozen=True)
class ChannelContract:
    """How one channel fulfils the contract; ``name`` is that of its folder.

    ``shows`` gives a form to an outcome, or to the conversation that it left. ``hears`` is None
    where nobody can answer, ``sends`` where people come and look.
    """

    name: str
    hears: Hearing | None
    shows: Callable[..., object]
    sends: Sending | None
    may: Mapping[Extra, Callable[..., object]] = field(default_factory=dict)
