"""``python -m tests.bench [--quick] [--only PART …]``: measure, and print one JSON document.

Nothing here is a test: figures depend on the machine, so each stands beside a floor from the same
run. Everything runs on the loopback interface and in temporary folders.
"""

import argparse
import asyncio
import json
import os
import platform
import sqlite3
import time
from collections.abc import Awaitable, Callable

os.environ["PTB_TIMEDELTA"] = "true"

from tests.bench.answering import answering
from tests.bench.catalogs import catalogs
from tests.bench.clips import clips
from tests.bench.figures import Figures, say
from tests.bench.pages import web_chat
from tests.bench.pictures import pictures
from tests.bench.sounds import sounds
from tests.bench.staff_pages import staff_pages
from tests.bench.sweeping import sweeping
from tests.bench.wave import wave

Part = Callable[[bool], Awaitable[Figures]]


async def _answering(quick: bool) -> Figures:
    return await answering(80 if quick else 1000)


async def _pictures(quick: bool) -> Figures:
    return await asyncio.to_thread(pictures, 10 if quick else 40)


async def _sounds(quick: bool) -> Figures:
    return await sounds(20 if quick else 200)


async def _web_chat(quick: bool) -> Figures:
    return await web_chat(40 if quick else 300)


async def _staff_pages(quick: bool) -> Figures:
    people, coaches, times = (800, 16, 20) if quick else (10_000, 200, 60)
    return await staff_pages(people, coaches, times)


async def _wave(quick: bool) -> Figures:
    return await wave(400 if quick else 10_000)


async def _sweeping(quick: bool) -> Figures:
    return await sweeping(10_000 if quick else 100_000)


async def _catalogs(quick: bool) -> Figures:
    return await asyncio.to_thread(catalogs, 3 if quick else 9)


async def _clips(quick: bool) -> Figures:
    return await asyncio.to_thread(clips, 8 if quick else 36)


PARTS: dict[str, Part] = {
    "sweeping": _sweeping,
    "wave": _wave,
    "pictures": _pictures,
    "catalogs": _catalogs,
    "clips": _clips,
    "sounds": _sounds,
    "web_chat": _web_chat,
    "staff_pages": _staff_pages,
    "answering": _answering,
}


async def _figures(names: list[str], *, quick: bool) -> Figures:
    load = os.getloadavg()
    figures: Figures = {
        "machine": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "cores": os.cpu_count(),
            "load_before": [round(value, 2) for value in load],
        },
        "quick": quick,
    }
    for name in names:
        say(f"{name} …")
        began = time.perf_counter()
        try:
            figures[name] = await PARTS[name](quick)
        except Exception as fault:  # noqa: BLE001  # the other parts are still worth having
            figures[name], figures[f"{name}_why_not"] = None, f"{type(fault).__name__}: {fault}"
        say(f"{name}: {time.perf_counter() - began:.0f} s")
    return figures


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small, to try it out")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART")
    asked = parser.parse_args()
    print(json.dumps(asyncio.run(_figures(asked.only, quick=asked.quick)), indent=2))


if __name__ == "__main__":
    main()
