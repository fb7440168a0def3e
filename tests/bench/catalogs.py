"""The languages: all catalogs loaded in a process of its own, and one message rendered.

``python -m tests.bench.catalogs [floor]`` loads them and prints what it took. The floor is the same
texts from files that were compiled before, without their states and dates.
"""

import gettext
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable

import psutil

from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import PARTICIPANTS, SOURCE_LANGUAGE, STAFF, catalog_path, spoken
from bot.languages.translations import read_messages
from tests.bench.figures import Figures, percentile
from tests.bench.running import ROOT

AT_ONCE = 1000
"""So many messages are rendered between two looks at the clock."""
ONE, MANY = (
    "{count} kort fråga om hur du har det just nu. Det tar ungefär två minuter.",
    "{count} korta frågor om hur du har det just nu. Det tar ungefär två minuter.",
)


def catalogs(times: int) -> Figures:
    """Measure loading, each time in a new process, and rendering in every language."""
    rendered, floor = [], []
    for language in spoken():
        texts = catalog(language)
        template = texts.ngettext(ONE, MANY, 6)
        for _ in range(times):
            rendered.append(_each(lambda: _rendered(texts)))  # noqa: B023  # called at once
            floor.append(_each(lambda: template.format(count="6")))  # noqa: B023  # the same
    return {
        "all_loaded": _loaded(times),
        "floor_compiled_before": _loaded(times, "floor"),
        "message_us": round(percentile(rendered, 0.5) * 1e6, 2),
        "floor_format_alone_us": round(percentile(floor, 0.5) * 1e6, 2),
    }


def _rendered(texts: Catalog) -> str:
    return texts.ngettext(ONE, MANY, 6).format(count=texts.number(6))


def _each(work: Callable[[], str]) -> float:
    began = time.perf_counter()
    for _ in range(AT_ONCE):
        work()
    return (time.perf_counter() - began) / AT_ONCE


def _loaded(times: int, *arguments: str) -> Figures:
    """Give the median time (ms) and memory (MB) of loading, over some processes."""
    command = [sys.executable, "-m", "tests.bench.catalogs", *arguments]
    found = [
        json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
        for _ in range(times)
    ]
    return {
        "languages": len(spoken()),
        "ms": round(percentile([one["ms"] for one in found], 0.5), 1),
        "mb": round(percentile([one["mb"] for one in found], 0.5), 1),
    }


def _compiled() -> list[bytes]:
    from babel.messages.mofile import write_mo

    files = []
    for code in spoken():
        for domain in (PARTICIPANTS, STAFF):
            if code != SOURCE_LANGUAGE and catalog_path(code, domain).exists():
                written = io.BytesIO()
                write_mo(written, read_messages(code, domain))
                files.append(written.getvalue())
    return files


def _measure(*, floor: bool) -> None:
    files = _compiled() if floor else []
    process = psutil.Process()
    before, began = process.memory_info().rss, time.perf_counter()
    if floor:
        kept: list[object] = [gettext.GNUTranslations(io.BytesIO(one)) for one in files]
    else:
        kept = [Catalog(one) for one in spoken().values()]
    taken = time.perf_counter() - began
    used = process.memory_info().rss - before
    print(json.dumps({"ms": taken * 1000, "mb": used / 1e6, "count": len(kept)}))


if __name__ == "__main__":
    _measure(floor="floor" in sys.argv)
