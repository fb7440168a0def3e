"""The agenda: one participant's occasions, with all that decides how they go on. Pure."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from dialogs.agenda.plan import Window
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, day_end, soonest
from dialogs.occasions.occasion import ASKABLE, REGULAR, OccasionKind, OccasionState, OccasionStatus

Change = Callable[[OccasionState], OccasionState]

FIRST_NEW_ID = 2**40
"""Ids from here on are not stored yet; none is given twice."""


@dataclass(frozen=True)
class Agenda:
    """The occasions in the order they fall due, the plan, and the person's rhythm.

    ``enrolled_on`` is the local day of the enrolment, None for somebody who does not take part
    (now). ``exit_on`` is the day of the exit that is set, None where there is none.
    ``agreed``: they have said yes to the bot; nothing is planned to be said to anybody else.
    """

    when: Timing
    enrolled_on: dt.date | None = None
    exit_on: dt.date | None = None
    occasions: tuple[OccasionState, ...] = ()
    next_id: int = FIRST_NEW_ID
    agreed: bool = True

    def occasion(self, id_: int) -> OccasionState:
        """Find an occasion; raises KeyError where it is not (any more) in this agenda."""
        found = next((one for one in self.occasions if one.id == id_), None)
        if found is None:
            raise KeyError(id_)
        return found

    def with_change(self, id_: int, change: Change) -> "Agenda":
        """Give the agenda in which one occasion has changed."""
        return self.where(lambda one: one.id == id_, change)

    def where(self, holds: Callable[[OccasionState], bool], change: Change) -> "Agenda":
        """Give the agenda in which the occasions of which something holds have changed."""
        occasions = tuple(change(one) if holds(one) else one for one in self.occasions)
        return replace(self, occasions=occasions)

    def without(self, drops: Callable[[OccasionState], bool]) -> "Agenda":
        """Take away occasions that nobody has begun, with what was planned about them."""
        kept = tuple(one for one in self.occasions if not drops(one))
        return replace(self, occasions=kept)

    def with_window(self, window: Window) -> tuple["Agenda", int]:
        """Add an occasion that is planned; gives its id too."""
        closes_at = day_end(window.closes_on, self.when.rhythm.zone)
        new = OccasionState(self.next_id, window, closes_at)
        occasions = tuple(sorted((*self.occasions, new), key=lambda one: (one.due_on, one.id)))
        return replace(self, occasions=occasions, next_id=new.id + 1), new.id

    def without_planned(self) -> "Agenda":
        """Take away the regular occasions whose day has not come."""
        return self.without(
            lambda one: one.kind in REGULAR and one.status is OccasionStatus.PLANNED
        )

    def newest_waiting(self, now: dt.datetime) -> OccasionState | None:
        """Give the newest occasion that waits: it speaks for those before it."""
        waiting = [one for one in self.occasions if one.is_waiting(now)]
        return waiting[-1] if waiting else None

    def today(self, now: dt.datetime) -> dt.date:
        """Give the day of a moment where the person is."""
        return self.when.rhythm.day(now)

    def open_exits(self) -> tuple[OccasionState, ...]:
        """List the last occasions that nobody has begun."""
        return tuple(
            one for one in self.occasions if one.kind is OccasionKind.EXIT and one.status in ASKABLE
        )


def ask(agenda: Agenda, id_: int, now: dt.datetime, at: dt.datetime | None = None) -> Agenda:
    """Plan the next message that asks: at ``at``, else by the plan."""
    if at is not None:
        return agenda.with_change(id_, lambda one: one.with_asking_at(at))
    return agenda.with_change(id_, lambda one: one.with_asking_by_plan(agenda.when, now))


def tell_unfinished(
    agenda: Agenda, id_: int, now: dt.datetime, at: dt.datetime | None = None
) -> Agenda:
    """Plan the one message that comes after a day, or at ``at``, if what was begun is left."""
    at = at or soonest(now + DAY, agenda.when.rhythm, agenda.when.free)
    return agenda.with_change(
        id_, lambda one: replace(one, unfinished=one.unfinished.with_plan(at, one.closes_at))
    )
