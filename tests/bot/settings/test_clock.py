"""The steady clock: a jump is not followed until it has stood, and never one too far ahead."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings.clock import DOWNTIME, JUMP, LASTS, SteadyClock, is_believable, uptime
from tests.moments import moment

NOW = moment("2026-11-23 14:00")
SECOND = dt.timedelta(seconds=1)


@dataclass
class Machine:
    """A machine whose clock can be set, and whose time passes all the same."""

    wrong_by: dt.timedelta = dt.timedelta(0)
    passed: dt.timedelta = dt.timedelta(0)

    def clock(self) -> SteadyClock:
        return SteadyClock(lambda: NOW + self.passed + self.wrong_by, lambda: self.passed)


@pytest.mark.parametrize("wrong_by", [400 * dt.timedelta(days=1), -dt.timedelta(hours=1)])
def test_a_jump_of_ten_seconds_is_not_followed(wrong_by: dt.timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wrong_by = wrong_by
    for _ in range(10):
        machine.passed += SECOND
        assert clock() == NOW + machine.passed
    machine.wrong_by = dt.timedelta(0)
    assert clock() == NOW + machine.passed


@pytest.mark.parametrize("set_right_by", [dt.timedelta(hours=1), -dt.timedelta(hours=1), DOWNTIME])
def test_a_jump_that_stands_is_followed(set_right_by: dt.timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wrong_by = set_right_by
    assert clock() == NOW
    machine.passed += LASTS - SECOND
    assert clock() == NOW + machine.passed
    machine.passed += SECOND
    assert clock() == NOW + machine.passed + set_right_by
    machine.passed += SECOND
    assert clock() == NOW + machine.passed + set_right_by


def test_a_jump_too_far_ahead_is_never_followed() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wrong_by = DOWNTIME + dt.timedelta(hours=1)
    clock()
    machine.passed += dt.timedelta(days=3)
    assert clock() == NOW + machine.passed


@pytest.mark.parametrize("days", [9, -400])
def test_what_is_never_followed_is_in_doubt(days: int) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wrong_by = dt.timedelta(days=days)
    clock()
    assert not clock.is_in_doubt
    machine.passed += LASTS
    assert clock() == NOW + machine.passed
    assert clock.is_in_doubt
    machine.wrong_by = dt.timedelta(0)
    clock()
    assert not clock.is_in_doubt


def test_a_jump_that_becomes_another_one_stands_anew() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wrong_by = dt.timedelta(hours=1)
    clock()
    machine.passed += dt.timedelta(minutes=14)
    machine.wrong_by = dt.timedelta(days=6)
    clock()
    machine.passed += dt.timedelta(minutes=2)
    assert clock() == NOW + machine.passed


def test_jumps_add_up_to_a_week() -> None:
    machine = Machine()
    clock = machine.clock()
    for _ in range(3):
        machine.wrong_by += dt.timedelta(days=3)
        clock()
        machine.passed += LASTS
        clock()
    assert clock() == NOW + machine.passed + dt.timedelta(days=6)


def test_a_jump_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wrong_by = dt.timedelta(hours=1)
    clock(), clock()
    assert caplog.messages == ["this machine's clock has jumped by 1:00:00 and is not followed yet"]


@given(st.lists(st.integers(0, 300), max_size=50))
def test_a_clock_that_drifts_is_followed(drifts: list[int]) -> None:
    machine = Machine()
    clock = machine.clock()
    for drift in drifts:
        machine.passed += dt.timedelta(minutes=1)
        machine.wrong_by += min(drift * SECOND, JUMP)
        assert clock() == NOW + machine.passed + machine.wrong_by


def test_a_pause_is_believed_up_to_a_week() -> None:
    assert is_believable(NOW, None)
    assert not is_believable(NOW, NOW + dt.timedelta(days=400))
    assert is_believable(NOW, NOW + DOWNTIME)
    assert is_believable(NOW, NOW - DOWNTIME)
    assert not is_believable(NOW, NOW - DOWNTIME - SECOND)


def test_what_nobody_can_set_moves_on() -> None:
    assert uptime() <= uptime()
