"""The two bots that are compared, ours and the floor: each a process with its own database."""

import asyncio
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

from bot.app_context import build_app
from bot.settings.settings import read_settings
from storage.people.invitations import invite
from storage.people.participants import add_participant
from storage.people.sub_projects import ensure_sub_project
from storage.schema import migrate
from tests.bench.running import Running, free_port
from tests.fake_botapi import TOKEN, FakeBotApi
from tests.people import add_coach

FIRST_CHAT = 1000
Codes = list[tuple[int, str]]


@dataclass(frozen=True)
class Contestant:
    """A bot to be measured. ``steps`` presses lead from the invitation to the first question."""

    arguments: list[str]
    environ: dict[str, str]
    folder: Path
    codes: Codes
    steps: int
    count_answers: str

    def running(self) -> Running:
        """Make the process; entering it starts it."""
        return Running(self.arguments, self.environ, self.folder / "log.txt")

    def stored(self) -> int:
        """Count the answers in the database."""
        with sqlite3.connect(self.folder / "bot.db") as connection:
            return int(connection.execute(self.count_answers).fetchone()[0])


def floor(api: FakeBotApi, people: int, calls: int) -> Contestant:
    """Set the floor up."""
    folder = Path(tempfile.mkdtemp(prefix="skapabot-floor-"))
    environ = {
        "TOKEN": TOKEN,
        "BASE_URL": api.url,
        "DATABASE": str(folder / "bot.db"),
        "CALLS": str(calls),
    }
    codes = [(FIRST_CHAT + number, "") for number in range(people)]
    count = "SELECT count(*) FROM answers"
    return Contestant(["tests.bench.floor_bot"], environ, folder, codes, 0, count)


async def ours(api: FakeBotApi, people: int, **more: str) -> Contestant:
    """Set our service up with so many invited people."""
    folder = Path(tempfile.mkdtemp(prefix="skapabot-bench-"))
    environ = {
        "SKAPABOT_ENVIRONMENT": "test",
        "SKAPABOT_DATA_DIR": str(folder),
        "SKAPABOT_DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "SKAPABOT_SECRET_KEY": "a secret for benchmarks only, of good length",
        "SKAPABOT_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "SKAPABOT_TELEGRAM_TOKEN": TOKEN,
        "SKAPABOT_TELEGRAM_API_URL": api.url.removesuffix("/bot"),
        "SKAPABOT_PORT": str(free_port()),
        **more,
    }
    codes = await _invited(environ, people)
    count = "SELECT count(*) FROM answers WHERE value IS NOT NULL"
    return Contestant(["bot", "serve"], environ, folder, codes, 3, count)


async def _invited(environ: dict[str, str], people: int) -> Codes:
    app = build_app(read_settings(environ))
    await migrate(app.database)
    now = app.clock()
    codes = []
    coach_id = await add_coach(app)
    async with app.database.writing() as session:
        project = await ensure_sub_project(session, "Bench")
        for number in range(people):
            person = await add_participant(
                session, coach_id=coach_id, sub_project_id=project.id, name=f"No {number}", now=now
            )
            codes.append((FIRST_CHAT + number, (await invite(session, person.id, now))[0]))
            await asyncio.sleep(0)
    await app.database.close()
    return codes
