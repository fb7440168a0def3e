"""Occasions: planned from the enrolment on, served by ratings, settled once."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.asking import Asking, next_asking
from dialogs.agenda.messages import ABOUT_RATINGS, PENDING, MessageKind
from dialogs.agenda.plan import Window
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, day_end, soonest
from dialogs.people.enrolment import EnrolmentStatus
from storage.reminders import queue
from storage.tables.agenda import OPEN_STATUSES, Occasion, Reminder
from storage.tables.people import Participant
from storage.talk.conversations import close_conversations_about

REGULAR = ("enrolment", "three-month", "six-month")

IS_ASKED_AGAIN = exists().where(
    Reminder.participant_id == Occasion.participant_id,
    Reminder.kind == MessageKind.RATING,
    Reminder.subject == Occasion.id,
    Reminder.status.in_(PENDING),
)
"""Of an occasion in a statement: another message about it is to come."""


def asking_of(occasion: Occasion) -> Asking:
    """Give how an occasion has been asked about."""
    return Asking(occasion.asked, occasion.silent, occasion.streak_on)


def record_asking(occasion: Occasion, asking: Asking) -> None:
    """Keep how an occasion has been asked about."""
    occasion.asked, occasion.silent = asking.asked, asking.silent
    occasion.streak_on = asking.streak_on


async def participant_occasions(session: AsyncSession, participant_id: int) -> Sequence[Occasion]:
    """List a participant's occasions in the order they fall due."""
    found = await session.scalars(
        select(Occasion)
        .where(Occasion.participant_id == participant_id)
        .order_by(Occasion.due_on, Occasion.id)
    )
    return found.all()


async def add_occasion(
    session: AsyncSession, participant: Participant, window: Window, when: Timing
) -> Occasion:
    """Add an occasion; the first message about it is planned by ``plan_asking``."""
    occasion = Occasion(
        participant_id=participant.id,
        kind=window.kind,
        number=window.number,
        opens_on=window.opens_on,
        due_on=window.due_on,
        closes_on=window.closes_on,
        closes_at=day_end(window.closes_on, when.rhythm.zone),
        status="planned",
        asked=0,
        silent=0,
    )
    session.add(occasion)
    await session.flush()
    return occasion


async def plan_asking(
    session: AsyncSession,
    occasion: Occasion,
    when: Timing,
    now: dt.datetime,
    at: dt.datetime | None = None,
    *,
    wished: bool = False,
) -> None:
    """Plan the next message about an occasion that nobody has begun: at ``at``, else by the plan.

    What the plan had for an earlier time comes as soon as it can.
    """
    if at is None:
        at = next_asking(asking_of(occasion), occasion.due_on, when, now)
    if at is None:
        await queue.withdraw_reminder(
            session, occasion.participant_id, MessageKind.RATING, occasion.id
        )
        return
    await queue.plan_reminder(
        session,
        participant_id=occasion.participant_id,
        kind=MessageKind.RATING,
        subject=occasion.id,
        due_at=at,
        until=occasion.closes_at,
        zone=when.rhythm.zone,
        wished=wished,
    )


async def plan_first_occasions(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Plan the occasions of somebody who has said yes; does nothing the second time."""
    if await participant_occasions(session, participant.id):
        return
    today = when.rhythm.day(now)
    first = await add_occasion(session, participant, when.plan.enrolment(today), when)
    first.status = "due"
    await plan_unfinished(session, first, when, now)
    await ensure_next_occasion(session, participant, now, when)


async def plan_unfinished(
    session: AsyncSession,
    occasion: Occasion,
    when: Timing,
    now: dt.datetime,
    at: dt.datetime | None = None,
) -> None:
    """Plan the one message that comes after a day, or at ``at``, if what was begun is left."""
    await queue.plan_reminder(
        session,
        participant_id=occasion.participant_id,
        kind=MessageKind.UNFINISHED,
        subject=occasion.id,
        due_at=at or soonest(now + DAY, when.rhythm, when.free),
        until=occasion.closes_at,
        zone=when.rhythm.zone,
    )


async def ensure_next_occasion(
    session: AsyncSession,
    participant: Participant,
    now: dt.datetime,
    when: Timing,
    *,
    not_due_before: dt.date | None = None,
) -> None:
    """See to it that the next regular occasion is planned, and any that downtime has missed.

    What would have fallen due before the local day ``not_due_before`` never was: it is left out.
    """
    if participant.enrolled_at is None or participant.status != EnrolmentStatus.ACTIVE:
        return
    enrolled_on, today = when.rhythm.day(participant.enrolled_at), when.rhythm.day(now)
    found = await participant_occasions(session, participant.id)
    spoken = [o.due_on - when.plan.before * DAY for o in found if o.kind == "exit"]
    regular = [o for o in found if o.kind in REGULAR]
    latest = regular[-1] if regular else None
    number = latest.number if latest else 0
    while latest is None or latest.status != "planned":
        window = when.plan.next_window(enrolled_on, number, participant.exit_on)
        if window is None:
            return
        number = window.number
        if not_due_before is not None and window.due_on < not_due_before:
            continue
        # Of somebody who stayed after an exit: what closed while it stood never fell due.
        if window.closes_on < today and any(since <= window.due_on for since in spoken):
            continue
        latest = await add_occasion(session, participant, window, when)
        if window.closes_on < today:
            latest.status, latest.settled_at = "missed", now
        else:
            await plan_asking(session, latest, when, now)


async def mark_due(
    session: AsyncSession,
    occasion: Occasion,
    participant: Participant,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Let an occasion whose day has come be due, and plan the one after it."""
    if occasion.status == "planned" and occasion.due_on <= when.rhythm.day(now):
        occasion.status = "due"
        for older in await participant_occasions(session, participant.id):
            if older.id != occasion.id and older.status in ("due", "reminded"):
                # One rating at a time is asked for: it serves both.
                await queue.withdraw_reminder(session, participant.id, MessageKind.RATING, older.id)
        await ensure_next_occasion(session, participant, now, when)


async def settle_occasion(
    session: AsyncSession, occasion: Occasion, status: str, reason: str | None, now: dt.datetime
) -> None:
    """Settle an occasion: done, late-done or missed; nothing more is said about it."""
    occasion.status, occasion.reason = status, reason
    occasion.settled_at = now
    await withdraw_asking(session, occasion, now)


async def withdraw_asking(session: AsyncSession, occasion: Occasion, now: dt.datetime) -> None:
    """Take back what is planned about an occasion, and end the offer to begin that stands open."""
    for kind in ABOUT_RATINGS:
        await queue.withdraw_reminder(session, occasion.participant_id, kind, occasion.id)
    await close_conversations_about(
        session, occasion.participant_id, "reminder", ("occasion", occasion.id), now
    )


async def participants_past_window(session: AsyncSession, now: dt.datetime) -> Sequence[int]:
    """List whom an occasion belongs to whose window has ended unsettled."""
    found = await session.scalars(
        select(Occasion.participant_id)
        .where(Occasion.status.in_(OPEN_STATUSES), Occasion.closes_at <= now)
        .distinct()
    )
    return found.all()
