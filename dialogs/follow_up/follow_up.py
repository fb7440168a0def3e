"""The follow-up: how it goes for somebody who has left to work or studies. Pure; days are local.

It is no rating, and counts for nothing: the first weeks of work are fragile, and nobody is let go
of the day they have got an occupation.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogs.agenda.plan import month_after
from dialogs.people.enrolment import ExitReason

MONTHS = (3, 6)
"""So long after the last day somebody is asked."""
OCCUPATIONS = (ExitReason.SUPPORTED_WORK, ExitReason.WORK, ExitReason.STUDIES)
"""Who has left to one of these is asked."""
OF_USE = dt.timedelta(days=30)
"""How long after its day the question makes sense."""


class HowItGoes(StrEnum):
    """What somebody answers. The words are stored."""

    GOOD = "good"
    SO_SO = "so-so"
    HARD = "hard"


@dataclass(frozen=True)
class FollowUpAnswered:
    """The person is ``still`` where they went, and how it goes; None before they have said.

    An effect (see ``dialogs.engine.effect``); ``follow_up`` is the id of the question.
    """

    id: str
    follow_up: int
    still: bool
    how: HowItGoes | None = None


@dataclass(frozen=True)
class FollowUpDeclined:
    """The person does not want to be asked, now or later. An effect."""

    id: str
    follow_up: int


def follow_up_days(exit_on: dt.date | None, reason: ExitReason | None) -> Mapping[int, dt.date]:
    """Give the days on which somebody is asked, by months after their last; none if they are not.

    Nor is anybody who has left to something else, or has died.
    """
    if exit_on is None or reason not in OCCUPATIONS:
        return {}
    return {months: month_after(exit_on, months) for months in MONTHS}
