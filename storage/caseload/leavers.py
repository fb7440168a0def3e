"""Leavers: participants whose exit has passed and with whom nothing is open any more.

Something is open as long as a rating is due or begun or waits for its figures, a meeting is to
come, or the coach has not dealt with a finished rating, with what the person wrote to them, or
with that it is hard where they have gone.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Date, Integer, and_, bindparam, exists, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from dialogs.follow_up.follow_up import HowItGoes
from dialogs.occasions.occasion import OPEN, OccasionStatus
from dialogs.people.participant_status import ParticipantStatus
from storage.database.base import UtcTime
from storage.needs.tables import StoredNeedMark
from storage.sight.seen import is_seen_by
from storage.tables.agenda import FollowUp, Meeting, Occasion
from storage.tables.people import Participant
from storage.tables.ratings import Rating
from storage.tables.words import CoachWords

MOST = 50
"""So many are listed."""

COACH = bindparam("coach", type_=Integer())
NOW, TODAY = bindparam("now", type_=UtcTime()), bindparam("today", type_=Date())
"""What every statement that speaks of leavers is given: the coach's id, UTC, and the local day."""

THEIRS = is_seen_by(COACH, NOW)
"""Holds for those whom the coach may see: the own, and others' while they stand in."""

# Aliases, since the statements that these stand in speak of occasions and ratings themselves.
_occasion, _rating = aliased(Occasion), aliased(Rating)
_RATES = exists().where(
    _occasion.participant_id == Participant.id,
    _occasion.status.in_((*OPEN, OccasionStatus.WITHOUT_FIGURES)),
    # After an exit on a free day the last rating stays planned until people may be written to.
    or_(_occasion.status != OccasionStatus.PLANNED, _occasion.due_on <= TODAY),
)
_MEETS = exists().where(
    Meeting.participant_id == Participant.id,
    Meeting.cancelled.is_(False),
    Meeting.starts_at > NOW,
)
_DONE = exists().where(
    StoredNeedMark.participant_id == _rating.participant_id,
    StoredNeedMark.kind == ParticipantStatus.NEW_RATING,
    StoredNeedMark.done_until >= _rating.finished_at,
)
_UNREAD = exists().where(
    _rating.participant_id == Participant.id,
    _rating.finished_at.is_not(None),
    or_(_rating.entered_by.is_(None), _rating.entered_by != COACH),  # who has typed it knows it
    ~_DONE,
)
IS_HEARD = exists().where(
    StoredNeedMark.participant_id == CoachWords.participant_id,
    StoredNeedMark.kind == ParticipantStatus.WROTE,
    StoredNeedMark.done_until >= CoachWords.passed_on_at,
)
"""Of a participant's words in a statement: the coach has dealt with them."""
_WRITES = exists().where(
    CoachWords.participant_id == Participant.id, CoachWords.passed_on_at.is_not(None), ~IS_HEARD
)
_KNOWN = exists().where(
    StoredNeedMark.participant_id == FollowUp.participant_id,
    StoredNeedMark.kind == ParticipantStatus.HARD,
    StoredNeedMark.done_until >= FollowUp.answered_at,
)
_STRUGGLES = exists().where(
    FollowUp.participant_id == Participant.id, FollowUp.how == HowItGoes.HARD, ~_KNOWN
)
_OPEN = or_(_RATES, _MEETS, _UNREAD, _WRITES, _STRUGGLES)
STAYS = or_(Participant.exit_on.is_(None), Participant.exit_on >= TODAY, _OPEN)
"""Holds for everybody who has not left."""
HAS_LEFT = and_(Participant.exit_on.is_not(None), Participant.exit_on < TODAY, not_(_OPEN))


@dataclass(frozen=True)
class Leaver:
    """Somebody who has left, and on which day."""

    pseudonym: str
    name: str | None
    exit_on: dt.date
    protected: bool


_NEWEST = (
    select(Participant.pseudonym, Participant.name, Participant.exit_on, Participant.protected)
    .where(THEIRS, HAS_LEFT)
    .order_by(Participant.exit_on.desc(), Participant.id.desc())
    .limit(MOST)
)


async def leavers(
    session: AsyncSession, coach_id: int, now: dt.datetime, today: dt.date
) -> Sequence[Leaver]:
    """List those of a coach's who have left, the newest exit first; the older ones are left out."""
    asked = {"coach": coach_id, "now": now, "today": today}
    found = await session.execute(_NEWEST, asked)
    return [Leaver(who, name, on, safe) for who, name, on, safe in found if on is not None]
