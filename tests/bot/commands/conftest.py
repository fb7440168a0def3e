"""The command line, run in this process as its operator would run it."""

import asyncio
import io
import os
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.app_context import AppContext, build_app
from bot.commands import check, main
from bot.languages.catalog_check import catalog_faults
from bot.settings.settings import read_settings
from dialogs.instruments.instrument import Instrument
from tests.migrated import lay_tables


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


_KNOWN: list[tuple[list[Instrument], list[str]]] = []


def faults_found_before(own: Iterable[Instrument]) -> list[str]:
    """Give the faults of the catalogs, looked for once for the same instruments."""
    instruments = list(own)
    for known, faults in _KNOWN:
        if known == instruments:
            return faults
    _KNOWN.append((instruments, catalog_faults(instruments)))
    return _KNOWN[-1][1]


@pytest.fixture(autouse=True)
def catalogs_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """``check`` reads every catalog, for a second; the files are the same in all of its tests."""
    monkeypatch.setattr(check, "catalog_faults", faults_found_before)


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
def tables(environ: Path) -> Path:
    """The database with its tables, a copy; ``migrate`` has only the keys to note in it."""
    asyncio.run(lay_tables(environ / "skapabot.db"))
    return environ


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
