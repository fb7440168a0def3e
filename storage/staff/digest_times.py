"""Digests: when each member of staff gets the next one. Whoever moves the time on sends it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.staff import DIGEST_READERS, DigestFrequency, StaffRole
from dialogs.reports.digest_times import next_chance, next_digest
from storage.database.database import change_rows
from storage.staff.digest_channels import DigestChannels, is_nobodys, is_ours
from storage.tables.people import Staff

PAUSE = dt.timedelta(hours=1)
"""How long a digest waits that could not be made."""


@dataclass(frozen=True)
class Habit:
    """How somebody wants their digests: how often, when, and also by e-mail.

    ``hour`` is a full hour in the installation's zone, ``weekday`` 0 for Monday.
    """

    how: DigestFrequency
    weekday: int
    hour: int
    mail: bool


async def plan_digests(
    session: AsyncSession, now: dt.datetime, calendar: LocalCalendar, channels: DigestChannels
) -> None:
    """Give everybody who wants digests a time for the next one who has none that can be kept.

    What has happened since the last digest is news the next time too.
    """
    for staff in await session.scalars(select(Staff).where(_is_unplanned(channels, now))):
        await session.execute(
            update(Staff)
            .where(Staff.id == staff.id, Staff.digest_at.is_not_distinct_from(staff.digest_at))
            .values(digest_at=_next_digest_at(staff, now, calendar))
        )


async def has_unplanned_digests(
    session: AsyncSession, now: dt.datetime, channels: DigestChannels
) -> bool:
    """Tell whether ``plan_digests`` has anything to do."""
    found = select(Staff.id).where(_is_unplanned(channels, now))
    return await session.scalar(found.limit(1)) is not None


def _is_unplanned(channels: DigestChannels, now: dt.datetime) -> ColumnElement[bool]:
    return and_(
        or_(Staff.digest_at.is_(None), is_nobodys(channels, now)),
        Staff.digest != DigestFrequency.OFF,
        Staff.role.in_(DIGEST_READERS),
        Staff.is_here,
    )


async def due_digests(
    session: AsyncSession, now: dt.datetime, channels: DigestChannels
) -> Sequence[int]:
    """List who is to get a digest now from a process with these channels."""
    found = await session.scalars(
        select(Staff.id).where(Staff.digest_at <= now, is_ours(channels)).order_by(Staff.digest_at)
    )
    return found.all()


async def claim_digest(
    session: AsyncSession,
    staff_id: int,
    now: dt.datetime,
    calendar: LocalCalendar,
    channels: DigestChannels,
) -> tuple[Staff, dt.datetime | None] | None:
    """Take on a due digest; gives its reader, and up to when the last one told.

    None if somebody else has it or is the one to send it, or if it is so late that it has to wait
    for a better time. After downtime there is one digest and not several.
    """
    found = select(Staff).where(Staff.id == staff_id, is_ours(channels))
    staff = await session.scalar(found)
    if staff is None:
        return None
    due_at, since = staff.digest_at, staff.digested_at
    if due_at is None or due_at > now:
        return None
    mine = update(Staff).where(Staff.id == staff_id, Staff.digest_at == due_at)
    at = next_chance(due_at, staff.digest_hour, now, calendar)
    if at > now:
        await session.execute(mine.values(digest_at=at))
        return None
    claim = mine.values(
        digest_at=_next_digest_at(staff, now, calendar), digested_at=now, digested_before=since
    )
    return (staff, since) if await change_rows(session, claim) == 1 else None


def _next_digest_at(staff: Staff, now: dt.datetime, calendar: LocalCalendar) -> dt.datetime | None:
    if staff.role not in DIGEST_READERS or not staff.is_here:
        return None
    return next_digest(staff.digest, staff.digest_weekday, staff.digest_hour, now, calendar)


async def hasten_digest(
    session: AsyncSession, staff_id: int, now: dt.datetime, calendar: LocalCalendar
) -> None:
    """Let the next digest come at the reader's hour on the next working day, if it was later.

    Who wants none, or is not a coach, gets none by it.
    """
    staff = await session.get_one(Staff, staff_id)
    usual, role = _next_digest_at(staff, now, calendar), staff.role
    if usual is None or role is not StaffRole.COACH:
        return
    soon = next_digest(DigestFrequency.DAILY, 0, staff.digest_hour, now, calendar)
    await session.execute(
        update(Staff)
        .where(Staff.id == staff_id, or_(Staff.digest_at.is_(None), Staff.digest_at > soon))
        .values(digest_at=soon)
    )


async def choose_habit(
    session: AsyncSession, staff_id: int, habit: Habit, now: dt.datetime, calendar: LocalCalendar
) -> None:
    """Keep how somebody wants their digests; the next one follows the new habit."""
    staff = await session.get_one(Staff, staff_id)
    staff.digest, staff.digest_mail = habit.how, habit.mail
    staff.digest_weekday, staff.digest_hour = habit.weekday, habit.hour
    staff.digest_at = _next_digest_at(staff, now, calendar)
    await session.flush()


async def put_off_digest(
    session: AsyncSession, staff_id: int, now: dt.datetime, calendar: LocalCalendar
) -> None:
    """Try a digest that could not be made again after an hour, or when it suits after that."""
    staff = await session.get_one(Staff, staff_id)
    due_at, later = staff.digest_at, now + PAUSE
    if due_at is not None and due_at <= now:
        at = next_chance(due_at, staff.digest_hour, later, calendar)
        await session.execute(
            update(Staff)
            .where(Staff.id == staff_id, Staff.digest_at == due_at)
            .values(digest_at=at)
        )
