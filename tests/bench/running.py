"""Processes under measurement: started, watched and stopped by us."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

ROOT = Path(__file__).parents[2]


@dataclass
class Running:
    """One process of ours; CPU is user and system time of all its threads, in seconds."""

    arguments: list[str]
    environ: dict[str, str]
    log: Path

    def __enter__(self) -> Self:
        environ = {name: value for name, value in os.environ.items() if "PROXY" not in name.upper()}
        self.began = time.perf_counter()
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self.arguments],
                cwd=ROOT,
                env={**environ, **self.environ, "PYTHONWARNINGS": "default"},
                stdout=log,
                stderr=log,
            )
        self._watch = psutil.Process(self._process.pid)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self, how: signal.Signals) -> None:
        """Kill the process at once."""
        self._process.send_signal(how)
        self._process.wait()

    def cpu(self) -> float:
        """Give the CPU seconds used so far."""
        times = self._watch.cpu_times()
        return float(times.user + times.system)

    def memory_mb(self) -> float:
        """Give the resident memory in megabytes."""
        return round(self._watch.memory_info().rss / 1e6, 1)

    def check(self) -> None:
        """Raise RuntimeError with the log's end where the process has died."""
        if self._process.poll() is not None:
            raise RuntimeError(self.log.read_text(errors="replace")[-2000:])


def free_port() -> int:
    """Find a port on the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
