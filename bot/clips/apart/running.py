"""Running: a program of ours in a process of its own, with limits, for what may go wrong.

What holds the interpreter's lock, takes all memory or crashes is to end no conversation.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LIMITED = Path(__file__).with_name("limited.py")


class RanTooLongError(Exception):
    """A program took more than its time, and was ended."""


@dataclass(frozen=True)
class Limits:
    """What a program may take: seconds in all, of them on the processor, and bytes of memory.

    A stop of the service waits for ``seconds`` at most.
    """

    seconds: float
    cpu: int
    memory: int


def run_apart(program: Path, argument: str, given: bytes, limits: Limits) -> tuple[int, bytes]:
    """Run a program to its end; gives its exit code and its output.

    It has none of our settings. Raises RanTooLongError, and OSError where it cannot be started.
    """
    # Isolated: nothing from where we happen to stand is imported.
    limited = [sys.executable, "-I", str(LIMITED), str(limits.cpu), str(limits.memory)]
    try:
        ran = subprocess.run(  # noqa: S603  # our own program; what others gave is its input
            [*limited, str(program), argument],
            input=given,
            capture_output=True,
            timeout=limits.seconds,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RanTooLongError from None
    return ran.returncode, ran.stdout
