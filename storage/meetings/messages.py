"""The messages about a meeting: rows of ``reminders``, planned anew at every change.

A row's number is the meeting's revision times ten; one more for each reminder, in time order.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.meeting_times import APART, meeting_news_time, meeting_reminder_times
from dialogs.agenda.timing import Timing
from storage.tables.agenda import Meeting, Reminder
from storage.tables.people import Account

KIND = "meeting"
REVISION_SPAN = 10
"""Numbers of a revision: its news, and up to nine reminders."""
CANNOT = "cannot"
"""Why a reminder is off: the person has said that they cannot come."""
UNTOLD = ("skipped", "undeliverable", "cancelled")
"""The statuses of a message that nobody has got, nor will get."""


async def plan_meeting_messages(
    session: AsyncSession, meeting: Meeting, now: dt.datetime, when: Timing
) -> None:
    """Plan what a new revision is to say: the news itself, and the reminders after it."""
    await withdraw_older(session, meeting)
    at = meeting_news_time(now, when)
    if at < meeting.starts_at:
        _add(session, meeting, 0, at, when)
    times = meeting_reminder_times(meeting.starts_at, meeting.before, at, when)
    for place, moment in enumerate(times[: REVISION_SPAN - 1], start=1):
        _add(session, meeting, place, moment, when)
    await session.flush()


async def replan_meeting_reminders(
    session: AsyncSession, meeting: Meeting, now: dt.datetime, when: Timing
) -> None:
    """Plan the reminders anew, for instance at other hours; what was sent stays."""
    mine = is_of_revision(meeting)
    await session.execute(
        delete(Reminder).where(
            mine, Reminder.status == "planned", Reminder.number > meeting.revision * REVISION_SPAN
        )
    )
    told = func.max(Reminder.due_at).filter(Reminder.status.not_in(UNTOLD))
    last = select(func.max(Reminder.number), told).where(mine)
    newest, told_at = (await session.execute(last)).one()
    first = 1 if newest is None else newest % REVISION_SPAN + 1
    # Nothing is being said just now: what is due within the hour is as good as later.
    after = max(told_at or now - APART, now - APART)
    times = meeting_reminder_times(meeting.starts_at, meeting.before, after, when)
    for place, moment in enumerate(times[: REVISION_SPAN - first], start=first):
        _add(session, meeting, place, moment, when)
    await session.flush()


async def plan_cancellation(
    session: AsyncSession, meeting: Meeting, now: dt.datetime, when: Timing
) -> None:
    """Plan the line that says that a meeting is off, where the person can have heard of it."""
    await withdraw_older(session, meeting)
    at = meeting_news_time(now, when)
    if at < meeting.starts_at and await is_known_to_person(session, meeting):
        _add(session, meeting, 0, at, when)
        await session.flush()


async def withdraw_older(session: AsyncSession, meeting: Meeting) -> None:
    """Take back what older revisions had planned, also what is just being sent."""
    await session.execute(
        update(Reminder)
        .where(
            is_about(meeting),
            Reminder.number < meeting.revision * REVISION_SPAN,
            Reminder.status.in_(("planned", "claimed")),
        )
        .values(status="cancelled")
    )


async def hold_back_reminders(session: AsyncSession, meeting: Meeting) -> None:
    """Keep the reminders back: the person cannot come."""
    await session.execute(
        update(Reminder)
        .where(is_of_revision(meeting), Reminder.status == "planned")
        .values(status="cancelled", reason=CANNOT)
    )


async def bring_back_reminders(session: AsyncSession, meeting: Meeting, now: dt.datetime) -> None:
    """Plan the reminders again that were held back: the person can come after all."""
    held = and_(Reminder.status == "cancelled", Reminder.reason == CANNOT)
    await session.execute(
        update(Reminder)
        .where(is_of_revision(meeting), held, Reminder.due_at > now)
        .values(status="planned", reason=None)
    )


async def has_told_before(session: AsyncSession, meeting: Meeting) -> bool:
    """Tell whether any message about an earlier revision has left, or may have left."""
    earlier = (is_about(meeting), Reminder.number < meeting.revision * REVISION_SPAN)
    # Cancelled and settled: it was looked at when it fell due, and was of no use any more.
    left = and_(
        Reminder.claimed_at.is_not(None),
        Reminder.status != "undeliverable",
        or_(Reminder.status != "cancelled", Reminder.settled_at.is_(None)),
    )
    return bool(await session.scalar(select(exists().where(*earlier, left))))


async def is_known_to_person(session: AsyncSession, meeting: Meeting) -> bool:
    """Tell whether the person can have heard of a meeting; in the web chat it is seen at once."""
    web = exists().where(
        Account.participant_id == meeting.participant_id,
        Account.channel == "web",
        Account.status == "open",
    )
    return bool(await session.scalar(select(web))) or await has_told_before(session, meeting)


async def is_repetition(session: AsyncSession, row: Reminder) -> bool:
    """Tell whether an earlier message of the same revision goes out at about the same time.

    After a pause or downtime several are due at once; only the first of them is of use.
    """
    least = row.number - row.number % REVISION_SPAN
    near = or_(
        and_(Reminder.status.in_(("planned", "claimed")), Reminder.due_at > row.due_at - APART),
        and_(
            Reminder.status.in_(("sent", "uncertain", "answered")),
            Reminder.settled_at > row.due_at - APART,
        ),
    )
    same = (
        Reminder.participant_id == row.participant_id,
        Reminder.kind == KIND,
        Reminder.subject == row.subject,
        Reminder.number.between(least, row.number - 1),
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
        .order_by(Reminder.subject, Reminder.number)
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
    first = meeting.revision * REVISION_SPAN
    return and_(is_about(meeting), Reminder.number.between(first, first + REVISION_SPAN - 1))


def _add(
    session: AsyncSession, meeting: Meeting, place: int, at: dt.datetime, when: Timing
) -> None:
    session.add(
        Reminder(
            participant_id=meeting.participant_id,
            kind=KIND,
            subject=meeting.id,
            number=meeting.revision * REVISION_SPAN + place,
            due_at=at,
            until=meeting.starts_at,
            zone=str(when.rhythm.zone),
            wished=False,
            status="planned",
            attempts=0,
        )
    )
