"""Who is asked how it goes after the exit, and when."""

import datetime as dt

import pytest

from dialogs.follow_up.follow_up import OCCUPATIONS, follow_up_days
from dialogs.people.enrolment import ExitReason

ON = dt.date(2026, 11, 30)


@pytest.mark.parametrize("reason", ExitReason)
def test_who_has_left_to_work_or_studies_is_asked_twice(reason: ExitReason) -> None:
    days = follow_up_days(ON, reason)
    if reason in OCCUPATIONS:
        assert days == {3: dt.date(2027, 2, 28), 6: dt.date(2027, 5, 30)}
    else:
        assert days == {}


def test_nobody_is_asked_who_has_no_last_day_or_no_reason() -> None:
    assert follow_up_days(None, ExitReason.WORK) == {}
    assert follow_up_days(ON, None) == {}
    assert set(OCCUPATIONS) == {ExitReason.WORK, ExitReason.SUPPORTED_WORK, ExitReason.STUDIES}
