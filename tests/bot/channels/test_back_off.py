"""How long what was not taken waits for its next try."""

import datetime as dt

import pytest

from bot.channels.back_off import ANSWER, MAIL, REMINDER, BackOff


@pytest.mark.parametrize(
    ("rhythm", "seconds"),
    [
        (ANSWER, [1, 2, 4, 8, 16, 32, 60, 60]),
        (REMINDER, [60, 120, 240, 480, 960, 1920, 3600, 3600]),
        (MAIL, [60, 120, 240, 480, 960, 1920, 3600, 3600]),
    ],
)
def test_each_wait_is_twice_the_one_before_up_to_the_longest(
    rhythm: BackOff, seconds: list[int]
) -> None:
    waits = [rhythm.wait(failures).total_seconds() for failures in range(1, len(seconds) + 1)]
    assert waits == seconds


@pytest.mark.parametrize("rhythm", [ANSWER, REMINDER, MAIL])
def test_however_often_it_has_failed_there_is_a_next_time(rhythm: BackOff) -> None:
    assert rhythm.wait(10_000) == rhythm.longest < dt.timedelta(hours=2)
