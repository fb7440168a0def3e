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
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.occasions.occasion import ELSEWHERE_REASONS, LACKING, Reason
from dialogs.people.particulars import Sex
from dialogs.reports.completeness import TARGET
from dialogs.reports.wordings import WordingShares
from storage.figures.cells import Cell, Measure, Tallies, Tally, total
from storage.figures.groups import FEWEST, is_few
from storage.figures.suppression import safe_measures, safe_parts, safe_table
from storage.figures.tally import COUNTED, tally_cells, was_due
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
    measures: Mapping[Measure, Tally] = field(default_factory=dict)
    """What is told of each kind of rating."""
    sexes: Mapping[Sex, Tallies] = field(default_factory=dict)
    """What is told of women, men and others, of each kind of rating."""
    coaches: Mapping[int, Tally] = field(default_factory=dict)
    """By the coach's id."""

    @property
    def percent(self) -> int | None:
        """Give the share done, rounded down: 95 is only said where it is reached."""
        return None if not self.due or self.done is None else 100 * self.done // self.due


@dataclass(frozen=True)
class CaseloadShare:
    """One coach's due ratings, and how many of them are done."""

    due: int
    done: int


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
) -> list[Completeness]:
    """Count, in these sub-projects, where something was due up to the local day ``today``.

    ``whole``: small numbers too, for whoever evaluates. The wordings take most of its time.
    """
    cells: dict[int, list[Cell]] = {}
    for cell in await tally_cells(session, today, sub_projects=among):
        cells.setdefault(cell.sub_project_id, []).append(cell)
    reasons = await _reasons(session, today, among, fewest=1 if whole else FEWEST)
    wordings = await wording_shares(session, among) if with_wordings else {}
    names = select(SubProject.id, SubProject.name).where(SubProject.id.in_(cells))
    found = []
    for key, name in await session.execute(names.order_by(SubProject.name)):
        tell = _whole if whole else _without_small_groups
        told = tell(name, cells[key], reasons.get(key, ()))
        if told is not None:
            found.append(replace(told, wordings=wordings.get(key, ())))
    return found


async def _reasons(
    session: AsyncSession, today: dt.date, among: Collection[int], *, fewest: int
) -> dict[int, list[tuple[Reason, int]]]:
    """Count why ratings are missing, in persons, without numbers below ``fewest``."""
    why = case(
        (Occasion.reason.is_(None), Reason.SILENT),
        (Occasion.reason == Reason.EXIT, Reason.ENDED),
        (Occasion.reason.in_(ELSEWHERE_REASONS), Reason.PAPER),
        else_=Occasion.reason,
    ).label("why")
    persons = func.count(func.distinct(Occasion.participant_id))
    missed = await session.execute(
        select(Participant.sub_project_id, why, persons)
        .join(Occasion, Occasion.participant_id == Participant.id)
        .where(
            was_due(today),
            Occasion.kind.in_(COUNTED),
            Occasion.status.in_(LACKING),
            Participant.sub_project_id.in_(among),
        )
        .group_by(Participant.sub_project_id, why)
        .having(persons >= fewest)
        .order_by(persons.desc())
    )
    reasons: dict[int, list[tuple[Reason, int]]] = {}
    for key, reason, count in missed:
        reasons.setdefault(key, []).append((Reason(reason), count))
    return reasons


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
    name: str, cells: Sequence[Cell], reasons: Sequence[tuple[Reason, int]]
) -> Completeness | None:
    """Hide what small numbers could be worked out from; None where nothing was due."""
    tallies = total(cells)
    of, measures = tallies[Measure.ALL], safe_measures(tallies)
    if not of.due:
        return None
    if of.persons < FEWEST or is_few(of.persons_done):
        return Completeness(name, None, None)
    if not is_few(of.persons_lacking):
        sexes, coaches = _parts(cells)
        return Completeness(
            name,
            of.due,
            of.done,
            reasons,
            measures=measures,
            sexes=safe_table(measures.keys(), sexes),
            coaches=safe_parts(coaches),
        )
    hidden = FEWEST - 1
    at_least = min(100 * (of.due - hidden) // of.due, TARGET)
    known = of.due - of.done <= hidden
    return Completeness(name, None, None, at_least=at_least if known else None)
