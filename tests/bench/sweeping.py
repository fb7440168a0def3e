"""One sweep over very many participants of whom a few are due: its cost follows the few."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from cryptography.fernet import Fernet

from bot.app_context import AppContext, build_app
from bot.reminding.sweep import Reminding, SweepCounts
from bot.settings.settings import read_settings
from dialogs.people.accounts import KNOCK_ORDER
from storage.schema import migrate
from tests.bench.figures import Figures, say
from tests.bench.many import write_participants
from tests.bench.scans import watched_queries
from tests.moments import moment

DUE = moment("2027-02-23 09:00")
FEW = 200


async def sweeping(people: int) -> Figures:
    """Measure looking and judging; among ten times fewer people as the floor."""
    figures: Figures = {}
    for enrolled in (people // 10, people):
        figures[f"of_{enrolled}"] = await _measured(enrolled, FEW)
    figures["idle"] = await _measured(people, 0)
    return figures


async def _measured(people: int, due: int) -> Figures:
    folder = Path(tempfile.mkdtemp(prefix="skapabot-sweep-"))
    try:
        return await _swept(folder, people, due)
    finally:
        shutil.rmtree(folder)


async def _swept(folder: Path, people: int, due: int) -> Figures:
    say(f"sweep: {people} people, {due} due")
    settings = read_settings(
        {
            "SKAPABOT_ENVIRONMENT": "test",
            "SKAPABOT_DATA_DIR": str(folder),
            "SKAPABOT_SECRET_KEY": "a secret for benchmarks only, of good length",
            "SKAPABOT_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        }
    )
    app = build_app(settings, lambda: DUE)
    await migrate(app.database)
    await write_participants(app, range(1, people + 1), DUE, due)
    with watched_queries(app.database.engine.sync_engine) as queries:
        found = await _looked(app)
    assert found == due, found
    looks = [await _timed(app) for _ in range(15)]
    read = sorted(await queries.full_scans(app.database))
    await app.database.close()
    return {
        "look_and_judge_ms": round(statistics.median(looks) * 1000, 2),
        "worst_ms": round(max(looks) * 1000, 2),
        "tables_read_from_end_to_end": read,
    }


def _reminding(app: AppContext) -> Reminding:
    reminding = Reminding(app)
    reminding.channels = KNOCK_ORDER
    return reminding


async def _looked(app: AppContext) -> int:
    return len(await _reminding(app).sort_out(SweepCounts()))


async def _timed(app: AppContext) -> float:
    began = time.perf_counter()
    await _looked(app)
    return time.perf_counter() - began
