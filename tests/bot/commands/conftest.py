"""The command line, run in this process as its operator would run it."""

import asyncio
import io
import os
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.app_context import AppContext, build_app
from bot.commands import main
from bot.settings.settings import read_settings


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


def with_parts(work: Callable[[AppContext], Awaitable[object]]) -> None:
    """Do something with the parts as the environment has them now."""

    async def working() -> None:
        app = build_app(read_settings())
        try:
            await work(app)
        finally:
            await app.database.close()

    asyncio.run(working())


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings for a fresh database in a folder of its own."""
    for name, value in {
        "ENVIRONMENT": "test",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "a secret for tests only, of good length",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "PUBLIC_URL": "https://chat.example.org",
    }.items():
        monkeypatch.setenv(f"SKAPABOT_{name}", value)
    return tmp_path


@pytest.fixture
def skapabot(
    environ: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Run a command in ``environ``: ``skapabot("invite", "--label", "Bo")``."""
    assert environ.exists()

    def run(*arguments: str, stdin: str = "") -> Ran:
        monkeypatch.setattr("sys.argv", ["skapabot", *arguments])
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return Ran(int(ended.value.code or 0), shown.out, shown.err)

    # What the program sets for its own process goes with the test.
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    mask = os.umask(0o022)
    yield run
    os.umask(mask)
