"""Retracing: the occasions somebody would have had, from the ratings there are. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dialogs.agenda.plan import Plan, Window
from dialogs.agenda.writing_hours import day_end
from dialogs.instruments.rating_mode import RatingMode

DONE_REASONS = ("paper", "together")
"""Reasons with which a coach says that an occasion was done."""


@dataclass(frozen=True)
class BegunRating:
    """A rating as it counts here; ``ref`` is whatever the caller names it by. Times are UTC."""

    ref: int
    started_at: dt.datetime
    finished_at: dt.datetime | None
    mode: RatingMode = RatingMode.ALONE


@dataclass
class RetracedOccasion:
    """An occasion as it would stand if there had been occasions all along. Pure."""

    window: Window
    closes_at: dt.datetime
    begun: BegunRating | None = None

    def status(self, now: dt.datetime, today: dt.date) -> str:
        """Give the status at a moment (UTC), whose local day is ``today``."""
        finished = self.begun.finished_at if self.begun else None
        if finished is not None:
            return "done" if finished < self.closes_at else "late-done"
        if self.closes_at <= now:
            return "missed"
        if self.begun is not None:
            return "started"
        return "due" if self.window.due_on <= today else "planned"

    @property
    def settled_at(self) -> dt.datetime:
        """Give when it was settled, if it is: with its rating, or at the end of its window."""
        finished = self.begun.finished_at if self.begun else None
        return finished or self.closes_at

    @property
    def reason(self) -> str | None:
        """Tell of a rating that was made on paper or together."""
        mode = self.begun.mode if self.begun and self.begun.finished_at else None
        return mode if mode in DONE_REASONS else None


def retraced_occasions(
    plan: Plan,
    zone: dt.tzinfo,
    enrolled_at: dt.datetime,
    exit_on: dt.date | None,
    ratings: Iterable[BegunRating],
    now: dt.datetime,
) -> list[RetracedOccasion]:
    """Give the occasions from the enrolment up to the next one, in the order they are due. Pure."""

    def day(at: dt.datetime) -> dt.date:
        return at.astimezone(zone).date()

    def of(window: Window) -> RetracedOccasion:
        return RetracedOccasion(window, day_end(window.closes_on, zone))

    found = [of(one) for one in _windows(plan, day(enrolled_at), exit_on, day(now))]
    extras: list[RetracedOccasion] = []
    for rating in sorted(ratings, key=lambda one: (one.started_at, one.ref)):
        on = day(rating.started_at)
        served = [one for one in (*found, *extras) if _can_serve(one, on)]
        if not served:
            served = [of(plan.on_wish(on, len(extras) + 1))]
            extras += served
        for one in served:
            one.begun = rating
    known = _up_to_the_next(found, now, day(now))
    return sorted((*known, *extras), key=lambda one: one.window.due_on)


def _windows(
    plan: Plan, enrolled_on: dt.date, exit_on: dt.date | None, today: dt.date
) -> Iterator[Window]:
    """Give every window that has opened, and the first that has not."""
    window: Window | None = plan.enrolment(enrolled_on)
    while window is not None:
        yield window
        if window.opens_on > today:
            break
        window = plan.next_window(enrolled_on, window.number, exit_on)
    if exit_on is not None:
        yield plan.exit(exit_on)


def _can_serve(one: RetracedOccasion, on: dt.date) -> bool:
    done = one.begun is not None and one.begun.finished_at is not None
    return one.window.opens_on <= on <= one.window.closes_on and not done


def _up_to_the_next(
    found: Sequence[RetracedOccasion], now: dt.datetime, today: dt.date
) -> list[RetracedOccasion]:
    """Leave out what comes after the first regular one that is still ahead."""
    kept, ahead = [], False
    for one in found:
        if one.window.kind == "exit" or not ahead:
            kept.append(one)
        ahead = ahead or one.status(now, today) == "planned"
    return kept
