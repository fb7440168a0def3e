"""Cells of figures: how many persons and ratings of one measure, which add up. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogs.people.particulars import Sex


class Measure(StrEnum):
    """What is counted: IRIS's three kinds together, each of them, and the three-month apart."""

    ALL = "all"
    ENROLMENT = "enrolment"
    SIX_MONTH = "six-month"
    EXIT = "exit"
    THREE_MONTH = "three-month"


PARTS = (Measure.ENROLMENT, Measure.SIX_MONTH, Measure.EXIT)
"""What ``ALL`` is the sum of."""


@dataclass(frozen=True)
class Tally:
    """Persons with something due, with something done, with something lacking; then ratings."""

    persons: int = 0
    persons_done: int = 0
    persons_lacking: int = 0
    due: int = 0
    done: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add the count of other persons."""
        return Tally(
            self.persons + other.persons,
            self.persons_done + other.persons_done,
            self.persons_lacking + other.persons_lacking,
            self.due + other.due,
            self.done + other.done,
        )


Tallies = Mapping[Measure, Tally]


@dataclass(frozen=True)
class Cell:
    """Those of one sub-project, coach and sex."""

    sub_project_id: int
    coach_id: int
    sex: Sex
    tallies: Tallies


def total(cells: Iterable[Cell]) -> Tallies:
    """Add cells up."""
    found = dict.fromkeys(Measure, Tally())
    for cell in cells:
        for measure, tally in cell.tallies.items():
            found[measure] += tally
    return found
