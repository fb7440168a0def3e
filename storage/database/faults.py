"""What may be said of a fault, in a log or on a screen: its kind and its place, never its words.

Its own text can hold what a person wrote, an address with a key in it, or a token.
"""

import errno
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb

from sqlalchemy import exc

AWAY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)
"""The database is locked, gone, full or read-only: what was to be done is tried again later."""

READ_ONLY = "25006"
"""The SQLSTATE of a write that PostgreSQL takes from nobody. It is an internal error there, as bad
programs cause them too; ``Database`` turns it into an OperationalError, as it is on SQLite."""

OURS = ("admin", "bot", "dialogs", "storage")
"""The packages whose places say most, and whose own log lines are written as they are."""
MOST_PLACES = MOST_CAUSES = 4

_ROOT = Path(__file__).resolve().parents[2]
_LIBRARIES = dict.fromkeys(
    Path(sysconfig.get_path(name)) for name in ("purelib", "platlib", "stdlib", "platstdlib")
)


def kind_and_place(fault: BaseException) -> str:
    """Name a fault by its kind, what it was made from, and where it happened.

    "OperationalError from OperationalError SQLITE_FULL at sqlalchemy/engine/default.py:952
    < storage/talk/inbox.py:44 < bot/channels/telegram/poller.py:103": innermost first.
    """
    if isinstance(fault, BaseExceptionGroup):
        return f"{kind_of(fault)} of {kind_and_place(fault.exceptions[0])}"
    places = _places(fault)
    return f"{kind_of(fault)} at {' < '.join(places)}" if places else kind_of(fault)


def kind_of(fault: BaseException) -> str:
    """Name a fault by its kind and what it was made from, for those who cannot use a place."""
    return " from ".join(_kind(one) for one in _made_from(fault))


def place_of(filename: str, line: int) -> str:
    """Name a line of code as below our root, or below the folder of the libraries."""
    path = Path(filename)
    for folder in (*_LIBRARIES, _ROOT):
        if path.is_relative_to(folder):
            return f"{path.relative_to(folder).as_posix()}:{line}"
    return f"{path.name}:{line}"


def _made_from(fault: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = fault
    for _ in range(MOST_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__


def _kind(fault: BaseException) -> str:
    """Name the kind, with the code that a system or a database gave it: those are constants."""
    number = fault.errno if isinstance(fault, OSError) else None
    codes = (
        errno.errorcode.get(number) if isinstance(number, int) else None,
        getattr(fault, "sqlite_errorname", None),
        getattr(fault, "sqlstate", None),
    )
    known = next((code for code in codes if isinstance(code, str)), None)
    return f"{type(fault).__name__} {known}" if known else type(fault).__name__


def _places(fault: BaseException) -> list[str]:
    """List where it was raised, and our own files on the way there, the innermost first."""
    places = [
        place_of(frame.f_code.co_filename, line) for frame, line in walk_tb(fault.__traceback__)
    ]
    ours = [place for place in reversed(places) if place.partition("/")[0] in OURS]
    by_file: dict[str, str] = {}
    for place in places[-1:] + ours:
        by_file.setdefault(place.partition(":")[0], place)
    return list(by_file.values())[:MOST_PLACES]
