"""The caseload: one coach's participants, and what waits for the coach with each of them.

Every query here begins at the coach's own participants, so it does not grow with the others.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from dialogs.occasions.occasion import WAITING, OccasionStatus
from dialogs.people.accounts import AccountStatus
from dialogs.people.participant_status import WAITS_FOR_COACH, CaseloadRow, ParticipantStatus
from storage.caseload.leavers import COACH, NOW, STAYS, THEIRS, TODAY
from storage.occasions.occasions import IS_ASKED_AGAIN
from storage.people.audit import Audit
from storage.people.participants import has_account
from storage.ratings.ratings import answer_values
from storage.tables.agenda import Meeting, Occasion
from storage.tables.people import Agreement, AuditEntry, Invitation, Participant, SubProject
from storage.tables.ratings import Rating
from storage.tables.words import CoachWords

_THEIRS = and_(THEIRS, STAYS)


async def caseload_rows(
    session: AsyncSession, coach_id: int, now: dt.datetime, today: dt.date
) -> list[CaseloadRow]:
    """List a coach's participants: those that wait first, new ratings newest first.

    ``today`` is the local day of ``now``. Those who have left are not in it.
    """
    asked = {"coach": coach_id, "now": now, "today": today}
    lines = {line.participant_id: line for line in await _caseload_rows(session, asked)}
    await _add_ratings(session, asked, lines)
    await _add_occasions(session, asked, lines)
    values = await answer_values(session, [line.newest for line in lines.values() if line.newest])
    for line in lines.values():
        line.values = values.get(line.newest, {})
    return sorted(lines.values(), key=lambda line: _sort_key(line, now))


def _sort_key(line: CaseloadRow, now: dt.datetime) -> tuple[int, float, int]:
    standing = line.status_at(now)
    fresh = standing is ParticipantStatus.NEW_RATING and line.finished_at is not None
    newest_first = -line.finished_at.timestamp() if fresh and line.finished_at else 0.0
    place = WAITS_FOR_COACH.index(standing) if standing in WAITS_FOR_COACH else len(WAITS_FOR_COACH)
    return place, newest_first, line.participant_id


_COLUMNS: tuple[Any, ...] = (
    Participant.id,
    Participant.pseudonym,
    Participant.name,
    Participant.protected,
    Participant.language,
    Participant.status,
    SubProject.name,
    select(func.max(AuditEntry.at))
    .where(
        AuditEntry.participant_id == Participant.id,
        AuditEntry.staff_id == COACH,
        AuditEntry.action == Audit.PARTICIPANT_OPENED,
        AuditEntry.allowed.is_(True),
    )
    .scalar_subquery(),
    has_account(AccountStatus.OPEN),
    has_account(AccountStatus.BLOCKED),
    select(func.max(Invitation.created_at))
    .where(Invitation.participant_id == Participant.id)
    .scalar_subquery(),
    select(func.max(Invitation.expires_at))
    .where(
        Invitation.participant_id == Participant.id,
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    .scalar_subquery(),
    select(Agreement.agreed)
    .where(Agreement.participant_id == Participant.id)
    .order_by(Agreement.agreed.desc())  # a no to a newer text takes back no yes
    .limit(1)
    .scalar_subquery(),
    Participant.stopped,
    exists().where(
        Meeting.participant_id == Participant.id,
        Meeting.answer == MeetingAnswer.CANNOT,
        Meeting.cancelled.is_(False),
        Meeting.starts_at > NOW,
    ),
    SubProject.plan,
    Participant.exit_on,
    select(func.max(CoachWords.passed_on_at))
    .where(CoachWords.participant_id == Participant.id)
    .scalar_subquery(),
)
# Statements are built once: building one takes as long as running it.
_ROWS = (  # everything but the ratings at once: each hop to the database costs time
    select(*_COLUMNS).join(SubProject, SubProject.id == Participant.sub_project_id).where(_THEIRS)
)
_RATINGS = (
    select(Rating.id, Rating.participant_id, Rating.instrument, Rating.finished_at)
    .join(Participant, Participant.id == Rating.participant_id)
    .where(_THEIRS)
    .order_by(Rating.started_at, Rating.id)
)
_WAITS = Occasion.status.in_(WAITING)
_OCCASIONS = (
    select(
        Occasion.participant_id,
        func.min(case((_WAITS & (Occasion.due_on < TODAY), Occasion.due_on))),
        func.max(
            case((_WAITS & (Occasion.silent > 0) & ~IS_ASKED_AGAIN, Occasion.silent), else_=0)
        ),
        func.max(case((Occasion.status == OccasionStatus.STARTED, 1), else_=0)),
        func.max(case((Occasion.status == OccasionStatus.WITHOUT_FIGURES, 1), else_=0)),
    )
    .join(Participant, Participant.id == Occasion.participant_id)
    .where(_THEIRS)
    .group_by(Occasion.participant_id)
)


async def _caseload_rows(
    session: AsyncSession, asked: Mapping[str, object]
) -> Sequence[CaseloadRow]:
    return [CaseloadRow(*row) for row in await session.execute(_ROWS, asked)]


async def _add_ratings(
    session: AsyncSession, asked: Mapping[str, object], lines: Mapping[int, CaseloadRow]
) -> None:
    found = await session.execute(_RATINGS, asked)
    for rating_id, participant_id, instrument, finished_at in found:
        line = lines[participant_id]
        if finished_at is None:
            continue
        if line.finished_at is None or finished_at >= line.finished_at:
            line.newest, line.instrument, line.finished_at = rating_id, instrument, finished_at


async def _add_occasions(
    session: AsyncSession, asked: Mapping[str, object], lines: Mapping[int, CaseloadRow]
) -> None:
    found = await session.execute(_OCCASIONS, asked)
    for participant_id, overdue_on, silences, started, without_figures in found:
        line = lines[participant_id]
        line.silences, line.overdue_on = int(silences), overdue_on
        line.unfinished, line.without_figures = bool(started), bool(without_figures)
