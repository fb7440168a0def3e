"""Figures: percentiles and rounding."""

import sys
from collections.abc import Sequence
from typing import Any

Figures = dict[str, Any]


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that ``share`` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def spread(seconds: Sequence[float]) -> Figures:
    """Give the p50 and p95 of durations, in milliseconds."""
    if not seconds:
        return {"count": 0}
    return {
        "p50_ms": round(percentile(seconds, 0.5) * 1000, 2),
        "p95_ms": round(percentile(seconds, 0.95) * 1000, 2),
        "count": len(seconds),
    }


def say(line: str) -> None:
    """Tell how far we are; standard output is for the figures alone."""
    print(line, file=sys.stderr, flush=True)


def cost(seconds: Sequence[float], worked: Sequence[float]) -> Figures:
    """Give how long requests took, and what this process worked: others slow only the first."""
    work = spread(worked)
    return {**spread(seconds), "work_p50_ms": work["p50_ms"], "work_p95_ms": work["p95_ms"]}
