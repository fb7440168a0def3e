"""The caseload: one coach's participants, and what waits for the coach with each of them.

Every query here begins at the coach's own participants, so it does not grow with the others.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    and_,
    bindparam,
    case,
    exists,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.plan import Plan
from storage.agenda import DONE, Occasion, Reminder
from storage.models import (
    Account,
    Agreement,
    AuditEntry,
    Invitation,
    Participant,
    Rating,
    SubProject,
)
from storage.ratings import answer_values

OPENED = "opened participant"
"""What the audit log calls it when somebody opens a participant's page."""


class Standing(StrEnum):
    """Where a participant stands, in the order in which it waits for the coach."""

    NEW_RATING = "new-rating"
    BLOCKED = "blocked"
    SILENT = "silent"
    NO_INVITATION = "no-invitation"
    UNOPENED = "unopened"
    UNFINISHED = "unfinished"
    OVERDUE = "overdue"
    STOPPED = "stopped"
    UNDECIDED = "undecided"
    DECLINED = "declined"
    CALM = "calm"


WAITING = tuple(Standing)[:7]
"""The standings that wait for the coach."""
URGENT = WAITING[:5]
"""Those that nobody but the coach can do anything about."""
WAITS = ("due", "reminded")


@dataclass
class Line:
    """One participant in the caseload. ``values`` are those of the newest finished rating."""

    participant_id: int
    pseudonym: str
    name: str | None
    language: str
    status: str
    sub_project: str
    opened_at: dt.datetime | None
    reached: bool
    """There is an account that messages get to."""
    blocked: bool
    invited_until: dt.datetime | None
    agreed: bool | None
    stopped: bool
    plan: Any
    """The sub-project's own plan of ratings, as it is stored."""
    due: int = 0
    done: int = 0
    """Of those that were ``due`` up to today."""
    overdue_on: dt.date | None = None
    """The day on which the oldest rating that still waits fell due, before today."""
    silences: int = 0
    """Messages since somebody reacted, where no further one is planned."""
    unfinished: bool = False
    newest: int = 0
    instrument: str = ""
    finished_at: dt.datetime | None = None
    values: Mapping[str, int | None] = field(default_factory=dict)

    def standing(self, now: dt.datetime) -> Standing:
        """Say where this participant stands: the first that holds."""
        unread = self.opened_at is None or (self.finished_at or self.opened_at) > self.opened_at
        if self.finished_at is not None and unread:
            return Standing.NEW_RATING
        if not self.reached:
            if self.blocked:
                return Standing.BLOCKED
            valid = self.invited_until is not None and self.invited_until > now
            return Standing.UNOPENED if valid else Standing.NO_INVITATION
        if self.silences >= len(Plan.from_json(self.plan).reminders):
            return Standing.SILENT
        if self.unfinished:
            return Standing.UNFINISHED
        if self.overdue_on is not None:
            return Standing.OVERDUE
        if self.stopped:
            return Standing.STOPPED
        if self.status == "invited":
            return Standing.UNDECIDED if self.agreed is None else Standing.DECLINED
        return Standing.CALM


def _theirs(coach_id: int | BindParameter[int]) -> ColumnElement[bool]:
    return and_(Participant.coach_id == coach_id, Participant.status.in_(("invited", "active")))


async def caseload(
    session: AsyncSession, coach_id: int, now: dt.datetime, today: dt.date
) -> list[Line]:
    """List a coach's participants: those that wait first, new ratings newest first.

    ``today`` is the local day of ``now``.
    """
    lines = {line.participant_id: line for line in await _lines(session, coach_id)}
    await _add_ratings(session, coach_id, lines)
    await _add_occasions(session, coach_id, today, lines)
    values = await answer_values(session, [line.newest for line in lines.values() if line.newest])
    for line in lines.values():
        line.values = values.get(line.newest, {})
    return sorted(lines.values(), key=lambda line: _place(line, now))


def _place(line: Line, now: dt.datetime) -> tuple[int, float, int]:
    standing = line.standing(now)
    fresh = standing is Standing.NEW_RATING and line.finished_at is not None
    newest_first = -line.finished_at.timestamp() if fresh and line.finished_at else 0.0
    place = WAITING.index(standing) if standing in WAITING else len(WAITING)
    return place, newest_first, line.participant_id


async def _lines(session: AsyncSession, coach_id: int) -> Sequence[Line]:
    """Read everything but the ratings in one statement: each hop to the database costs time."""
    columns: tuple[Any, ...] = (
        Participant.id,
        Participant.pseudonym,
        Participant.name,
        Participant.language,
        Participant.status,
        SubProject.name,
        select(func.max(AuditEntry.at))
        .where(
            AuditEntry.participant_id == Participant.id,
            AuditEntry.staff_id == coach_id,
            AuditEntry.action == OPENED,
            AuditEntry.allowed.is_(True),
        )
        .scalar_subquery(),
        _has_account("open"),
        _has_account("blocked"),
        select(func.max(Invitation.expires_at))
        .where(
            Invitation.participant_id == Participant.id,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .scalar_subquery(),
        select(Agreement.agreed)
        .where(Agreement.participant_id == Participant.id)
        .order_by(Agreement.id.desc())
        .limit(1)
        .scalar_subquery(),
        Participant.stopped,
        SubProject.plan,
    )
    found = await session.execute(
        select(*columns)
        .join(SubProject, SubProject.id == Participant.sub_project_id)
        .where(_theirs(coach_id))
    )
    return [Line(*row) for row in found]


def _has_account(status: str) -> ColumnElement[bool]:
    return exists().where(Account.participant_id == Participant.id, Account.status == status)


async def _add_ratings(session: AsyncSession, coach_id: int, lines: Mapping[int, Line]) -> None:
    found = await session.execute(
        select(Rating.id, Rating.participant_id, Rating.instrument, Rating.finished_at)
        .join(Participant, Participant.id == Rating.participant_id)
        .where(_theirs(coach_id))
        .order_by(Rating.started_at, Rating.id)
    )
    for rating_id, participant_id, instrument, finished_at in found:
        line = lines[participant_id]
        line.unfinished = finished_at is None  # what was begun later stands instead of it
        if finished_at is None:
            continue
        if line.finished_at is None or finished_at >= line.finished_at:
            line.newest, line.instrument, line.finished_at = rating_id, instrument, finished_at


_ASKED_AGAIN = exists().where(
    Reminder.participant_id == Occasion.participant_id,
    Reminder.kind == "rating",
    Reminder.subject == Occasion.id,
    Reminder.status.in_(("planned", "claimed")),
)
_WAITS = Occasion.status.in_(WAITS)
_TODAY = bindparam("today", type_=Date)
_OCCASIONS = (  # built once: building it takes as long as running it
    select(
        Occasion.participant_id,
        func.sum(case((Occasion.due_on <= _TODAY, 1), else_=0)),
        func.sum(case(((Occasion.due_on <= _TODAY) & Occasion.status.in_(DONE), 1), else_=0)),
        func.min(case((_WAITS & (Occasion.due_on < _TODAY), Occasion.due_on))),
        func.max(case((_WAITS & (Occasion.silent > 0) & ~_ASKED_AGAIN, Occasion.silent), else_=0)),
    )
    .join(Participant, Participant.id == Occasion.participant_id)
    .where(_theirs(bindparam("coach")))
    .group_by(Occasion.participant_id)
)


async def _add_occasions(
    session: AsyncSession, coach_id: int, today: dt.date, lines: Mapping[int, Line]
) -> None:
    found = await session.execute(_OCCASIONS, {"coach": coach_id, "today": today})
    for participant_id, due, done, overdue_on, silences in found:
        line = lines[participant_id]
        line.due, line.done, line.silences = int(due), int(done), int(silences)
        line.overdue_on = overdue_on
