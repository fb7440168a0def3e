"""Asking: how an occasion has been asked about, and when to ask again. Pure."""

import datetime as dt
from dataclasses import dataclass, replace

from dialogs.agenda.plan import Plan
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, FreeDay, Rhythm, slot, soonest


@dataclass(frozen=True)
class Asking:
    """How an occasion has been asked about: messages in all, messages since somebody reacted.

    ``streak_on`` is the local day of the first of the latter.
    """

    asked: int = 0
    silent: int = 0
    streak_on: dt.date | None = None

    def with_message(self, on: dt.date) -> "Asking":
        """Count a message."""
        begun = self.streak_on if self.silent and self.streak_on else on
        return Asking(self.asked + 1, self.silent + 1, begun)

    def with_lying_message(self) -> "Asking":
        """Count a message that the person sees only when they come: that is no silence."""
        return replace(self, asked=self.asked + 1)

    def with_reaction(self) -> "Asking":
        """Begin to count anew: somebody is there."""
        return replace(self, silent=0, streak_on=None)

    def next_at(
        self, plan: Plan, rhythm: Rhythm, free: FreeDay, last: dt.date
    ) -> dt.datetime | None:
        """Give when to ask again after a message on the day ``last``; None: leave it to people."""
        if self.streak_on is None or self.silent >= len(plan.reminders):
            return None
        day = self.streak_on + plan.reminders[self.silent] * DAY
        return slot(max(day, last + DAY), rhythm, free)

    def next_message(self, due_on: dt.date, when: Timing, now: dt.datetime) -> dt.datetime | None:
        """Give when the next message about an occasion falls due; None: people take over."""
        if self.silent:
            return self.next_at(when.plan, when.rhythm, when.free, when.rhythm.day(now))
        due = slot(due_on, when.rhythm, when.free)
        return due if due >= now else soonest(now, when.rhythm, when.free)


NEVER_ASKED = Asking()
