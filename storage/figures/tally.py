"""The count behind completeness: of everybody enrolled, what had fallen due and what is done.

One pass over the participants and their occasions, in the database; every cell holds whole persons,
so cells of one measure add up. The definition in words: docs/completeness.md.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum
from functools import cache, reduce
from operator import add
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Date,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.occasions.occasion import DONE, OccasionKind
from dialogs.people.enrolment import ExitReason
from storage.figures.cells import PARTS, Cell, Measure, Tally
from storage.figures.packed import bits
from storage.tables.agenda import Occasion
from storage.tables.people import Participant

_KINDS = {
    Measure.ENROLMENT: OccasionKind.ENROLMENT,
    Measure.SIX_MONTH: OccasionKind.SIX_MONTH,
    Measure.EXIT: OccasionKind.EXIT,
    Measure.THREE_MONTH: OccasionKind.THREE_MONTH,
}
COUNTED = tuple(_KINDS[measure] for measure in PARTS)
"""The kinds of occasion that completeness is about."""

_TODAY = bindparam("today", type_=Date())

IS_DONE = Occasion.status.in_(DONE)
"""Of an occasion in a statement: there is a rating, with its figures."""


def was_due(today: dt.date | BindParameter[dt.date]) -> ColumnElement[bool]:
    """Make a condition on ``Occasion`` and its ``Participant``: it fell due up to a local day.

    By the plan: ratings on wish were never due. Nor what would have come after the exit.
    """
    return and_(
        Occasion.due_on <= today,
        Occasion.kind != OccasionKind.EXTRA,
        or_(
            Occasion.kind == OccasionKind.EXIT,
            Participant.exit_on.is_(None),
            Occasion.due_on <= Participant.exit_on,
        ),
    )


def owes_last(today: dt.date | BindParameter[dt.date]) -> ColumnElement[bool]:
    """Say of a participant in a statement that they have left, and owe a last rating for that."""
    return and_(
        Participant.exit_on <= today,
        or_(Participant.exit_reason.is_(None), Participant.exit_reason != ExitReason.DECEASED),
    )


class Whose(StrEnum):
    """Whose participants are counted: everybody's, one coach's, or those of some sub-projects."""

    ALL = "all"
    COACH = "coach"
    SUB_PROJECTS = "sub-projects"


async def tally_cells(
    session: AsyncSession,
    today: dt.date,
    *,
    coach_id: int | None = None,
    sub_projects: Collection[int] | None = None,
) -> Sequence[Cell]:
    """Count everybody enrolled up to the local day ``today``; of one coach, or some sub-projects.

    A coach goes before sub-projects; None: everybody.
    """
    whose, asked = Whose.ALL, dict[str, Any]()
    if coach_id is not None:
        whose, asked = Whose.COACH, {"coach": coach_id}
    elif sub_projects is not None:
        whose, asked = Whose.SUB_PROJECTS, {"projects": list(sub_projects)}
    found = await session.execute(_counted(whose), {"today": today, **asked})
    return [
        Cell(project, coach, sex, dict(zip(Measure, _tallies(numbers), strict=True)))
        for project, coach, sex, *numbers in found
    ]


def _tallies(numbers: Sequence[Any]) -> list[Tally]:
    size = 5
    return [
        Tally(*(int(number or 0) for number in numbers[place : place + size]))
        for place in range(0, len(numbers), size)
    ]


_BITS = 7
"""A person has fewer than 128 ratings of a kind: so many bits of one number hold them."""
_PLACES = {kind: place for place, kind in enumerate(_KINDS.values())}
_DONE = len(_PLACES)
"""The done ones of each kind stand so many places above those that were due."""


@cache
def _counted(whose: Whose) -> Select[Any]:
    """Build the statement, once: that takes a sixth of the time that it runs."""
    each = _each_person(whose)

    def number(kinds: Sequence[OccasionKind], above: int) -> ColumnElement[int]:
        """Give how many of some kinds a person's number holds."""
        found = [bits(each.c.packed, _PLACES[kind] + above, _BITS) for kind in kinds]
        return reduce(add, found)

    columns = list[ColumnElement[Any]]()
    for measure in Measure:
        kinds = COUNTED if measure is Measure.ALL else (_KINDS[measure],)
        due, done = number(kinds, 0), number(kinds, _DONE)
        columns += [
            func.sum(case((due > 0, 1), else_=0)),
            func.sum(case((done > 0, 1), else_=0)),
            func.sum(case((done < due, 1), else_=0)),
            func.sum(due),
            func.sum(done),
        ]
    cell = each.c.sub_project_id, each.c.coach_id, each.c.sex
    return select(*cell, *columns).group_by(*cell)


def _of(whose: Whose) -> Sequence[ColumnElement[bool]]:
    match whose:
        case Whose.ALL:
            return ()
        case Whose.COACH:
            return (Participant.coach_id == bindparam("coach"),)
        case Whose.SUB_PROJECTS:
            return (Participant.sub_project_id.in_(bindparam("projects", expanding=True)),)


def _each_person(whose: Whose) -> Subquery:
    """Count each person's ratings in one number; whoever has left owes a last one, asked or not.

    One sum an occasion instead of ten: this is what the whole count takes its time for.
    """
    one = case(
        {str(kind): 1 << _BITS * place for kind, place in _PLACES.items()},
        value=type_coerce(Occasion.kind, String),
        else_=0,
    )
    with_done = case((IS_DONE, 1 + (1 << _BITS * _DONE)), else_=1)
    summed = func.coalesce(func.sum(cast(one, BigInteger) * cast(with_done, BigInteger)), 0)
    packed = cast(summed, BigInteger)
    exits = bits(packed, _PLACES[OccasionKind.EXIT], _BITS)
    last = case(
        (and_(owes_last(_TODAY), exits == 0), 1 << _BITS * _PLACES[OccasionKind.EXIT]), else_=0
    )
    return (
        select(
            Participant.sub_project_id,
            Participant.coach_id,
            Participant.sex,
            (packed + last).label("packed"),
        )
        .outerjoin(Occasion, and_(Occasion.participant_id == Participant.id, was_due(_TODAY)))
        .where(*_of(whose))
        .group_by(Participant.id)
        .subquery()
    )
