"""Near meetings: a coach's meetings between two moments, with whom and where."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from storage.caseload.leavers import THEIRS
from storage.database.base import UtcTime
from storage.tables.agenda import Meeting
from storage.tables.people import Participant


@dataclass(frozen=True)
class NearMeeting:
    """A meeting that is not called off. ``starts_at`` is UTC; ``answer`` None: none yet."""

    participant_id: int
    pseudonym: str
    name: str | None
    protected: bool
    meeting: int
    starts_at: dt.datetime
    minutes: int
    place: str
    answer: MeetingAnswer | None


_NEAR = (
    select(
        Participant.id,
        Participant.pseudonym,
        Participant.name,
        Participant.protected,
        Meeting.id,
        Meeting.starts_at,
        Meeting.minutes,
        Meeting.place,
        Meeting.answer,
    )
    .join(Meeting, Meeting.participant_id == Participant.id)
    .where(
        THEIRS,
        Meeting.cancelled.is_(False),
        Meeting.starts_at >= bindparam("first", type_=UtcTime()),
        Meeting.starts_at < bindparam("end", type_=UtcTime()),
    )
    .order_by(Meeting.starts_at, Meeting.id)
)


async def near_meetings(
    session: AsyncSession,
    coach_id: int,
    now: dt.datetime,
    first: dt.datetime,
    end: dt.datetime,
) -> Sequence[NearMeeting]:
    """List the meetings from ``first`` on and before ``end`` (UTC), the next one first."""
    asked = {"coach": coach_id, "now": now, "first": first, "end": end}
    return [NearMeeting(*row) for row in await session.execute(_NEAR, asked)]
