"""Why ratings are missing, in persons: without small numbers, and without what leaves one over."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.occasions.occasion import ELSEWHERE_REASONS, LACKING, Reason
from storage.figures.groups import FEWEST, is_few
from storage.figures.tally import COUNTED, was_due
from storage.tables.agenda import Occasion
from storage.tables.people import Participant

ReasonCounts = Mapping[frozenset[Reason], int]
"""Persons by all the reasons that they have at once."""

_PLACES = {why: 1 << place for place, why in enumerate(Reason)}


async def reason_counts(
    session: AsyncSession, today: dt.date, among: Collection[int]
) -> dict[int, dict[int, ReasonCounts]]:
    """Count why ratings due up to the local day ``today`` are missing, by sub-project and coach."""
    why = case(
        (Occasion.reason.is_(None), _PLACES[Reason.SILENT]),
        (Occasion.reason == Reason.EXIT, _PLACES[Reason.ENDED]),
        (Occasion.reason.in_(ELSEWHERE_REASONS), _PLACES[Reason.PAPER]),
        *((Occasion.reason == one, place) for one, place in _PLACES.items()),
        else_=0,
    )
    each = (
        select(
            Participant.sub_project_id,
            Participant.coach_id,
            # Each reason once, however many ratings are missing for it.
            func.sum(why.distinct()).label("whys"),
        )
        .join(Occasion, Occasion.participant_id == Participant.id)
        .where(
            was_due(today),
            Occasion.kind.in_(COUNTED),
            Occasion.status.in_(LACKING),
            Participant.sub_project_id.in_(among),
        )
        .group_by(Participant.id)
        .subquery()
    )
    key = each.c.sub_project_id, each.c.coach_id, each.c.whys
    found: dict[int, dict[int, dict[frozenset[Reason], int]]] = {}
    for project, coach, whys, persons in await session.execute(
        select(*key, func.count()).group_by(*key)
    ):
        reasons = frozenset(one for one, place in _PLACES.items() if int(whys) & place)
        found.setdefault(project, {}).setdefault(coach, {})[reasons] = persons
    return found  # type: ignore[return-value]  # read-only from here on


def together(counts: Collection[ReasonCounts]) -> ReasonCounts:
    """Add up counts of other persons."""
    found = Counter[frozenset[Reason]]()
    for one in counts:
        found.update(one)
    return found


def by_reason(counts: ReasonCounts) -> list[tuple[Reason, int]]:
    """Give (reason, persons), the most first."""
    found = Counter[Reason]()
    for reasons, persons in counts.items():
        found.update(dict.fromkeys(reasons, persons))
    return found.most_common()


def safe_reasons(
    counts: ReasonCounts, views: Sequence[tuple[ReasonCounts, int]]
) -> list[tuple[Reason, int]]:
    """Keep the reasons that point nobody out.

    Each has five persons or more; those with another reason, and those who lack a rating and have
    none of the told ones, are five or more as well, or none: else the smallest goes too. That
    holds in each of the ``views``: counts with how many persons lack a rating there.
    """
    told = [one for one in by_reason(counts) if one[1] >= FEWEST]
    while told and not all(_is_safe({why for why, _ in told}, *view) for view in views):
        told.pop()
    return told


def _is_safe(told: Collection[Reason], counts: ReasonCounts, lacking: int) -> bool:
    known = sum(persons for whys, persons in counts.items() if whys & set(told))
    only_known = sum(persons for whys, persons in counts.items() if whys and whys <= set(told))
    each = [persons for why, persons in by_reason(counts) if why in told]
    return not any(is_few(one) for one in (*each, lacking - known, lacking - only_known))
