"""Who has erased everything: a line for their coach, without a name and without a code."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.enrolment import EnrolmentStatus
from storage.tables.people import Participant, SubProject

MOST = 20
"""So many are listed."""


@dataclass(frozen=True)
class Erased:
    """Somebody who has erased everything: on which day (UTC), and where they were."""

    on: dt.date
    sub_project: str


async def erased_people(session: AsyncSession, coach_id: int) -> Sequence[Erased]:
    """List those of a coach's who have erased everything, the newest first."""
    found = await session.execute(
        select(Participant.erased_on, SubProject.name)
        .join(SubProject, SubProject.id == Participant.sub_project_id)
        .where(
            Participant.coach_id == coach_id,
            Participant.status == EnrolmentStatus.ERASED,
            Participant.erased_on.is_not(None),
        )
        .order_by(Participant.erased_on.desc(), Participant.id.desc())
        .limit(MOST)
    )
    return [Erased(on, name) for on, name in found if on is not None]
