"""What a coach has to know first: today before what is months old, the worst kind of news first."""

import datetime as dt

from dialogs.caseload.needs import Need
from dialogs.caseload.order import OLD_AFTER, order_of
from dialogs.people.participant_status import ParticipantStatus as Kind

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def ago(days: float) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


def test_today_goes_first_and_what_is_months_old_after_the_news() -> None:
    today = Need(Kind.CANNOT_COME, ago(3), about_at=NOW + dt.timedelta(hours=6))
    tomorrow = Need(Kind.CANNOT_COME, ago(0.1), about_at=NOW + dt.timedelta(hours=30))
    next_week = Need(Kind.CANNOT_COME, ago(0.1), about_at=NOW + dt.timedelta(days=7))
    wrote, fell = Need(Kind.WROTE, ago(1)), Need(Kind.FELL, ago(2))
    rated, rated_before = Need(Kind.NEW_RATING, ago(1)), Need(Kind.NEW_RATING, ago(4))
    long_fallen = Need(Kind.FELL, NOW - OLD_AFTER - dt.timedelta(hours=1))
    long_silent = Need(Kind.SILENT, on=ago(45).date())
    late = Need(Kind.OVERDUE, on=ago(2).date())
    first_news = (today, tomorrow, wrote, fell, next_week, rated, rated_before)
    wanted = [*first_news, long_fallen, long_silent, late]
    backwards = wanted[::-1]
    assert sorted(backwards, key=lambda one: order_of(one, NOW)) == wanted


def test_what_nobody_knows_the_day_of_is_not_old() -> None:
    unknown, old = Need(Kind.BLOCKED), Need(Kind.WROTE, ago(90))
    assert order_of(unknown, NOW) < order_of(old, NOW)
