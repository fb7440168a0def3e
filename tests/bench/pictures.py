"""The star as a picture: drawn anew, taken from the cache, and the least either could take."""

import time
from collections.abc import Callable

from bot.star.png import render, star_png
from dialogs.engine.star import Series, Star
from tests.bench.figures import Figures, spread
from tests.scenes import skapa

LABELS = {
    "sv": ("Hälsa", "Kunskap", "Tid", "Tro på arbete", "Kompetens", "Samarbete"),
    "ar": ("الصحة", "المعرفة", "الوقت", "الثقة بالعمل", "الكفاءة", "التعاون"),
}
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 420"></svg>'


def _star(language: str, number: int) -> Star:
    rows = [tuple((number + shift + axis) % 5 + 1 for axis in range(6)) for shift in range(4)]
    series = tuple(Series(f"{number}.{shift}", row) for shift, row in enumerate(rows))
    drawings = skapa().drawings
    return Star(LABELS[language], series, "-", rtl=language == "ar", drawings=drawings)


def _each(work: Callable[[int], object], times: int) -> Figures:
    taken = []
    for number in range(times):
        began = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - began)
    return spread(taken)


def pictures(times: int) -> Figures:
    """Measure four ratings laid over each other, in two scripts."""
    star_png(_star("sv", -1))  # the fonts are read once
    kept = _star("sv", 0)
    known = {kept: b""}
    return {
        "cold_sv": _each(lambda number: star_png(_star("sv", number)), times),
        "cold_ar": _each(lambda number: star_png(_star("ar", number)), times),
        "cached": _each(lambda _: star_png(kept), times),
        "floor_empty_picture": _each(lambda _: render(EMPTY, 720), times),
        "floor_cached_look_up": _each(lambda _: known[kept], times),
    }
