"""The messages about a meeting: rows of ``reminders``, planned anew at every change.

A row has the revision of the meeting that it is about, and in it a number: 0 for the news, one
more for each reminder, in time order.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.meeting_times import (
    APART,
    MOST_REMINDERS,
    NEWS,
    meeting_news_time,
    meeting_reminder_times,
    revision_times,
)
from dialogs.agenda.messages import PENDING, TOLD, UNTOLD, MessageKind, MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.people.accounts import AccountStatus, Channel
from storage.people.participants import has_died
from storage.tables.agenda import Meeting, Reminder
from storage.tables.people import Account

KIND = MessageKind.MEETING
CANNOT = "cannot"
"""Why a reminder is off: the person has said that they cannot come."""


async def plan_meeting_messages(
    session: AsyncSession, meeting: Meeting, now: dt.datetime, when: Timing
) -> None:
    """Plan what a new revision is to say: the news itself, and the reminders after it."""
    await withdraw_older(session, meeting)
    for number, at in revision_times(meeting.starts_at, meeting.before, now, when):
        await _add(session, meeting, number, at, when)
    await session.flush()


async def replan_meeting_reminders(
    session: AsyncSession, meeting: Meeting, now: dt.datetime, when: Timing
) -> None:
    """Plan the reminders anew, for instance at other hours; what was sent stays."""
    mine = is_of_revision(meeting)
    await session.execute(
        delete(Reminder).where(
            mine,
            Reminder.status == MessageStatus.PLANNED,
            Reminder.number > NEWS,
        )
    )
    told = func.max(Reminder.due_at).filter(Reminder.status.not_in(UNTOLD))
    last = select(func.max(Reminder.number), told).where(mine)
    newest, told_at = (await session.execute(last)).one()
    first = 1 if newest is None else newest + 1
    # Nothing is being said just now: what is due within the hour is as good as later.
    after = max(told_at or now - APART, now - APART)
    times = meeting_reminder_times(meeting.starts_at, meeting.before, after, when)
    for number, moment in enumerate(times[: MOST_REMINDERS + 1 - first], start=first):
        await _add(session, meeting, number, moment, when)
    await session.flush()


async def plan_cancellation(
    session: AsyncSession, meeting: Meeting, now: dt.datetime, when: Timing
) -> None:
    """Plan the line that says that a meeting is off, where the person can have heard of it."""
    await withdraw_older(session, meeting)
    at = meeting_news_time(now, when)
    if at < meeting.starts_at and await is_known_to_person(session, meeting):
        await _add(session, meeting, NEWS, at, when)
        await session.flush()


async def withdraw_older(session: AsyncSession, meeting: Meeting) -> None:
    """Take back what older revisions had planned, also what is just being sent."""
    await session.execute(
        update(Reminder)
        .where(
            is_about(meeting),
            Reminder.revision < meeting.revision,
            Reminder.status.in_(PENDING),
        )
        .values(status=MessageStatus.CANCELLED)
    )


async def hold_back_reminders(session: AsyncSession, meeting: Meeting) -> None:
    """Keep the reminders back: the person cannot come."""
    await session.execute(
        update(Reminder)
        .where(is_of_revision(meeting), Reminder.status == MessageStatus.PLANNED)
        .values(status=MessageStatus.CANCELLED, reason=CANNOT)
    )


async def bring_back_reminders(session: AsyncSession, meeting: Meeting, now: dt.datetime) -> None:
    """Plan the reminders again that were held back: the person can come after all."""
    held = and_(Reminder.status == MessageStatus.CANCELLED, Reminder.reason == CANNOT)
    await session.execute(
        update(Reminder)
        .where(is_of_revision(meeting), held, Reminder.due_at > now)
        .values(status=MessageStatus.PLANNED, reason=None)
    )


async def has_told_before(session: AsyncSession, meeting: Meeting) -> bool:
    """Tell whether any message about an earlier revision has left, or may have left."""
    earlier = (is_about(meeting), Reminder.revision < meeting.revision)
    # Cancelled and settled: it was looked at when it fell due, and was of no use any more.
    left = and_(
        Reminder.claimed_at.is_not(None),
        Reminder.status != MessageStatus.UNDELIVERABLE,
        or_(Reminder.status != MessageStatus.CANCELLED, Reminder.settled_at.is_(None)),
    )
    return bool(await session.scalar(select(exists().where(*earlier, left))))


async def is_known_to_person(session: AsyncSession, meeting: Meeting) -> bool:
    """Tell whether the person can have heard of a meeting; in the web chat it is seen at once."""
    web = exists().where(
        Account.participant_id == meeting.participant_id,
        Account.channel == Channel.WEB,
        Account.status == AccountStatus.OPEN,
    )
    return bool(await session.scalar(select(web))) or await has_told_before(session, meeting)


async def is_repetition(session: AsyncSession, row: Reminder) -> bool:
    """Tell whether an earlier message of the same revision goes out at about the same time.

    After a pause or downtime several are due at once; only the first of them is of use.
    """
    near = or_(
        and_(Reminder.status.in_(PENDING), Reminder.due_at > row.due_at - APART),
        and_(
            Reminder.status.in_(TOLD),
            Reminder.settled_at > row.due_at - APART,
        ),
    )
    same = (
        Reminder.participant_id == row.participant_id,
        Reminder.kind == KIND,
        Reminder.subject == row.subject,
        Reminder.revision == row.revision,
        Reminder.number < row.number,
    )
    return bool(await session.scalar(select(exists().where(*same, near))))


async def meeting_reminders(
    session: AsyncSession, participant_id: int, meeting_ids: Sequence[int]
) -> Sequence[Reminder]:
    """List every message about these meetings of one person, in the order they were planned."""
    found = await session.scalars(
        select(Reminder)
        .where(
            Reminder.participant_id == participant_id,  # the index begins with it
            Reminder.kind == KIND,
            Reminder.subject.in_(meeting_ids),
        )
        .order_by(Reminder.subject, Reminder.revision, Reminder.number)
    )
    return found.all()


def is_about(meeting: Meeting) -> ColumnElement[bool]:
    """Say which rows are about a meeting."""
    return and_(
        Reminder.participant_id == meeting.participant_id,
        Reminder.kind == KIND,
        Reminder.subject == meeting.id,
    )


def is_of_revision(meeting: Meeting) -> ColumnElement[bool]:
    """Say which rows are about a meeting as it is now."""
    return and_(is_about(meeting), Reminder.revision == meeting.revision)


def is_news_of(meeting: Meeting) -> ColumnElement[bool]:
    """Say which row is the news of a meeting as it is now."""
    return and_(is_of_revision(meeting), Reminder.number == NEWS)


async def _add(
    session: AsyncSession, meeting: Meeting, number: int, at: dt.datetime, when: Timing
) -> None:
    if await has_died(session, meeting.participant_id):
        return
    session.add(
        Reminder(
            participant_id=meeting.participant_id,
            kind=KIND,
            subject=meeting.id,
            revision=meeting.revision,
            number=number,
            due_at=at,
            until=meeting.starts_at,
            zone=str(when.rhythm.zone),
            wished=False,
            status=MessageStatus.PLANNED,
            attempts=0,
        )
    )
