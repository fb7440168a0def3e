"""Figures of many sub-projects, some on each page: a page costs no more where there are more."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from admin.web.visit import Visit
from storage.people.sub_projects import figures_of, ids_by_name

EACH = 5
"""So many sub-projects stand on a page."""


@dataclass(frozen=True)
class Leaf:
    """One page of them, counted from 1: the sub-projects by id, in the order of their names."""

    number: int
    last: int
    ids: Sequence[int]


async def leaf_of_sub_projects(session: AsyncSession, visit: Visit) -> Leaf | None:
    """Give the page that the address asks for, of what the reader sees; None where none is so far.

    The first is there also where they see nothing.
    """
    number = int(visit.request.path_params.get("leaf", 1))
    ids = await ids_by_name(session, await figures_of(session, visit.staff))
    last = max(-(-len(ids) // EACH), 1)
    if not 1 <= number <= last:
        return None
    return Leaf(number, last, ids[EACH * (number - 1) : EACH * number])
