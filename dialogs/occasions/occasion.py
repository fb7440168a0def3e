"""An occasion: one time at which a participant is to rate themselves, as it stands. Pure.

Days are local and inclusive, moments are UTC.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from dialogs.agenda.messages import ANSWERABLE, PENDING, MessageStatus
from dialogs.agenda.plan import Window
from dialogs.agenda.timing import Timing
from dialogs.occasions.asking import NEVER_ASKED, Asking


class OccasionKind(StrEnum):
    """Which time it is."""

    ENROLMENT = "enrolment"
    THREE_MONTH = "three-month"
    SIX_MONTH = "six-month"
    EXIT = "exit"
    EXTRA = "extra"
    """Somebody wished for it, between the regular ones."""


REGULAR = (OccasionKind.ENROLMENT, OccasionKind.THREE_MONTH, OccasionKind.SIX_MONTH)
"""The kinds that the plan repeats."""
RANK = (
    OccasionKind.EXTRA,
    OccasionKind.THREE_MONTH,
    OccasionKind.SIX_MONTH,
    OccasionKind.EXIT,
    OccasionKind.ENROLMENT,
)
"""A rating that serves several is named after the last of these."""


class OccasionStatus(StrEnum):
    """How far an occasion has come; ``dialogs.occasions.life`` draws how it goes on."""

    PLANNED = "planned"
    """Its day has not come."""
    DUE = "due"
    """Its day has come; at most one message has gone out."""
    REMINDED = "reminded"
    """More than one message has gone out."""
    STARTED = "started"
    """A rating has been begun."""
    DONE = "done"
    LATE_DONE = "late-done"
    """Finished after the window had ended."""
    MISSED = "missed"
    WITHOUT_FIGURES = "without-figures"
    """Made on paper or together, says the coach; open for people until its figures are here."""


ASKABLE = (OccasionStatus.PLANNED, OccasionStatus.DUE, OccasionStatus.REMINDED)
"""Nobody has begun it: there can be messages about it."""
WAITING = (OccasionStatus.DUE, OccasionStatus.REMINDED)
"""Its day has come, and nobody has begun it."""
OPEN = (*ASKABLE, OccasionStatus.STARTED)
"""It is not settled, and the bot may speak of it."""
REMINDABLE = (*WAITING, OccasionStatus.STARTED)
"""Its day has come, and it is not settled."""
DONE = (OccasionStatus.DONE, OccasionStatus.LATE_DONE)
SETTLED = (*DONE, OccasionStatus.MISSED)
LACKING = (OccasionStatus.MISSED, OccasionStatus.WITHOUT_FIGURES)
"""There is no rating, and there may be a reason."""


class Reason(StrEnum):
    """Why an occasion was missed, or how it was done."""

    ILL = "ill"
    DECLINED = "declined"
    NO_PHONE = "no-phone"
    BLOCKED = "blocked"
    NO_KNOCK = "no-knock"
    """Nothing could tell the person that it was time."""
    NO_BOT = "no-bot"
    """The person has not said yes to the bot: nothing was sent, and nothing rated on paper."""
    SILENT = "silent"
    PAPER = "paper"
    TOGETHER = "together"
    ENDED = "ended"
    """The coach says that the person has left."""
    EXIT = "exit"
    """An exit that was set has ended it: taken back with the exit."""


ELSEWHERE_REASONS = (Reason.PAPER, Reason.TOGETHER)
"""Reasons with which a coach says that a rating was made elsewhere: its figures are to come."""
NO_RATING_REASONS = (Reason.ILL, Reason.DECLINED, Reason.NO_PHONE, Reason.ENDED)
"""Reasons with which a coach says that there is no rating."""
COACH_REASONS = (*NO_RATING_REASONS, *ELSEWHERE_REASONS)
"""What a coach can say about an occasion, and take back."""


@dataclass(frozen=True)
class Messages:
    """The newest message about an occasion, of one kind.

    ``pending``: it, or one before it, is planned or in hand. ``heard``: the person has reacted to
    what went out, in the change that is being made.
    """

    newest: MessageStatus | None = None
    at: dt.datetime | None = None
    wished: bool = False
    pending: bool = False
    heard: bool = False

    @property
    def planned_at(self) -> dt.datetime | None:
        """Give when the next message falls due (UTC), None where none is planned."""
        return self.at if self.newest is MessageStatus.PLANNED else None

    def with_plan(self, at: dt.datetime, until: dt.datetime, *, wished: bool = False) -> "Messages":
        """Plan the next one; what would come at ``until`` or later is of no use."""
        if at >= until:
            return self.without_pending()
        return replace(self, newest=MessageStatus.PLANNED, at=at, wished=wished, pending=True)

    def without_pending(self) -> "Messages":
        """Take back what is planned or in hand."""
        if not self.pending:
            return self
        newest = MessageStatus.CANCELLED if self.newest in PENDING else self.newest
        return replace(self, newest=newest, pending=False)

    def with_reaction(self) -> "Messages":
        """Note that the person has reacted."""
        newest = MessageStatus.ANSWERED if self.newest in ANSWERABLE else self.newest
        return replace(self, newest=newest, heard=True)


@dataclass(frozen=True)
class OccasionState:
    """One occasion. ``rating`` are the messages that ask, ``unfinished`` those about a half."""

    id: int
    window: Window
    closes_at: dt.datetime
    status: OccasionStatus = OccasionStatus.PLANNED
    reason: Reason | None = None
    rating_id: int | None = None
    asking: Asking = NEVER_ASKED
    settled_at: dt.datetime | None = None
    rating: Messages = Messages()
    unfinished: Messages = Messages()

    @property
    def kind(self) -> OccasionKind:
        """Give which time it is."""
        return OccasionKind(self.window.kind)

    @property
    def due_on(self) -> dt.date:
        """Give the day on which it falls due."""
        return self.window.due_on

    def can_serve(self, today: dt.date) -> bool:
        """Tell whether a rating begun today would count for it.

        One that was given up (declined, ill) counts after all, within its window.
        """
        return self.window.opens_on <= today <= self.window.closes_on and self.status not in DONE

    def is_waiting(self, now: dt.datetime) -> bool:
        """Tell whether its day has come, its window has not ended, and nobody has begun it."""
        return self.status in WAITING and self.closes_at > now

    def with_reaction(self) -> "OccasionState":
        """Begin to count anew how often nobody answered: somebody is there."""
        return replace(self, asking=self.asking.with_reaction())

    def without_messages(self) -> "OccasionState":
        """Take back what is planned to be said about it."""
        rating, unfinished = self.rating.without_pending(), self.unfinished.without_pending()
        return replace(self, rating=rating, unfinished=unfinished)

    def with_asking_at(self, at: dt.datetime | None, *, wished: bool = False) -> "OccasionState":
        """Plan the next message that asks; None: people take over."""
        if at is None:
            return replace(self, rating=self.rating.without_pending())
        return replace(self, rating=self.rating.with_plan(at, self.closes_at, wished=wished))

    def with_asking_by_plan(self, when: Timing, now: dt.datetime) -> "OccasionState":
        """Plan the next message as the plan has it; what is late comes as soon as it can."""
        return self.with_asking_at(self.asking.next_message(self.due_on, when, now))


def rank(kind: str, due_on: dt.date) -> tuple[int, dt.date]:
    """Rank an occasion among several that one rating serves: it is named after the highest."""
    return RANK.index(OccasionKind(kind)), due_on
