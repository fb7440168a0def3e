"""Replanning: what has not happened yet is moved; what has happened stays as it is."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.plan import Plan
from dialogs.schedule import DAY, Calendar, next_hour, slot, soonest, wished
from storage import reminders
from storage.agenda import OPEN, Occasion, Reminder
from storage.models import Participant, SubProject
from storage.occasions import (
    REGULAR,
    Timing,
    add_occasion,
    asked,
    asking_of,
    ensure_next,
    next_asking,
    occasions_of,
    plan_asking,
    plan_unfinished,
    settle_occasion,
    timing,
    timing_of,
)
from storage.served import next_extra, waiting

BY_RATING = ("paper", "together")
"""Reasons with which a coach says that an occasion was done."""
WITHOUT = ("ill", "declined", "no-phone", "ended")
"""Reasons with which a coach says that there is no rating."""


async def resume(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Move what is planned to the person's hour and zone, and ask again about what was dropped.

    After an unblocking, a new hour, or the end of a pause or a stop.
    """
    await move_planned(session, participant, now, when)
    coming = next_hour(now, when.rhythm, when.free)
    found = await occasions_of(session, participant.id)
    waiting = [o for o in found if o.status in ("due", "reminded") and o.closes_at > now]
    for occasion in waiting[-1:]:  # the newest speaks for those before it
        if await reminders.dropped(session, participant.id, "rating", occasion.id):
            asked(occasion, asking_of(occasion).reacted())
            await plan_asking(session, occasion, when, now, coming)
        elif at := next_asking(asking_of(occasion), occasion.due_on, when, now - DAY):
            await reminders.no_later(session, occasion.id, max(at, coming))


async def move_planned(
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
            Reminder.status == "planned",
            Reminder.kind != "meeting",
        )
    )
    for row in rows:
        if not row.wished:
            # The day as it was planned: in another zone the moment may fall on the one beside it.
            day = row.due_at.astimezone(ZoneInfo(row.zone)).date()
            # What was left half-way waits for a day without a word in any case.
            own = coming if row.kind == "unfinished" else slot(day, when.rhythm, when.free)
            row.due_at, row.zone = max(own, coming), str(when.rhythm.zone)
    await session.flush()


async def postpone(
    session: AsyncSession, occasion: Occasion, wish: str, now: dt.datetime, when: Timing
) -> None:
    """Ask again when the person wished it: *today*, *tomorrow* or *week*."""
    asked(occasion, asking_of(occasion).reacted())
    await reminders.answered(session, occasion.participant_id, "rating", occasion.id)
    at = wished(wish, now, when.rhythm, when.free)
    await plan_asking(session, occasion, when, now, at, wished=True)


async def set_exit(
    session: AsyncSession,
    participant: Participant,
    on: dt.date | None,
    reason: str | None,
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
    for occasion in await occasions_of(session, participant.id):
        if occasion.kind == "exit" and occasion.status in OPEN[:3]:
            await _drop(session, occasion)
    await _drop_planned(session, participant)
    if on is not None:
        await _give_way(session, participant, on, now, when, rate=rate)
    if on is not None and rate and not await _exit_settled(session, participant):
        occasion = await add_occasion(session, participant, when.plan.exit(on), when)
        await plan_asking(session, occasion, when, now)
    # What closed while the exit stood in its place never fell due.
    closed = when.rhythm.day(now) - when.plan.after * DAY
    await ensure_next(session, participant, now, when, not_due_before=closed)


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
    for occasion in await occasions_of(session, participant.id):
        if occasion.status not in OPEN or occasion.kind == "exit":
            continue
        begun = occasion.status == "started"
        over = not rate and on <= when.rhythm.day(now)
        if over or (occasion.due_on > on and not begun):
            await settle_occasion(session, occasion, "missed", "ended", now)
        elif occasion.due_on >= on - when.plan.before * DAY and not begun:
            await reminders.withdraw(session, participant.id, "rating", occasion.id)


async def _exit_settled(session: AsyncSession, participant: Participant) -> bool:
    return any(o.kind == "exit" for o in await occasions_of(session, participant.id))


async def _drop_planned(session: AsyncSession, participant: Participant) -> None:
    for occasion in await occasions_of(session, participant.id):
        if occasion.kind in REGULAR and occasion.status == "planned":
            await _drop(session, occasion)


async def _drop(session: AsyncSession, occasion: Occasion) -> None:
    """Take away an occasion that nobody has begun, and what was planned to be said about it."""
    await session.execute(
        delete(Reminder).where(
            Reminder.participant_id == occasion.participant_id,
            Reminder.kind == "rating",
            Reminder.subject == occasion.id,
            Reminder.status == "planned",
        )
    )
    await reminders.withdraw(session, occasion.participant_id, "rating", occasion.id)
    await session.execute(delete(Occasion).where(Occasion.id == occasion.id))
    session.expunge(occasion)


async def ask_extra(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> Occasion:
    """Ask for an extra rating now; where one would count already, that is asked about."""
    today = when.rhythm.day(now)
    open_now = await waiting(session, participant, today)
    if open_now is not None:
        await ask_now(session, open_now, now, when)
        return open_now
    window = when.plan.on_wish(today, await next_extra(session, participant.id))
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
    asked(occasion, asking_of(occasion).reacted())
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
    status = done if reason in BY_RATING else "missed"
    await settle_occasion(session, occasion, status, reason, now)
    await ensure_next(session, participant, now, when)


async def change_plan(
    session: AsyncSession, project: SubProject, plan: Plan, now: dt.datetime, calendar: Calendar
) -> None:
    """Give a sub-project another plan; planned occasions move, all others stay.

    Nothing falls due in the past by it, and nobody who has been silent is asked anew.
    """
    project.plan = plan.to_json()
    await session.flush()
    people = await session.scalars(
        select(Participant).where(
            Participant.sub_project_id == project.id, Participant.status == "active"
        )
    )
    for participant in people:
        when = timing_of(participant, plan, calendar)
        today = when.rhythm.day(now)
        for occasion in await occasions_of(session, participant.id):
            if occasion.status == "planned" and occasion.due_on <= today:
                occasion.status = "due"
        await _drop_planned(session, participant)
        await ensure_next(session, participant, now, when, not_due_before=today)
        await move_planned(session, participant, now, when)


async def settle_timing(
    session: AsyncSession,
    participant: Participant,
    calendar: Calendar,
    now: dt.datetime,
    *,
    ask_again: bool = True,
) -> None:
    """Plan anew: somebody can be reached again, or (without ``ask_again``) has another hour."""
    when = await timing(session, participant, calendar)
    await (resume if ask_again else move_planned)(session, participant, now, when)
