"""Leaving: the exit is set, moved and taken back; its rating speaks for what is close before."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import PENDING, MessageKind, MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY
from dialogs.people.enrolment import ExitReason
from storage.meetings.retelling import move_meeting_messages
from storage.occasions.occasions import (
    add_occasion,
    ensure_next_occasion,
    participant_occasions,
    plan_asking,
    plan_unfinished,
    settle_occasion,
)
from storage.occasions.replanning import drop_occasion, drop_planned_occasions, resume_reminders
from storage.reminders import queue
from storage.tables.agenda import OPEN_STATUSES, Occasion, Reminder
from storage.tables.people import Participant

ENDED_REASON = "ended"
"""The reason of messages that were taken back since there is nobody to read them."""
EXIT_REASON = "exit"
"""The reason of what an exit has ended: taken back with it, unlike what the coach has noted."""


async def set_exit(
    session: AsyncSession,
    participant: Participant,
    on: dt.date | None,
    reason: ExitReason | None,
    now: dt.datetime,
    when: Timing,
    *,
    rate: bool = True,
) -> None:
    """Set, move or take back the day a participant leaves; what comes after it is off.

    With ``rate`` a last rating is asked for, and serves what falls due shortly before as well.
    None as the day takes the exit back.
    """
    participant.exit_on, participant.exit_reason = on, reason
    for occasion in await participant_occasions(session, participant.id):
        stands = rate and occasion.due_on == on
        if occasion.kind == "exit" and occasion.status in OPEN_STATUSES[:3] and not stands:
            await drop_occasion(session, occasion, now)
    await drop_planned_occasions(session, participant, now)
    await _reopen(session, participant, on, now, when)
    if on is not None:
        await _give_way(session, participant, on, now, when, rate=rate)
        if rate:
            await plan_exit(session, participant, on, now, when)
    # What closed while the exit stood in its place never fell due.
    closed = when.rhythm.day(now) - when.plan.after * DAY
    await ensure_next_occasion(session, participant, now, when, not_due_before=closed)
    await _ask_again(session, participant, on, now, when)


async def plan_exit(
    session: AsyncSession, participant: Participant, on: dt.date, now: dt.datetime, when: Timing
) -> None:
    """Add the last occasion, unless there is one whose window holds that day.

    Somebody who stays longer after all has a second one.
    """
    found = await participant_occasions(session, participant.id)
    exits = [occasion for occasion in found if occasion.kind == "exit"]
    if any(occasion.opens_on <= on <= occasion.closes_on for occasion in exits):
        return
    number = max((occasion.number for occasion in exits), default=-1) + 1
    window = replace(when.plan.exit(on), number=number)
    occasion = await add_occasion(session, participant, window, when)
    await plan_asking(session, occasion, when, now)


async def _reopen(
    session: AsyncSession,
    participant: Participant,
    on: dt.date | None,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Open again what an earlier exit had ended and this one does not."""
    for occasion in await participant_occasions(session, participant.id):
        ended = (occasion.status, occasion.reason) == ("missed", EXIT_REASON)
        if not ended or occasion.closes_at <= now or (on is not None and occasion.due_on > on):
            continue
        status = "reminded" if occasion.asked else "due"
        if occasion.rating_id is not None:
            status = "started"
        elif occasion.due_on > when.rhythm.day(now):
            status = "planned"
        occasion.status, occasion.reason, occasion.settled_at = status, None, None
        await session.flush()
        if status == "started" and not await _has_told_unfinished(session, occasion):
            await plan_unfinished(session, occasion, when, now)


async def _has_told_unfinished(session: AsyncSession, occasion: Occasion) -> bool:
    """Tell whether the one message about what was begun has gone out."""
    newest = await queue.newest_reminder(
        session, occasion.participant_id, MessageKind.UNFINISHED, occasion.id
    )
    return newest is not None and newest.status != MessageStatus.CANCELLED


async def _give_way(
    session: AsyncSession,
    participant: Participant,
    on: dt.date,
    now: dt.datetime,
    when: Timing,
    *,
    rate: bool,
) -> None:
    """Settle what is open but comes after the exit; of what is close before, the exit speaks."""
    for occasion in await participant_occasions(session, participant.id):
        if occasion.status not in OPEN_STATUSES or occasion.kind == "exit":
            continue
        begun = occasion.status == "started"
        over = not rate and on <= when.rhythm.day(now)
        if over or (occasion.due_on > on and not begun):
            await settle_occasion(session, occasion, "missed", EXIT_REASON, now)
        elif _is_spoken_for(occasion, on, when) and not begun:
            await queue.withdraw_reminder(session, participant.id, MessageKind.RATING, occasion.id)


def _is_spoken_for(occasion: Occasion, on: dt.date | None, when: Timing) -> bool:
    """Tell whether the rating at an exit on that day is asked for instead."""
    return on is not None and occasion.due_on >= on - when.plan.before * DAY


async def _ask_again(
    session: AsyncSession,
    participant: Participant,
    on: dt.date | None,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Ask about the newest that waits, where an earlier exit had spoken for it."""
    found = await participant_occasions(session, participant.id)
    waiting = [o for o in found if o.status in ("due", "reminded") and o.closes_at > now]
    for occasion in waiting[-1:]:
        if occasion.kind == "exit" or _is_spoken_for(occasion, on, when):
            continue
        newest = await queue.newest_reminder(
            session, participant.id, MessageKind.RATING, occasion.id
        )
        if newest is None or newest.status not in PENDING:
            await plan_asking(session, occasion, when, now)


async def restore_reminders(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Plan anew what ``queue.silence`` had taken back, where the reason was a slip."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == participant.id,
            Reminder.status == MessageStatus.CANCELLED,
            Reminder.reason == ENDED_REASON,
            Reminder.until > now,
        )
        .values(status=MessageStatus.SKIPPED)
    )
    await resume_reminders(session, participant, now, when)
    await move_meeting_messages(session, participant.id, now, when)
