"""The stack: a person's open conversations, and what comes next of them. There is no I/O here.

1. What a person says belongs to the conversation on top; a button to the one that asks it.
2. A dialog opens on top of the others. What lies below shows again when the one above has ended,
   except to somebody who has just wished for quiet.
3. There are never two open ratings: one that still counts, or in which something was said during
   the last day, goes on instead of another; else what was left lying ends before the new one opens.
4. Somebody who has not said yes is asked that before anything else, and *first* is only once.
5. Where a reminder of a rating falls due, what nobody has touched for a day makes way for it.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from dialogs.agenda.writing_hours import RESTS_AFTER
from dialogs.engine.ask import Ask
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import NextDialog, QuietWanted
from dialogs.engine.event import Event, Stale
from dialogs.engine.reply import Code, Notice
from dialogs.engine.scene import Scene
from dialogs.talks.routing import Routed, replay_of

ABOUT_RATING = ("rating", "reminder", "plan", "shared-plan")
"""Dialogs that end, as they stand, when another rating opens."""

GIVES_WAY = (
    "rating",
    "onboarding",
    "language",
    "erasure",
    "reminders",
    "plan",
    "shared-plan",
)
"""Dialogs that end, as they stand, when a rating falls due and nobody has touched them."""


@dataclass(frozen=True)
class OpenConversation:
    """One conversation of the stack; ``active_at`` (UTC) is when something was last said in it.

    ``put_away``: the person goes on another time, or only we have said something in it so far.
    """

    id: int
    conversation: Conversation
    active_at: dt.datetime
    put_away: bool = False

    @property
    def dialog(self) -> str:
        """Give the name of its dialog."""
        return self.conversation.dialog

    def is_active(self, now: dt.datetime) -> bool:
        """Tell whether something was said or shown in it during the last day."""
        return now - self.active_at < RESTS_AFTER

    def shown_again(self, now: dt.datetime) -> "OpenConversation":
        """Give it as it is when we show it again of our own accord."""
        return replace(self, active_at=now, put_away=True)


@dataclass(frozen=True)
class Open:
    """A dialog begins on top; the conversations ``ends`` end before that, as they stand."""

    next_dialog: NextDialog
    ends: tuple[int, ...] = ()
    put_away: bool = False


@dataclass(frozen=True)
class GoOn:
    """A conversation comes to the top as it stands here; those in ``ends`` end before that."""

    on_top: OpenConversation
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class ShowBelow:
    """What waited below is shown again, and nothing changes in it."""

    below: OpenConversation


@dataclass(frozen=True)
class Nothing:
    """There is nothing to open and nothing to show."""


Decision: TypeAlias = Open | GoOn | ShowBelow | Nothing


@dataclass(frozen=True)
class RatingFacts:
    """What only the storage knows before a rating opens.

    ``agreed``: the person has said yes. ``has_rated``: there is a rating of theirs already.
    ``counts``: the open rating (``Stack.resting_rating``) still serves an occasion.
    """

    agreed: bool
    has_rated: bool = False
    counts: bool = False


MeaningOf: TypeAlias = Callable[[int, Ask], Event | None]
"""From a conversation's id and its open ask to what was meant there, None if it belongs elsewhere.

It knows the opaque id of what was pressed or filled in.
"""


@dataclass(frozen=True)
class Stack:
    """A person's open conversations, the one on top first."""

    conversations: tuple[OpenConversation, ...] = ()

    @property
    def top(self) -> OpenConversation | None:
        """Give what is open on top; None where nothing is."""
        return self.conversations[0] if self.conversations else None

    def __iter__(self) -> Iterator[OpenConversation]:
        return iter(self.conversations)

    def with_top(self, conversation: OpenConversation) -> "Stack":
        """Put a conversation on top; it may have been further down."""
        return Stack((conversation, *self.without([conversation.id]).conversations))

    def without(self, ids: Collection[int]) -> "Stack":
        """Leave out conversations that have ended."""
        return Stack(tuple(one for one in self if one.id not in ids))

    def find_asking(self, meaning_of: MeaningOf, scene: Scene) -> "tuple[Stack, Event]":
        """Find the open ask that a button belongs to; gives it on top, and the event it means."""
        for one in self:
            ask = replay_of(one.conversation, scene).ask
            event = meaning_of(one.id, ask) if ask else None
            if event is not None:
                return self.with_top(one), event
        return self, Stale()

    def is_changed_by(self, routed: Routed) -> bool:
        """Tell whether something was answered or taken back on top, or has ended there.

        A dialog can end without an answer: the program, or its instrument, is not the same.
        """
        if self.top is None or routed.move is None:
            return False
        return routed.ended or routed.move.conversation != self.top.conversation

    def put_away_by(self, routed: Routed) -> tuple[int, ...]:
        """List what the person goes on with another time: all at a wish for quiet, or the top."""
        if _wants_quiet(routed):
            return tuple(one.id for one in self)
        paused = any(
            isinstance(reply, Notice) and reply.code is Code.PAUSED for reply in routed.replies
        )
        return tuple(one.id for one in self.conversations[:1] if paused)

    def after(self, routed: Routed, now: dt.datetime) -> "Stack":
        """Give the stack as an event on top has left it."""
        away = self.put_away_by(routed)
        left = Stack(tuple(replace(one, put_away=True) if one.id in away else one for one in self))
        if self.top is None or routed.move is None or not self.is_changed_by(routed):
            return left
        if routed.ended:
            return left.without([self.top.id])
        return left.with_top(OpenConversation(self.top.id, routed.move.conversation, now))

    def resting_rating(self, now: dt.datetime) -> OpenConversation | None:
        """Find the open rating that goes on only if it still counts, which the storage knows."""
        running = self._newest("rating")
        return running if running is not None and not running.is_active(now) else None

    def next_of(self, routed: Routed, known: RatingFacts, now: dt.datetime) -> Decision:
        """Decide what comes after an event; the stack is as the event has left it."""
        if routed.following is not None:
            opened = self.opening(routed.following, known, now)
            if opened != Nothing():
                return opened
        return self._below() if routed.ended and not _wants_quiet(routed) else Nothing()

    def opening(self, wished: NextDialog, known: RatingFacts, now: dt.datetime) -> Decision:
        """Decide what a wish for a dialog leads to."""
        if wished.dialog not in ("rating", "shared-plan"):
            return Open(wished)
        if not known.agreed:
            return self._below()
        if wished.dialog == "shared-plan":
            return Open(wished, tuple(one.id for one in self if one.dialog == wished.dialog))
        if wished.facts.get("first") and known.has_rated:
            return Nothing()
        running = self._newest("rating")
        if running is not None and (running.is_active(now) or known.counts):
            return GoOn(replace(running, active_at=now, put_away=False))
        lying = (one.id for one in self if one.dialog in ABOUT_RATING)
        return Open(wished, tuple(lying))

    def due(self, about: NextDialog, now: dt.datetime) -> Open | GoOn:
        """Decide how a due message about a subject (fact ``subject``) is shown.

        What is open about the same subject comes to the top with its new facts.
        """
        ends: tuple[int, ...] = ()
        if about.dialog == "reminder":
            ends = tuple(one.id for one in self if _gives_way(one, now))
        for one in self:
            if one.dialog == about.dialog and _subject(one) == about.facts["subject"]:
                renewed = replace(one.conversation, facts=about.facts)
                return GoOn(replace(one, conversation=renewed).shown_again(now), ends)
        return Open(about, ends, put_away=True)

    def unfinished(self) -> OpenConversation | None:
        """Find what the person may have left half-way: a rating, or the welcome."""
        return self._newest("rating", "onboarding")

    def _newest(self, *dialogs: str) -> OpenConversation | None:
        return next((one for one in self if one.dialog in dialogs), None)

    def _below(self) -> Decision:
        return Nothing() if self.top is None else ShowBelow(self.top)


def _wants_quiet(routed: Routed) -> bool:
    return any(isinstance(effect, QuietWanted) for effect in routed.effects)


def _gives_way(one: OpenConversation, now: dt.datetime) -> bool:
    return one.dialog in GIVES_WAY and (one.put_away or not one.is_active(now))


def _subject(one: OpenConversation) -> object:
    return one.conversation.facts.get("subject")
