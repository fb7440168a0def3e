"""The review: whether somebody goes on, decided with them when a period of theirs ends. Pure.

Days are local.
"""

import datetime as dt
from enum import StrEnum

from dialogs.agenda.plan import Plan, month_after


class Verdict(StrEnum):
    """What was decided. The words are stored."""

    GO_ON = "go-on"
    FINISH = "finish"


def review_day(plan: Plan, enrolled_on: dt.date, until: dt.date | None) -> dt.date | None:
    """Give the day on which the period ends; ``until`` is what was decided last.

    None where the plan has no periods, and nothing was decided.
    """
    if until is not None:
        return until
    return month_after(enrolled_on, plan.review) if plan.review is not None else None


def is_review_due(plan: Plan, ends_on: dt.date, today: dt.date) -> bool:
    """Tell whether it is time to decide: as early as a rating of that day would count."""
    return today >= ends_on - dt.timedelta(days=plan.before)


def usual_until(plan: Plan, ends_on: dt.date, today: dt.date) -> dt.date | None:
    """Give the end of the next period, which is not over yet; None where there are no periods."""
    if plan.review is None:
        return None
    periods = 1
    while (day := month_after(ends_on, periods * plan.review)) <= today:
        periods += 1
    return day
