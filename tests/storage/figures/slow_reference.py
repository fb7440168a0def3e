"""Completeness once more, slowly and apart from the program: person by person, as it is written.

It shares nothing with ``storage.figures`` but the tables' words, so that both can be wrong only in
different ways. The text it follows: docs/completeness.md.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class ReferencePerson:
    """A person as somebody with a binder would know them. Occasions: (kind, due on, status)."""

    sub_project: int
    coach: int
    sex: str
    exit_on: dt.date | None = None
    exit_reason: str | None = None
    occasions: list[tuple[str, dt.date, str]] = field(default_factory=list)


def owed(person: ReferencePerson, today: dt.date) -> list[tuple[str, bool]]:
    """List what somebody owed up to a day, and whether it was given."""
    found = []
    for kind, due_on, status in person.occasions:
        if kind == "extra" or due_on > today:
            continue
        if kind != "exit" and person.exit_on is not None and due_on > person.exit_on:
            continue
        found.append((kind, status in ("done", "late-done")))
    has_left = person.exit_on is not None and person.exit_on <= today
    if has_left and person.exit_reason != "deceased" and "exit" not in [kind for kind, _ in found]:
        found.append(("exit", False))
    return found


def reference(
    people: list[ReferencePerson], today: dt.date
) -> dict[tuple[int, int, str, str], tuple[int, int, int, int, int]]:
    """Count by sub-project, coach, sex and measure: persons, with done, lacking; due, done."""
    counts: dict[tuple[int, int, str, str], list[int]] = defaultdict(lambda: [0] * 5)
    measures = {
        "all": ("enrolment", "six-month", "exit"),
        "enrolment": ("enrolment",),
        "six-month": ("six-month",),
        "exit": ("exit",),
        "three-month": ("three-month",),
    }
    for person in people:
        for name, kinds in measures.items():
            mine = [given for kind, given in owed(person, today) if kind in kinds]
            count = counts[person.sub_project, person.coach, person.sex, name]
            count[0] += len(mine) > 0
            count[1] += any(mine)
            count[2] += not all(mine)
            count[3] += len(mine)
            count[4] += sum(mine)
    return {key: (a, b, c, d, e) for key, (a, b, c, d, e) in counts.items()}
