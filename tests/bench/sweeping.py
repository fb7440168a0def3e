"""One sweep over very many participants of whom a few are due: its cost follows the few."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from cryptography.fernet import Fernet

from bot.parts import Parts, build
from bot.reminding.sweep import Reminding, Swept
from bot.settings.settings import load_settings
from storage.schema import migrate
from tests.bench.figures import Figures, say
from tests.bench.many import taking_part
from tests.bench.scans import watched_queries
from tests.bot.reminding.days import at

DUE = at("2027-02-23 09:00")
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
    settings = load_settings(
        {
            "SKAPABOT_ENVIRONMENT": "test",
            "SKAPABOT_DATA_DIR": str(folder),
            "SKAPABOT_SECRET_KEY": "a secret for benchmarks only, of good length",
            "SKAPABOT_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        }
    )
    parts = build(settings, lambda: DUE)
    await migrate(parts.database)
    await taking_part(parts, range(1, people + 1), DUE, due)
    with watched_queries(parts.database.engine.sync_engine) as queries:
        found = await _looked(parts)
    assert found == due, found
    looks = [await _timed(parts) for _ in range(15)]
    read = sorted(await queries.full_scans(parts.database))
    await parts.database.close()
    return {
        "look_and_judge_ms": round(statistics.median(looks) * 1000, 2),
        "worst_ms": round(max(looks) * 1000, 2),
        "tables_read_from_end_to_end": read,
    }


def _reminding(parts: Parts) -> Reminding:
    reminding = Reminding(parts)
    reminding.channels = ("telegram", "web", "terminal")
    return reminding


async def _looked(parts: Parts) -> int:
    return len(await _reminding(parts).sort_out(Swept()))


async def _timed(parts: Parts) -> float:
    began = time.perf_counter()
    await _looked(parts)
    return time.perf_counter() - began
