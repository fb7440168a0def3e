"""Small numbers hidden, also from whoever subtracts one figure from another. Pure.

A count is safe where those with something due, those who have done something and those who lack
something are five or more each; nobody who lacks anything is safe too, and so is nobody at all.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
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
    told = {Measure.ALL: of[Measure.ALL]} if is_safe(of[Measure.ALL]) else {}
    if told and all(_is_none_or_safe(of[one]) for one in PARTS):
        told |= {one: of[one] for one in PARTS}
    if _is_none_or_safe(of[Measure.THREE_MONTH]):  # in no sum
        told[Measure.THREE_MONTH] = of[Measure.THREE_MONTH]
    return told


def _is_none_or_safe(of: Tally) -> bool:
    return not of.persons or is_safe(of)


def safe_table(
    whole: Collection[Measure], parts: Mapping[Part, Tallies]
) -> dict[Part, dict[Measure, Tally]]:
    """Keep what may be told by part and kind of rating at once; ``whole``: what is told of all.

    Of a part all kinds are told or none, as of the whole; and of each kind what is left out is
    safe together, as of the sum of the kinds.
    """
    found: dict[Part, dict[Measure, Tally]] = {}
    for measure in (Measure.ALL, Measure.THREE_MONTH):
        if measure in whole:
            for part, of in safe_parts({one: of[measure] for one, of in parts.items()}).items():
                found.setdefault(part, {})[measure] = of
    if not set(PARTS) <= set(whole):
        return found
    fits = {
        part
        for part, told in found.items()
        if Measure.ALL in told and all(_is_none_or_safe(parts[part][one]) for one in PARTS)
    }
    while fits and not _is_safe_without(fits, parts):
        fits.remove(min(fits, key=lambda part: parts[part][Measure.ALL].persons))
    for part in fits:
        found[part] |= {one: parts[part][one] for one in PARTS}
    return found


def _is_safe_without(told: Collection[Part], parts: Mapping[Part, Tallies]) -> bool:
    """Tell whether those who are not told are safe together, in each kind."""
    hidden: Iterable[Tallies] = [of for part, of in parts.items() if part not in told]
    return all(_is_none_or_safe(sum((of[measure] for of in hidden), Tally())) for measure in PARTS)
