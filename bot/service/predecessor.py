"""The process that had our folder before: whether it is dead, and what it called itself."""

import fcntl
import os
from pathlib import Path


class Predecessor:
    """A file that names a process, which keeps it locked for as long as it lives.

    However it ends, the lock goes with it: whoever comes next in the same folder knows at once
    that nobody stands behind that name any more.
    """

    def __init__(self, path: Path, me: str) -> None:
        self._path = path
        self._me = me
        self._file: int | None = None  # open, and locked, until the process ends
        self._dead: str | None = None

    def dead_name(self) -> str | None:
        """Name the process that had the folder before; None where it lives, or there was none."""
        if self._file is None:
            try:
                self._take_over()
            except OSError:  # it lives, or the folder takes no files
                return None
        return self._dead

    def _take_over(self) -> None:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._dead = os.read(file, 64).decode("ascii", "replace")
            os.ftruncate(file, 0)
            os.pwrite(file, self._me.encode(), 0)
        except OSError:
            os.close(file)
            raise
        self._file = file
