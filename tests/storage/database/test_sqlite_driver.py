"""The driver of SQLite leaves nothing behind where a file cannot be opened."""

import threading
from pathlib import Path

import pytest

from storage.database.sqlite_driver import connect


def own_threads() -> set[threading.Thread]:
    return {one for one in threading.enumerate() if "_connection_worker_thread" in one.name}


async def test_a_file_that_cannot_be_made_leaves_no_thread_behind(tmp_path: Path) -> None:
    """It would answer to a loop that is closed by then."""
    (tmp_path / "file").write_text("no folder")
    before = own_threads()
    for _ in range(20):
        with pytest.raises(OSError, match="file"):
            await connect(str(tmp_path / "file" / "x.db"))
        assert own_threads() <= before  # one of an earlier test may end meanwhile
