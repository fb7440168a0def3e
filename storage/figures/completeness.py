"""Completeness: how many of the ratings that the plan asks for are done, and nobody singled out.

There is one definition, for coaches and leaders: of everybody's occasions that have fallen due,
those with a rating whose figures are here. Who has left since is in it, and whoever is looked at
or not makes no difference.

A coach sees the plain numbers of the own caseload. To a leader a figure is told as it is where at
least five persons have something due, and those who have done something, and those who lack
something, are five or more, or none. As in the groups beside this, smaller numbers are hidden, and
so is what they could be worked out from:

- Where few have anything due, or few have done anything, nothing is told.
- Where one to four persons lack a rating, the share is told from below: what it would be if four
  ratings were missing, and never more than the goal. That figure hangs on the number of ratings
  due alone, so it is true and says the same whether one is missing or four. If these few miss
  more ratings than that, nothing is told.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.occasions.occasion import (
    DONE,
    ELSEWHERE_REASONS,
    LACKING,
    OccasionKind,
    Reason,
)
from dialogs.reports.completeness import TARGET
from dialogs.reports.wordings import WordingShares
from storage.figures.groups import FEWEST, is_few
from storage.figures.wordings import wording_shares
from storage.tables.agenda import Occasion
from storage.tables.people import Participant, SubProject


@dataclass(frozen=True)
class Completeness:
    """One sub-project's due ratings. ``due`` and ``done`` are None where they are not told.

    ``at_least`` is a share in per cent, where only the small remainder is hidden; ``reasons`` has
    (reason, persons) where a due rating was missed, without small numbers.
    """

    name: str
    due: int | None
    done: int | None
    reasons: Sequence[tuple[Reason, int]] = ()
    at_least: int | None = None
    wordings: WordingShares = ()
    """How far the wordings had come that its answers were given to."""

    @property
    def percent(self) -> int | None:
        """Give the share done, rounded down: 95 is only said where it is reached."""
        return None if not self.due or self.done is None else 100 * self.done // self.due


@dataclass(frozen=True)
class CaseloadShare:
    """One coach's due ratings, and how many of them are done."""

    due: int
    done: int


@dataclass(frozen=True)
class _Counts:
    """What was counted in one sub-project: persons of each kind, then ratings."""

    name: str
    persons: int
    persons_done: int
    persons_lacking: int
    due: int
    done: int


IS_DONE = Occasion.status.in_(DONE)
"""Of an occasion in a statement: there is a rating, with its figures."""


def was_due(today: dt.date) -> ColumnElement[bool]:
    """Make a condition on ``Occasion``: it fell due up to a local day, by the plan.

    Ratings on wish were never due, and do not count.
    """
    return (Occasion.due_on <= today) & (Occasion.kind != OccasionKind.EXTRA)


async def coach_completeness(session: AsyncSession, coach_id: int, today: dt.date) -> CaseloadShare:
    """Count what was due up to the local day ``today`` among all of a coach's participants."""
    counted = await session.execute(
        select(func.count(Occasion.id), func.coalesce(func.sum(case((IS_DONE, 1), else_=0)), 0))
        .join(Participant, Participant.id == Occasion.participant_id)
        .where(Participant.coach_id == coach_id, was_due(today))
    )
    due, done = counted.one()
    return CaseloadShare(int(due), int(done))


async def completeness(
    session: AsyncSession, today: dt.date, among: Collection[int], *, whole: bool = False
) -> list[Completeness]:
    """Count, in these sub-projects, where something was due up to the local day ``today``.

    ``whole``: small numbers too, for whoever evaluates.
    """
    counted = await session.execute(
        select(
            SubProject.id,
            SubProject.name,
            _person_count(),
            _person_count(IS_DONE),
            _person_count(~IS_DONE),
            func.count(Occasion.id),
            func.sum(case((IS_DONE, 1), else_=0)),
        )
        .join(Participant, Participant.sub_project_id == SubProject.id)
        .join(Occasion, Occasion.participant_id == Participant.id)
        .where(was_due(today), SubProject.id.in_(among))
        .group_by(SubProject.id, SubProject.name)
        .order_by(SubProject.name)
    )
    why = case(
        (Occasion.reason.is_(None), Reason.SILENT),
        (Occasion.reason == Reason.EXIT, Reason.ENDED),
        (Occasion.reason.in_(ELSEWHERE_REASONS), Reason.PAPER),
        else_=Occasion.reason,
    ).label("why")
    missed = await session.execute(
        select(Participant.sub_project_id, why, _person_count())
        .join(Occasion, Occasion.participant_id == Participant.id)
        .where(was_due(today), Occasion.status.in_(LACKING))
        .group_by(Participant.sub_project_id, why)
        .having(_person_count() >= (1 if whole else FEWEST))
        .order_by(_person_count().desc())
    )
    reasons: dict[int, list[tuple[Reason, int]]] = {}
    for key, reason, count in missed:
        reasons.setdefault(key, []).append((Reason(reason), count))
    wordings = await wording_shares(session)
    found = []
    for key, name, *numbers in counted:
        counts = _Counts(name, *(int(number) for number in numbers))
        why_not = reasons.get(key, ())
        told = (
            Completeness(name, counts.due, counts.done, why_not)
            if whole
            else _without_small_groups(counts, why_not)
        )
        found.append(replace(told, wordings=wordings.get(key, ())))
    return found


def _person_count(which: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    """Count persons, each once: all of them, or those with a rating of that kind."""
    who = Occasion.participant_id
    return func.count(func.distinct(who if which is None else case((which, who))))


def _without_small_groups(of: _Counts, reasons: Sequence[tuple[Reason, int]]) -> Completeness:
    """Hide what small numbers could be worked out from."""
    if of.persons < FEWEST or is_few(of.persons_done):
        return Completeness(of.name, None, None)
    if not is_few(of.persons_lacking):
        return Completeness(of.name, of.due, of.done, reasons)
    hidden = FEWEST - 1
    at_least = min(100 * (of.due - hidden) // of.due, TARGET)
    known = of.due - of.done <= hidden
    return Completeness(of.name, None, None, at_least=at_least if known else None)
