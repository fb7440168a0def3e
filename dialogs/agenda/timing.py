"""Timing: what decides when one participant is asked."""

from dataclasses import dataclass

from dialogs.agenda.plan import Plan
from dialogs.agenda.writing_hours import (
    FreeDay,
    Rhythm,
)


@dataclass(frozen=True)
class Timing:
    """What decides when one participant is asked."""

    plan: Plan
    rhythm: Rhythm
    free: FreeDay
