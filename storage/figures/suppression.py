"""Small numbers hidden, also from whoever subtracts one figure from another. Pure.

A count is safe where those with something due, those who have done something and those who lack
something are five or more each; nobody who lacks anything is safe too, and so is nobody at all.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from storage.figures.cells import PARTS, Measure, Tallies, Tally
from storage.figures.groups import FEWEST, is_few

Part = TypeVar("Part", bound=Hashable)


def is_safe(of: Tally) -> bool:
    """Tell whether a count points nobody out."""
    return of.persons >= FEWEST and not is_few(of.persons_done) and not is_few(of.persons_lacking)


def safe_parts(parts: Mapping[Part, Tally]) -> dict[Part, Tally]:
    """Keep what may be told of a whole that is told: its parts are other persons each.

    What is not told has to be safe together, or it could be worked out: the smallest of the others
    goes with it until it is.
    """
    filled = {part: of for part, of in parts.items() if of.persons}
    told = {part: of for part, of in filled.items() if is_safe(of)}
    hidden = sum((of for part, of in filled.items() if part not in told), Tally())
    while told and hidden.persons and not is_safe(hidden):
        smallest = min(told, key=lambda part: told[part].persons)
        hidden += told.pop(smallest)
    return told


def safe_measures(of: Tallies) -> dict[Measure, Tally]:
    """Keep what may be told of each kind of rating: all of them, or the whole alone.

    The same persons stand in several, so what is left out could be worked out.
    """
    kinds = [of[one] for one in PARTS if of[one].due]
    told = {Measure.ALL: of[Measure.ALL]} if is_safe(of[Measure.ALL]) else {}
    if told and all(is_safe(one) for one in kinds):
        told |= {one: of[one] for one in PARTS if of[one].due}
    if is_safe(of[Measure.THREE_MONTH]):  # in no sum
        told[Measure.THREE_MONTH] = of[Measure.THREE_MONTH]
    return told
