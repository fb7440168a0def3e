"""The overview: numbers of persons per sub-project, with small groups hidden, and the staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.enrolment import EnrolmentStatus
from storage.tables.people import Participant, SubProject

FEWEST = 5
"""A number of persons below this is not shown, nor one that would give it away."""


@dataclass(frozen=True)
class Group:
    """One sub-project. None stands for a number that is hidden."""

    name: str
    persons: int | None
    taking_part: int | None


async def group_counts(
    session: AsyncSession, among: Collection[int], *, whole: bool = False, led: Collection[int] = ()
) -> Sequence[Group]:
    """Count everybody enrolled and those who have said yes, in these sub-projects.

    Who was enrolled and has erased everything since is one of the persons, once.
    ``whole``: small numbers too, for whoever evaluates. So are those of the sub-projects in
    ``led``, by id: their own leader knows how many there are.
    """
    active = func.sum(case((Participant.status == EnrolmentStatus.ACTIVE, 1), else_=0))
    found = await session.execute(
        select(SubProject.id, SubProject.name, func.count(Participant.id), func.coalesce(active, 0))
        .outerjoin(
            Participant,
            (Participant.sub_project_id == SubProject.id)
            & or_(
                Participant.status != EnrolmentStatus.ERASED, Participant.enrolled_at.is_not(None)
            ),
        )
        .where(SubProject.id.in_(among))
        .group_by(SubProject.id, SubProject.name)
        .order_by(SubProject.name)
    )
    return [
        Group(name, persons, int(taking_part))
        if whole or id_ in led
        else _without_small_numbers(name, persons, int(taking_part))
        for id_, name, persons, taking_part in found
    ]


def is_few(persons: int) -> bool:
    """Tell whether a number of persons is so small that it could point somebody out."""
    return 0 < persons < FEWEST


def _without_small_numbers(name: str, persons: int, taking_part: int) -> Group:
    if persons < FEWEST:
        return Group(name, None, None)
    told = taking_part >= FEWEST and not is_few(persons - taking_part)
    return Group(name, persons, taking_part if told else None)
