"""The plan: when a sub-project's ratings fall due, and how often somebody is reminded. Data.

SKAPA is rated at enrolment, every third month as the basis of the conversation, every sixth month
and at exit also as follow-up (the same rating serves both).
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class PartOfDay(StrEnum):
    """At which part of the day somebody wants to hear from us."""

    MORNING = "morning"
    MIDDAY = "midday"
    EVENING = "evening"


HOURS = {PartOfDay.MORNING: 9, PartOfDay.MIDDAY: 12, PartOfDay.EVENING: 17}
EARLIEST, LATEST = 8, 19
"""The first and the last full hour at which a message may go out."""
SHORTEST_MONTH = 28


class PlanError(ValueError):
    """A plan that cannot be used; ``field`` names what to change."""

    def __init__(self, field: str) -> None:
        super().__init__(f"the plan's {field} cannot be used")
        self.field = field


@dataclass(frozen=True)
class Window:
    """One occasion's days, all local and inclusive; ``number`` is in months for regular ones."""

    kind: str
    number: int
    opens_on: dt.date
    due_on: dt.date
    closes_on: dt.date


@dataclass(frozen=True)
class Plan:
    """Months between ratings, days of the window, days of the reminders, and the hours.

    ``reminders`` counts days from the first message (0); every entry is one message.
    ``months`` is how long people usually take part; None where nobody has said. ``review`` is the
    length in months of a period, after which it is decided whether somebody goes on; None where
    nothing is. After ``gap`` days without any contact the coach is told.
    ``instrument`` is the id of what is rated. As it stands here the plan is SKAPA's own, name and
    rhythm together, and the only place of the program that names SKAPA.
    """

    every: int = 3
    follow_up: int = 6
    before: int = 14
    after: int = 30
    reminders: tuple[int, ...] = (0, 2, 5)
    hours: Mapping[PartOfDay, int] = field(default_factory=lambda: HOURS)
    months: int | None = None
    review: int | None = 6
    gap: int = 35
    instrument: str = "skapa"

    def __post_init__(self) -> None:
        checks = {
            "every": 1 <= self.every <= 24,
            "follow_up": self.follow_up % max(self.every, 1) == 0 and 0 < self.follow_up <= 48,
            "before": 0 <= self.before <= 60,
            # A day belongs to one regular window only.
            "after": self.after >= 5 and self.before + self.after < self.every * SHORTEST_MONTH,
            "reminders": 1 <= len(self.reminders) <= 5
            and self.reminders[0] == 0
            and list(self.reminders) == sorted(set(self.reminders))
            and self.reminders[-1] <= self.after,
            "hours": set(self.hours) == set(HOURS)
            and all(EARLIEST <= hour <= LATEST for hour in self.hours.values()),
            "months": self.months is None or 1 <= self.months <= 60,
            "review": self.review is None or 1 <= self.review <= 36,
            "gap": 7 <= self.gap <= 365,
            "instrument": bool(self.instrument),
        }
        for name, holds in checks.items():
            if not holds:
                raise PlanError(name)

    def hour(self, part_of_day: PartOfDay) -> int:
        """Give the full hour at which messages come in that part of the day."""
        return self.hours[part_of_day]

    def enrolment(self, on: dt.date) -> Window:
        """Give the first occasion: at once."""
        return self._window("enrolment", 0, on, before=0)

    def next_window(
        self, enrolled_on: dt.date, number: int, exit_on: dt.date | None
    ) -> Window | None:
        """Give the regular occasion after month ``number``; None where the exit takes its place."""
        months = (number // self.every + 1) * self.every
        kind = "six-month" if months % self.follow_up == 0 else "three-month"
        window = self._window(kind, months, month_after(enrolled_on, months), self.before)
        if exit_on is not None and window.due_on >= exit_on - dt.timedelta(days=self.before):
            return None
        return window

    def exit(self, on: dt.date) -> Window:
        """Give the last occasion, around the day the participant leaves."""
        return self._window("exit", 0, on, self.before)

    def on_wish(self, on: dt.date, number: int) -> Window:
        """Give an occasion that somebody wished for, from that day on."""
        return self._window("extra", number, on, before=0)

    def _window(self, kind: str, number: int, due_on: dt.date, before: int) -> Window:
        opens_on = due_on - dt.timedelta(days=before)
        return Window(kind, number, opens_on, due_on, due_on + dt.timedelta(days=self.after))

    def to_json(self) -> dict[str, Any]:
        """Write the plan as it is stored."""
        return {
            "every": self.every,
            "follow_up": self.follow_up,
            "before": self.before,
            "after": self.after,
            "reminders": list(self.reminders),
            "hours": dict(self.hours),
            "months": self.months,
            "review": self.review,
            "gap": self.gap,
            "instrument": self.instrument,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> "Plan":
        """Read a plan back; None is SKAPA's own, as is what it does not name. Raises PlanError."""
        if stored is None:
            return cls()
        return cls(**{**stored, "reminders": tuple(stored["reminders"])})


def month_after(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later, or the last of a month that is too short."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year, month, min(day.day, calendar.monthrange(year, month)[1]))
