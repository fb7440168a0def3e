"""Change: what may be called one between two ratings of one person. The only definition.

What it rests on stands in docs/change.md. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CLEAR_STEPS = 2
"""So many steps on one item are a change; one is within what unchanged people show."""
CLEAR_SUM = 5
"""So many steps on the sum are a change."""
FEWEST_IN_SUM, MOST_IN_SUM = 5, 6
"""A sum needs so many items that both ratings answered, of an instrument of at most six."""

Values = Mapping[str, int | None]
"""A finished rating's values by item; None where it was skipped."""


@dataclass(frozen=True)
class SumChange:
    """A change of the sum: by so many steps (+ is up), over so many of the items asked."""

    steps: int
    counted: int
    asked: int


@dataclass(frozen=True)
class Change:
    """What has changed from one rating to a later one. False where nothing has.

    ``steps`` has the items that changed, with how far (+ is up), in the order of the later rating.
    """

    steps: Mapping[str, int] = field(default_factory=dict)
    sum: SumChange | None = None

    def __bool__(self) -> bool:
        """Tell whether anything may be called a change."""
        return bool(self.steps) or self.sum is not None

    @property
    def is_fall(self) -> bool:
        """Tell whether an item or the sum has gone down."""
        fell = any(steps < 0 for steps in self.steps.values())
        return fell or (self.sum is not None and self.sum.steps < 0)


def change_between(earlier: Values, later: Values) -> Change:
    """Compare two ratings of one instrument. What either has skipped is neither guessed nor 0."""
    moved = {
        item: value - before
        for item, value in later.items()
        if value is not None and (before := earlier.get(item)) is not None
    }
    clear = {item: steps for item, steps in moved.items() if abs(steps) >= CLEAR_STEPS}
    asked = len(earlier.keys() | later.keys())
    steps = sum(moved.values())
    if asked > MOST_IN_SUM or len(moved) < FEWEST_IN_SUM or abs(steps) < CLEAR_SUM:
        return Change(clear)
    return Change(clear, SumChange(steps, len(moved), asked))


def lasting_fall(earlier: Values, later: Values, newest: Values) -> Change:
    """Give what had gone down from one rating to the next and has not risen up to the newest."""
    fell = change_between(earlier, later)
    rose = {
        item: value - before
        for item, value in newest.items()
        if value is not None and (before := later.get(item)) is not None
    }
    total = fell.sum if fell.sum is not None and fell.sum.steps < 0 else None
    return Change(
        {item: by for item, by in fell.steps.items() if by < 0 and rose.get(item, 0) <= 0},
        total if sum(rose.values()) <= 0 else None,
    )
