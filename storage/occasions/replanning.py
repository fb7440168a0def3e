"""Replanning: what has not happened yet is moved; what has happened stays as it is."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.asking import next_asking
from dialogs.agenda.messages import ABOUT_RATINGS, DROPPED, SIDE_KINDS, MessageKind, MessageStatus
from dialogs.agenda.retracing import DONE_REASONS
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import (
    DAY,
    LocalCalendar,
    day_end,
    next_hour,
    slot,
    soonest,
    wish_moment,
)
from storage.meetings.retelling import plan_news_again
from storage.occasions.occasions import (
    REGULAR,
    add_occasion,
    asking_of,
    ensure_next_occasion,
    participant_occasions,
    plan_asking,
    plan_unfinished,
    record_asking,
    settle_occasion,
    withdraw_asking,
)
from storage.occasions.serving import next_extra_number, waiting_occasion
from storage.people.timing import participant_timing
from storage.reminders import queue
from storage.tables.agenda import OPEN_STATUSES, Occasion, Reminder
from storage.tables.people import Participant

NO_RATING_REASONS = ("ill", "declined", "no-phone", "ended")
"""Reasons with which a coach says that there is no rating."""


async def resume_reminders(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Move what is planned to the person's hour and zone, and ask again about what was dropped.

    After an unblocking, a new hour, or the end of a pause or a stop.
    """
    await move_planned_reminders(session, participant, now, when)
    coming = next_hour(now, when.rhythm, when.free)
    found = await participant_occasions(session, participant.id)
    waiting = [o for o in found if o.status in ("due", "reminded") and o.closes_at > now]
    for occasion in waiting[-1:]:  # the newest speaks for those before it
        newest = await queue.newest_reminder(
            session, participant.id, MessageKind.RATING, occasion.id
        )
        if newest is not None and newest.status in DROPPED:
            record_asking(occasion, asking_of(occasion).with_reaction())
            await plan_asking(session, occasion, when, now, coming)
        elif at := next_asking(asking_of(occasion), occasion.due_on, when, now - DAY):
            await queue.bring_forward(session, occasion.id, max(at, coming))
    await _ask_again_aside(session, participant, coming, when)
    await plan_news_again(session, participant.id, now, when)


async def _ask_again_aside(
    session: AsyncSession, participant: Participant, coming: dt.datetime, when: Timing
) -> None:
    """Plan anew what was dropped about small steps and what was left half-way, while of use."""
    newest: dict[tuple[MessageKind, int], Reminder] = {}
    for row in await queue.messages_to(session, participant.id):
        key = row.kind, row.subject
        if row.kind in SIDE_KINDS and (key not in newest or row.number > newest[key].number):
            newest[key] = row
    for (kind, subject), row in newest.items():
        if row.status in DROPPED:
            await queue.plan_reminder(
                session,
                participant_id=participant.id,
                kind=kind,
                subject=subject,
                due_at=coming,
                until=row.until,
                zone=when.rhythm.zone,
            )


async def move_planned_reminders(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Move what is planned to the person's hour and zone.

    Nobody who has been silent is asked anew by it.
    """
    await session.flush()
    coming = next_hour(now, when.rhythm, when.free)
    rows = await session.scalars(
        select(Reminder).where(
            Reminder.participant_id == participant.id,
            Reminder.status == MessageStatus.PLANNED,
            Reminder.kind != MessageKind.MEETING,
        )
    )
    for row in rows:
        if not row.wished:
            # The day as it was planned: in another zone the moment may fall on the one beside it.
            day = row.due_at.astimezone(ZoneInfo(row.zone)).date()
            # What was left half-way waits for a day without a word in any case.
            own = (
                coming if row.kind == MessageKind.UNFINISHED else slot(day, when.rhythm, when.free)
            )
            row.due_at, row.zone = max(own, coming), str(when.rhythm.zone)
    await session.flush()


async def postpone_asking(
    session: AsyncSession, occasion: Occasion, wish: str, now: dt.datetime, when: Timing
) -> None:
    """Ask again when the person wished it, *today*, *tomorrow* or in a *week*, if not before."""
    record_asking(occasion, asking_of(occasion).with_reaction())
    await queue.mark_answered(session, occasion.participant_id, MessageKind.RATING, occasion.id)
    at = wish_moment(wish, now, when.rhythm, when.free, occasion.closes_at)
    await plan_asking(session, occasion, when, now, at, wished=True)


async def drop_planned_occasions(
    session: AsyncSession, participant: Participant, now: dt.datetime
) -> None:
    """Take away the regular occasions whose day has not come."""
    for occasion in await participant_occasions(session, participant.id):
        if occasion.kind in REGULAR and occasion.status == "planned":
            await drop_occasion(session, occasion, now)


async def drop_occasion(session: AsyncSession, occasion: Occasion, now: dt.datetime) -> None:
    """Take away an occasion that nobody has begun, and what was planned to be said about it."""
    await session.execute(
        delete(Reminder).where(
            Reminder.participant_id == occasion.participant_id,
            Reminder.kind == MessageKind.RATING,
            Reminder.subject == occasion.id,
            Reminder.status == MessageStatus.PLANNED,
        )
    )
    await withdraw_asking(session, occasion, now)
    await session.execute(delete(Occasion).where(Occasion.id == occasion.id))
    session.expunge(occasion)


async def ask_extra(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> Occasion:
    """Ask for an extra rating now; where one would count already, that is asked about."""
    today = when.rhythm.day(now)
    open_now = await waiting_occasion(session, participant, today)
    if open_now is not None:
        await ask_now(session, open_now, now, when)
        return open_now
    window = when.plan.on_wish(today, await next_extra_number(session, participant.id))
    occasion = await add_occasion(session, participant, window, when)
    await plan_asking(session, occasion, when, now)
    return occasion


async def ask_now(
    session: AsyncSession, occasion: Occasion, now: dt.datetime, when: Timing
) -> None:
    """Ask again as soon as the person may be written to: their coach wants it.

    What has been begun is shown again where it was left.
    """
    at = soonest(now, when.rhythm, when.free)
    if occasion.status == "started" or occasion.kind == "enrolment":
        await plan_unfinished(session, occasion, when, now, at)
        return
    record_asking(occasion, asking_of(occasion).with_reaction())
    await plan_asking(session, occasion, when, now, at)


async def settle_by_coach(
    session: AsyncSession,
    participant: Participant,
    occasion: Occasion,
    reason: str,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Note why an occasion has no rating here, or that it was done on paper or together."""
    done = "late-done" if now >= occasion.closes_at else "done"
    status = done if reason in DONE_REASONS else "missed"
    await settle_occasion(session, occasion, status, reason, now)
    await ensure_next_occasion(session, participant, now, when)


async def resume_when_reachable(
    session: AsyncSession, participant: Participant, calendar: LocalCalendar, now: dt.datetime
) -> None:
    """Plan anew for somebody who can be reached again."""
    await resume_reminders(
        session, participant, now, await participant_timing(session, participant, calendar)
    )


async def move_windows_to_zone(session: AsyncSession, participant_id: int, zone: dt.tzinfo) -> None:
    """Let open windows end with the day of another time zone, and the messages about them too."""
    for occasion in await participant_occasions(session, participant_id):
        if occasion.status in OPEN_STATUSES:
            occasion.closes_at = day_end(occasion.closes_on, zone)
            await session.execute(
                update(Reminder)
                .where(
                    Reminder.participant_id == participant_id,
                    Reminder.kind.in_(ABOUT_RATINGS),
                    Reminder.subject == occasion.id,
                    Reminder.status == MessageStatus.PLANNED,
                )
                .values(until=occasion.closes_at)
            )
    await session.flush()
