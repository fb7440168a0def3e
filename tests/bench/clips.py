"""Clips: converting three seconds, a text said by the machine, and how large a clip is."""

import time
from collections.abc import Callable
from itertools import chain

from bot.clips.clip import ConvertedClip
from bot.clips.conversion import RATE, _spoken, _written, convert
from bot.clips.machine.speaking import speak_now
from tests.bench.figures import Figures, percentile, spread
from tests.recordings import recording
from tests.scenes import skapa

SECONDS = 3.0


def clips(times: int) -> Figures:
    """Measure recordings (a tone) and drafts (the questions of SKAPA and their answers)."""
    recorded = recording("webm", SECONDS)
    frames, _ = _spoken(recorded, SECONDS + 1)
    wordings = [(one.wording, *one.anchors) for one in skapa().items]
    texts = [*chain.from_iterable(wordings)][:times]
    drafts: list[ConvertedClip] = []
    taken = [_timed(lambda: drafts.append(speak_now("sv", text))) for text in texts]  # noqa: B023
    sizes = sorted(max(len(one.ogg), len(one.mp4)) / 1000 for one in drafts)
    clip = convert(recorded)
    return {
        "three_seconds_converted": spread(
            [_timed(lambda: convert(recorded)) for _ in range(times)]
        ),
        "floor_written_once": spread(
            [_timed(lambda: _written(frames, "ogg", "libopus", RATE)) for _ in range(times)]
        ),
        "three_seconds_kb": {"ogg": len(clip.ogg) / 1000, "mp4": len(clip.mp4) / 1000},
        "draft_made": spread(taken),
        "draft_kb": {"p50": round(percentile(sizes, 0.5), 1), "largest": round(sizes[-1], 1)},
    }


def _each(times: int, work: Callable[[], object]) -> Figures:
    return spread([_timed(work) for _ in range(times)])


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
