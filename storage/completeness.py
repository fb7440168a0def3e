"""Completeness: how many of the ratings that were due are done, with small groups hidden."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.agenda import DONE, Occasion
from storage.models import Participant, SubProject
from storage.overview import FEWEST


@dataclass(frozen=True)
class Completeness:
    """One sub-project's due ratings. ``due`` and ``done`` are None where the group is small.

    ``reasons`` has (reason, persons) where a due rating was missed, without small numbers.
    """

    name: str
    due: int | None
    done: int | None
    reasons: Sequence[tuple[str, int]] = ()

    @property
    def percent(self) -> int | None:
        """Give the share done, rounded down: 95 is only said where it is reached."""
        return None if not self.due or self.done is None else 100 * self.done // self.due


async def completeness(session: AsyncSession, today: dt.date) -> list[Completeness]:
    """Count, in every sub-project where something was due up to the local day ``today``."""
    persons = func.count(func.distinct(Occasion.participant_id))
    done = func.sum(case((Occasion.status.in_(DONE), 1), else_=0))
    counted = await session.execute(
        select(SubProject.id, SubProject.name, persons, func.count(Occasion.id), done)
        .join(Participant, Participant.sub_project_id == SubProject.id)
        .join(Occasion, Occasion.participant_id == Participant.id)
        .where(Occasion.due_on <= today)
        .group_by(SubProject.id, SubProject.name)
        .order_by(SubProject.name)
    )
    why = func.coalesce(Occasion.reason, "silent").label("why")
    missed = await session.execute(
        select(Participant.sub_project_id, why, persons)
        .join(Occasion, Occasion.participant_id == Participant.id)
        .where(Occasion.due_on <= today, Occasion.status == "missed")
        .group_by(Participant.sub_project_id, why)
        .having(persons >= FEWEST)
        .order_by(persons.desc())
    )
    reasons: dict[int, list[tuple[str, int]]] = {}
    for key, reason, count in missed:
        reasons.setdefault(key, []).append((reason, count))
    return [
        Completeness(name, due, int(done_of), reasons.get(key, ()))
        if of_persons >= FEWEST
        else Completeness(name, None, None)
        for key, name, of_persons, due, done_of in counted
    ]
