"""The drawings that go with the program: the pictograms of the areas, and the steps of a scale."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from dialogs.instruments.drawing import parse_drawing

SCALE = "scale"
"""What the drawings of the scale are called together; each has its number after it."""
STEPS = 5
"""How many there are, from empty to full."""
_FOLDER = resources.files("dialogs") / "instruments" / "drawings"


class DrawingState(StrEnum):
    """How far a drawing has come: is it understood?"""

    DRAWN = "drawn"
    TRIED = "tried"
    """Shown to people who were asked what it means; ``Origin.tried_with`` says to how many."""
    APPROVED = "approved"


@dataclass(frozen=True)
class Origin:
    """Where a drawing comes from, and how far it has come."""

    state: DrawingState
    by: str
    date: dt.date
    tried_with: int


@cache
def _drawings() -> Mapping[str, str]:
    return {
        file.name.removesuffix(".svg"): parse_drawing(file.read_text(encoding="utf-8"))
        for file in _FOLDER.iterdir()
        if file.name.endswith(".svg")
    }


def pictograms() -> dict[str, str]:
    """Give our pictograms as name to shapes, for instruments to name."""
    return {name: shapes for name, shapes in _drawings().items() if not _is_of_scale(name)}


def has_drawings(points: int) -> bool:
    """Tell whether a scale's points have drawings: of more than ours two would look the same."""
    return points <= STEPS


def scale_drawing(level: int, points: int) -> str:
    """Give the shapes for a point of a scale, from empty (``level`` 1) to full; "" for none."""
    if not has_drawings(points):
        return ""
    return _drawings()[f"{SCALE}-{1 + round((level - 1) * (STEPS - 1) / max(points - 1, 1))}"]


@cache
def origins() -> Mapping[str, Origin]:
    """Tell of each pictogram, and of the scale's drawings together, how far it has come."""
    told = tomllib.loads((_FOLDER / "drawings.toml").read_text(encoding="utf-8"))
    return {
        name: Origin(DrawingState(of["state"]), of["by"], of["date"], of["tried_with"])
        for name, of in told.items()
    }


def _is_of_scale(name: str) -> bool:
    return name.startswith(f"{SCALE}-")
