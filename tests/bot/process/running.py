"""The bot as a process of its own, started and killed for real."""

import asyncio
import os
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet

from bot.app_context import AppContext, build_app
from bot.settings.settings import read_settings
from storage.schema import migrate
from tests.fake_botapi import TOKEN


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Service:
    """``skapabot serve`` on a folder of its own. ``environ`` is what it is started with."""

    folder: Path
    api_url: str
    environ: dict[str, str] = field(init=False)
    process: asyncio.subprocess.Process | None = None
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.environ = {
            "SKAPABOT_ENVIRONMENT": "test",
            "SKAPABOT_DATA_DIR": str(self.folder),
            "SKAPABOT_SECRET_KEY": "a secret for tests only, of good length",
            "SKAPABOT_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "SKAPABOT_TELEGRAM_TOKEN": TOKEN,
            "SKAPABOT_TELEGRAM_API_URL": self.api_url.removesuffix("/bot"),
            "SKAPABOT_PORT": str(self.port),
            "SKAPABOT_SWEEP_SECONDS": "0.5",
        }

    async def app(self) -> AppContext:
        """Give the same parts in this process, to prepare and to look."""
        app = build_app(read_settings(self.environ))
        await migrate(app.database)
        return app

    async def start(self, *parts: str) -> None:
        """Serve, everything or only such parts as ``--web``."""
        with (self.folder / "log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "serve",
                *parts,
                env={**os.environ, **self.environ},
                stdout=log,
                stderr=log,
            )

    async def kill(self, how: signal.Signals = signal.SIGKILL) -> int:
        """Kill the process, and tell how it ended; it must have been alive."""
        assert self.process is not None
        assert self.process.returncode is None, f"it ended by itself:\n{self.log()}"
        self.process.send_signal(how)
        return await self.process.wait()

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")
