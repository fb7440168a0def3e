"""Completeness: how many of the ratings that the plan asks for are done, and nobody singled out.

There is one definition, for coaches and leaders: of the enrolments, six-month follow-ups and exits
of everybody enrolled that have fallen due, those with a rating whose figures are here. Whether or
not they ever opened the bot, who has left since, and who is looked at makes no difference. The
three-month ratings are counted apart (``storage.figures.tally``; in words: docs/completeness.md).

A coach sees the plain numbers of the own caseload. To a leader a figure is told as it is where at
least five persons have something due, and those who have done something, and those who lack
something, are five or more, or none. As in the groups beside this, smaller numbers are hidden, and
so is what they could be worked out from (``storage.figures.suppression``):

- Where few have anything due, or few have done anything, nothing is told.
- Where one to four persons lack a rating, the share is told from below: what it would be if four
  ratings were missing, and never more than the goal. That figure hangs on the number of ratings
  due alone, so it is true and says the same whether one is missing or four. If these few miss
  more ratings than that, nothing is told.
- Parts (by sex, by coach) are told where the whole is, and where what is left out is safe together.
- So are reasons, where those with another reason are five or more as well, or none.
- A reader who has plain numbers of their own caseload could take them away from these: what is
  left then, the others, has to be safe too, or it is not told.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.occasions.occasion import Reason
from dialogs.people.particulars import Sex
from dialogs.people.staff import StaffRole
from dialogs.reports.completeness import TARGET
from dialogs.reports.wordings import WordingShares
from storage.figures.cells import Cell, Measure, Tallies, Tally, total
from storage.figures.groups import FEWEST, is_few
from storage.figures.reasons import (
    ReasonCounts,
    by_reason,
    reason_counts,
    safe_reasons,
    together,
)
from storage.figures.suppression import safe_measures, safe_parts, safe_table
from storage.figures.tally import tally_cells
from storage.figures.wordings import wording_shares
from storage.tables.people import Staff, SubProject


@dataclass(frozen=True)
class Completeness:
    """One sub-project's due ratings. ``due`` and ``done`` are None where they are not told.

    ``at_least`` is a share in per cent, where only the small remainder is hidden; ``reasons`` has
    (reason, persons) where a due rating was missed, without small numbers. ``beside_own``: it is
    not told, as the reader's own numbers would give the few others away.
    """

    name: str
    due: int | None
    done: int | None
    reasons: Sequence[tuple[Reason, int]] = ()
    at_least: int | None = None
    wordings: WordingShares = ()
    """How far the wordings had come that its answers were given to."""
    measures: Mapping[Measure, Tally] = field(default_factory=dict)
    """What is told of each kind of rating."""
    sexes: Mapping[Sex, Tallies] = field(default_factory=dict)
    """What is told of women, men and others, of each kind of rating."""
    coaches: Mapping[int, Tally] = field(default_factory=dict)
    """By the coach's id."""
    beside_own: bool = False

    @property
    def percent(self) -> int | None:
        """Give the share done, rounded down: 95 is only said where it is reached."""
        return None if not self.due or self.done is None else 100 * self.done // self.due


class _Parts(TypedDict):
    measures: dict[Measure, Tally]
    sexes: dict[Sex, dict[Measure, Tally]]
    coaches: dict[int, Tally]


@dataclass(frozen=True)
class CaseloadShare:
    """One coach's due ratings, and how many of them are done."""

    due: int
    done: int


def own_of(staff: Staff) -> int | None:
    """Give whose plain numbers a reader sees besides: their own, where they are a coach too."""
    return staff.id if StaffRole.COACH in staff.roles else None


async def coach_completeness(session: AsyncSession, coach_id: int, today: dt.date) -> CaseloadShare:
    """Count what was due up to the local day ``today`` among all of a coach's participants."""
    of = total(await tally_cells(session, today, coach_id=coach_id))[Measure.ALL]
    return CaseloadShare(of.due, of.done)


async def coach_tallies(
    session: AsyncSession, coach_id: int, today: dt.date
) -> tuple[Tallies, Mapping[Sex, Tallies]]:
    """Count a coach's own participants plainly: all of them, and by sex."""
    cells = await tally_cells(session, today, coach_id=coach_id)
    sexes = {sex: total(one for one in cells if one.sex is sex) for sex in Sex}
    return total(cells), {sex: of for sex, of in sexes.items() if of[Measure.ALL].persons}


async def completeness(
    session: AsyncSession,
    today: dt.date,
    among: Collection[int],
    *,
    whole: bool = False,
    with_wordings: bool = True,
    own: int | None = None,
) -> list[Completeness]:
    """Count, in these sub-projects, where something was due up to the local day ``today``.

    ``whole``: small numbers too, for whoever evaluates. The wordings take most of its time.
    ``own`` is the id of a reader who is a coach too, and sees the own caseload's plain numbers.
    """
    cells: dict[int, list[Cell]] = {}
    for cell in await tally_cells(session, today, sub_projects=among):
        cells.setdefault(cell.sub_project_id, []).append(cell)
    reasons = await reason_counts(session, today, among)
    wordings = await wording_shares(session, among) if with_wordings else {}
    names = select(SubProject.id, SubProject.name).where(SubProject.id.in_(cells))
    found = []
    for key, name in await session.execute(names.order_by(SubProject.name)):
        why = reasons.get(key, {})
        if whole:
            told = _whole(name, cells[key], by_reason(together(why.values())))
        else:
            told = _without_small_groups(name, cells[key], why, own)
        if told is not None:
            found.append(replace(told, wordings=wordings.get(key, ())))
    return found


def _whole(
    name: str, cells: Sequence[Cell], reasons: Sequence[tuple[Reason, int]]
) -> Completeness | None:
    """Tell every number as it is; None where nothing was due."""
    tallies, (sexes, coaches) = total(cells), _parts(cells)
    of = tallies[Measure.ALL]
    if not of.due:
        return None
    sexes = {sex: one for sex, one in sexes.items() if one[Measure.ALL].due}
    return Completeness(
        name, of.due, of.done, reasons, measures=tallies, sexes=sexes, coaches=coaches
    )


def _parts(cells: Sequence[Cell]) -> tuple[dict[Sex, Tallies], dict[int, Tally]]:
    """Add up by sex and kind of rating, and by coach."""
    coaches = defaultdict[int, Tally](Tally)
    for cell in cells:
        coaches[cell.coach_id] += cell.tallies[Measure.ALL]
    return {sex: total(one for one in cells if one.sex is sex) for sex in Sex}, coaches


def _without_small_groups(
    name: str, cells: Sequence[Cell], why: Mapping[int, ReasonCounts], own: int | None
) -> Completeness | None:
    """Hide what small numbers could be worked out from; None where nothing was due."""
    tallies = total(cells)
    of = tallies[Measure.ALL]
    if not of.due:
        return None
    if of.persons < FEWEST or is_few(of.persons_done):
        return Completeness(name, None, None)
    others = [one for one in cells if one.coach_id != own]
    rest = total(others)
    left = rest[Measure.ALL]
    if is_few(left.persons) or is_few(left.persons_done):
        return Completeness(name, None, None, beside_own=True)
    if not is_few(of.persons_lacking):
        if is_few(left.persons_lacking):
            return Completeness(name, None, None, beside_own=True)
        whys = together(why.values())
        others_whys = together([one for coach, one in why.items() if coach != own])
        views = [(whys, of.persons_lacking), (others_whys, left.persons_lacking)]
        return Completeness(
            name, of.due, of.done, safe_reasons(whys, views), **_told_parts(cells, others, own)
        )
    hidden = FEWEST - 1
    at_least = min(100 * (of.due - hidden) // of.due, TARGET)
    known = of.due - of.done <= hidden
    return Completeness(name, None, None, at_least=at_least if known else None)


def _told_parts(cells: Sequence[Cell], others: Sequence[Cell], own: int | None) -> _Parts:
    """Give what is told of a whole that is told: safe in itself, and without the reader's own."""
    tallies, rest = total(cells), total(others)
    (sexes, coaches), (other_sexes, other_coaches) = _parts(cells), _parts(others)
    measures, safe = safe_measures(tallies), safe_measures(rest)
    if rest[Measure.ALL].persons:
        measures = {one: of for one, of in measures.items() if one in safe}
        table = safe_table(measures.keys(), other_sexes)
    else:
        table = safe_table(measures.keys(), sexes)
    told = {
        sex: {one: of for one, of in by_kind.items() if one in table.get(sex, {})}
        for sex, by_kind in safe_table(measures.keys(), sexes).items()
    }
    told_coaches = safe_parts(other_coaches if own in coaches else coaches)
    if own in coaches and own is not None:
        told_coaches[own] = coaches[own]
    return {
        "measures": measures,
        "sexes": {sex: of for sex, of in told.items() if of},
        "coaches": told_coaches,
    }
