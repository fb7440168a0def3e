"""The caseload: one coach's participants, and what waits for the coach with each of them.

Every query here begins at the coach's own participants, so it does not grow with the others.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from dialogs.caseload.needs import Need, is_done
from dialogs.caseload.order import Order, order_of
from dialogs.caseload.row import CaseloadRow
from dialogs.follow_up.follow_up import HowItGoes
from dialogs.occasions.occasion import WAITING, OccasionStatus
from dialogs.people.accounts import AccountStatus
from dialogs.people.participant_status import ParticipantStatus
from dialogs.ratings.change import lasting_fall
from storage.agreements.agreements import answer_of
from storage.caseload.contacts import CONTACTS
from storage.caseload.leavers import COACH, IS_HEARD, NOW, STAYS, THEIRS, TODAY
from storage.database.base import UtcTime
from storage.meetings.attendance import ASKED_FOR, WAITS_AFTER, asks
from storage.needs.marks import marks_of
from storage.needs.tables import StoredNeedMark
from storage.occasions.occasions import IS_ASKED_AGAIN
from storage.people.participants import has_account
from storage.ratings.ratings import answer_values
from storage.reviews.reviews import decided_until, newest_verdict
from storage.tables.agenda import FollowUp, Meeting, Occasion
from storage.tables.people import Account, Invitation, Participant, SubProject
from storage.tables.ratings import Rating
from storage.tables.words import CoachWords

_THEIRS = and_(THEIRS, STAYS)
_FELL = ParticipantStatus.FELL
_Of = tuple[int, str]
"""A participant and an instrument."""
_Finished = tuple[int, dt.datetime]
"""A rating and when it was finished."""
_BEGAN, _ASKING = bindparam("began", type_=UtcTime()), bindparam("asking", type_=UtcTime())
COMPARED = 3
"""So many of the newest ratings are looked through for one that nobody has dealt with."""


async def caseload_rows(
    session: AsyncSession,
    coach_id: int,
    now: dt.datetime,
    today: dt.date,
    zone: dt.tzinfo = dt.UTC,
) -> list[CaseloadRow]:
    """List a coach's participants: those that wait first, in the order of ``order_of``.

    ``today`` is the day of ``now`` in the zone. Those who have left are not in it.
    """
    asked = {"coach": coach_id, "now": now, "today": today}
    asked |= {"began": now - WAITS_AFTER, "asking": now - ASKED_FOR}
    lines = {line.participant_id: line for line in await _caseload_rows(session, asked)}
    for line in lines.values():
        line.today = today
        line.enrolled_on = line.enrolled_at.astimezone(zone).date() if line.enrolled_at else None
    for key, marks in marks_of(await session.scalars(_MARKS, asked)).items():
        lines[key].marks = marks
    await _add_ratings(session, asked, lines, today)
    await _add_occasions(session, asked, lines)
    return sorted(lines.values(), key=lambda line: _sort_key(line, now))


def _sort_key(line: CaseloadRow, now: dt.datetime) -> tuple[bool, Order, int]:
    needs = line.needs_at(now)
    order = order_of(needs[0], now) if needs else (0, 0.0, 0, 0.0)
    return not needs, order, line.participant_id


_REFUSED = and_(
    Meeting.participant_id == Participant.id,
    Meeting.answer == MeetingAnswer.CANNOT,
    Meeting.cancelled.is_(False),
    Meeting.starts_at > NOW,
)
_COLUMNS: tuple[Any, ...] = (
    Participant.id,
    Participant.pseudonym,
    Participant.name,
    Participant.protected,
    Participant.language,
    Participant.status,
    SubProject.name,
    Participant.snoozed_until,
    has_account(AccountStatus.OPEN),
    has_account(AccountStatus.BLOCKED),
    select(func.max(Account.blocked_at))
    .where(Account.participant_id == Participant.id, Account.status == AccountStatus.BLOCKED)
    .scalar_subquery(),
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
    answer_of(Participant.id),
    Participant.stopped,
    select(func.max(Meeting.answered_at)).where(_REFUSED).scalar_subquery(),
    select(func.min(Meeting.starts_at)).where(_REFUSED).scalar_subquery(),
    SubProject.plan,
    Participant.exit_on,
    select(func.max(CoachWords.passed_on_at))
    .where(CoachWords.participant_id == Participant.id)
    .scalar_subquery(),
    select(func.min(CoachWords.passed_on_at))
    .where(CoachWords.participant_id == Participant.id, ~IS_HEARD)
    .scalar_subquery(),
    select(func.min(Meeting.starts_at))
    .where(Meeting.participant_id == Participant.id, asks(_BEGAN, _ASKING))
    .scalar_subquery(),
    Participant.enrolled_at,
    decided_until(Participant.id),
    newest_verdict(Participant.id),
    select(func.max(FollowUp.answered_at))
    .where(FollowUp.participant_id == Participant.id, FollowUp.how == HowItGoes.HARD)
    .scalar_subquery(),
)
# Statements are built once: building one takes as long as running it.
_ROWS = (  # everything but the ratings at once: each hop to the database costs time
    select(*_COLUMNS, *CONTACTS)
    .join(SubProject, SubProject.id == Participant.sub_project_id)
    .where(_THEIRS)
)
_MARKS = select(StoredNeedMark).where(
    StoredNeedMark.participant_id.in_(select(Participant.id).where(_THEIRS))
)
_TYPED = func.coalesce(Rating.entered_by == COACH, False)
_RATINGS = (
    select(
        Rating.id,
        Rating.participant_id,
        Rating.instrument,
        Rating.started_at,
        Rating.finished_at,
        _TYPED,
    )
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
        func.min(
            case((_WAITS & (Occasion.silent > 0) & ~IS_ASKED_AGAIN, Occasion.streak_on)),
        ),
        func.min(case((Occasion.status == OccasionStatus.STARTED, Rating.started_at))),
        func.max(case((Occasion.status == OccasionStatus.WITHOUT_FIGURES, 1), else_=0)),
        func.min(case((Occasion.status == OccasionStatus.WITHOUT_FIGURES, Occasion.settled_at))),
    )
    .join(Participant, Participant.id == Occasion.participant_id)
    .outerjoin(Rating, Rating.id == Occasion.rating_id)
    .where(_THEIRS)
    .group_by(Occasion.participant_id)
)


async def _caseload_rows(
    session: AsyncSession, asked: Mapping[str, object]
) -> Sequence[CaseloadRow]:
    rows, facts = [], len(_COLUMNS)
    for found in await session.execute(_ROWS, asked):
        row = CaseloadRow(*found[:facts])
        row.heard_at = max((at for at in found[facts:] if at is not None), default=None)
        rows.append(row)
    return rows


async def _add_ratings(
    session: AsyncSession,
    asked: Mapping[str, object],
    lines: Mapping[int, CaseloadRow],
    today: dt.date,
) -> None:
    """Add the newest rating, and what had gone down that nobody has dealt with.

    Of somebody who has left it is not told: a fall is for the next talk.
    """
    given: dict[_Of, list[_Finished]] = {}
    for (
        rating_id,
        participant_id,
        instrument,
        started_at,
        finished_at,
        typed,
    ) in await session.execute(_RATINGS, asked):
        line = lines[participant_id]
        line.heard_at = max(finished_at or started_at, line.heard_at or started_at)
        if finished_at is None:
            continue
        if not typed and (line.told_at is None or finished_at > line.told_at):
            line.told_at = finished_at
        given.setdefault((participant_id, instrument), []).append((rating_id, finished_at))
        if line.finished_at is None or finished_at >= line.finished_at:
            line.newest, line.instrument, line.finished_at = rating_id, instrument, finished_at
    falls = [
        (lines[key], [earlier, later, ratings[-1][0]], at)
        for (key, _), ratings in _in_order(given)
        for (earlier, _), (later, at) in pairwise(ratings[-COMPARED:])
        if not lines[key].has_left_by(today)
        and not is_done(Need(ParticipantStatus.FELL, at), lines[key].marks.get(_FELL))
    ]
    wanted = {line.newest for line in lines.values() if line.newest}
    wanted.update(rating_id for _, three, _ in falls for rating_id in three)
    values = await answer_values(session, sorted(wanted)) if wanted else {}
    for line in lines.values():
        line.values = values.get(line.newest, {})
    for line, three, at in falls:
        fall = lasting_fall(*(values.get(rating_id, {}) for rating_id in three))
        if fall and (line.fell_at is None or at > line.fell_at):
            line.fell_at, line.fall = at, fall


def _in_order(given: Mapping[_Of, list[_Finished]]) -> Iterator[tuple[_Of, list[_Finished]]]:
    for of, ratings in given.items():
        yield of, sorted(ratings, key=itemgetter(1))


async def _add_occasions(
    session: AsyncSession, asked: Mapping[str, object], lines: Mapping[int, CaseloadRow]
) -> None:
    found = await session.execute(_OCCASIONS, asked)
    for participant_id, overdue_on, silences, silent_on, begun_at, without, since in found:
        line = lines[participant_id]
        line.silences, line.silent_on, line.overdue_on = int(silences), silent_on, overdue_on
        line.begun_at = begun_at
        line.without_figures, line.without_figures_at = bool(without), since
