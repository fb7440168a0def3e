"""The audit log as people read it: newest first, a page at a time, with names. Times are UTC."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.database.encryption import readable
from storage.tables.people import AuditEntry, Participant, Staff

PAGE = 50


@dataclass(frozen=True)
class LogFilter:
    """What is asked for; None: of all."""

    participant_id: int | None = None
    staff_id: int | None = None
    """Whoever did it, or whom it is about."""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    """The first moment after it."""
    but: Collection[str] = ()
    """Deeds that are left out."""


@dataclass(frozen=True)
class LogLine:
    """One line. ``staff`` is "" where nobody on the staff did it, as ``about`` and ``pseudonym``.

    ``about`` is whom of the staff it is about: of what a substitute does, the coach.
    """

    id: int
    at: dt.datetime
    action: str
    allowed: bool
    staff: str
    about: str
    pseudonym: str


@dataclass(frozen=True)
class LogPage:
    """Some lines; ``older`` is what to ask for next, None where there are no more."""

    lines: Sequence[LogLine]
    older: int | None


async def log_page(session: AsyncSession, wanted: LogFilter, before: int | None = None) -> LogPage:
    """Read a page: of the newest lines, or of those before one, by its id."""
    by, about = aliased(Staff), aliased(Staff)
    found = (
        select(AuditEntry, by.name, about.name, Participant.pseudonym)
        .outerjoin(by, by.id == AuditEntry.staff_id)
        .outerjoin(about, about.id == AuditEntry.about_staff_id)
        .outerjoin(Participant, Participant.id == AuditEntry.participant_id)
        .order_by(AuditEntry.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        found = found.where(AuditEntry.id < before)
    if wanted.participant_id is not None:
        found = found.where(AuditEntry.participant_id == wanted.participant_id)
    if wanted.staff_id is not None:
        found = found.where(
            (AuditEntry.staff_id == wanted.staff_id)
            | (AuditEntry.about_staff_id == wanted.staff_id)
        )
    if wanted.since is not None:
        found = found.where(AuditEntry.at >= wanted.since)
    if wanted.until is not None:
        found = found.where(AuditEntry.at < wanted.until)
    if wanted.but:
        found = found.where(AuditEntry.action.not_in(wanted.but))
    lines = [
        LogLine(
            line.id,
            line.at,
            line.action,
            line.allowed,
            readable(name),
            readable(of),
            pseudonym or "",
        )
        for line, name, of, pseudonym in await session.execute(found)
    ]
    shown = lines[:PAGE]
    return LogPage(shown, shown[-1].id if len(lines) > PAGE else None)


async def participant_of_code(session: AsyncSession, pseudonym: str) -> int | None:
    """Find whose lines somebody asks for, also of somebody who has erased everything."""
    return await session.scalar(select(Participant.id).where(Participant.pseudonym == pseudonym))
