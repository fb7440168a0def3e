"""Programs of their own: they end in time, take no more than they may, and know nothing of ours."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.clips.apart.running import Limits, RanTooLongError, run_apart

AMPLE = Limits(seconds=600, cpu=600, memory=2**29)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Stands where the text of a program is to be."""
    return tmp_path / "program.py"


def test_it_gets_its_argument_and_its_input(program: Path) -> None:
    program.write_text("import sys; print(sys.argv[1:], sys.stdin.read(), end=''); sys.exit(7)")
    assert run_apart(program, "one", b"two", AMPLE) == (7, b"['one'] two")


def test_what_does_not_end_is_ended(program: Path) -> None:
    program.write_text("import time; time.sleep(600)")
    with pytest.raises(RanTooLongError):
        run_apart(program, "", b"", replace(AMPLE, seconds=0.2))


@pytest.mark.parametrize(
    ("text", "limits", "code"),
    [
        ("while True: pass", replace(AMPLE, cpu=1), -9),
        ("bytearray(2**29)", AMPLE, 1),
        ("import os; os.kill(os.getpid(), 11)", AMPLE, -11),
    ],
    ids=["works on", "takes memory", "crashes"],
)
def test_no_more_is_taken_than_allowed(program: Path, text: str, limits: Limits, code: int) -> None:
    program.write_text(text)
    assert run_apart(program, "", b"", limits) == (code, b"")


def test_it_learns_nothing_of_ours(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKAPABOT_SECRET_KEY", "hidden")
    program.write_text("import os; print('SKAPABOT_SECRET_KEY' in os.environ, end='')")
    assert run_apart(program, "", b"", AMPLE) == (0, b"False")
