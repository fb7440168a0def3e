"""Served: which occasions a rating counts for. One rating serves all whose window holds the day."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.timing import Timing
from storage.occasions.occasions import (
    add_occasion,
    ensure_next_occasion,
    participant_occasions,
    plan_unfinished,
    settle_occasion,
)
from storage.reminders import queue
from storage.tables.agenda import DONE_STATUSES, OPEN_STATUSES, Occasion
from storage.tables.people import Participant, StoredConversation
from storage.talk.conversations import conversation_of

_RANK = ("extra", "three-month", "six-month", "exit", "enrolment")


def can_serve(occasion: Occasion, today: dt.date) -> bool:
    """Tell whether a rating begun today would count for an occasion.

    One that was given up (declined, ill) counts after all, if the person begins within its window.
    """
    within = occasion.opens_on <= today <= occasion.closes_on
    return within and occasion.status not in DONE_STATUSES


def leading_occasion(occasions: Sequence[Occasion]) -> Occasion:
    """Give the occasion that a rating is named after, where it serves several."""
    return max(occasions, key=lambda occasion: (_RANK.index(occasion.kind), occasion.due_on))


async def waiting_occasion(
    session: AsyncSession, participant: Participant, today: dt.date
) -> Occasion | None:
    """Find the occasion that a rating begun on the local day ``today`` would count for first."""
    found = await participant_occasions(session, participant.id)
    open_now = [one for one in found if one.status in OPEN_STATUSES and can_serve(one, today)]
    return leading_occasion(open_now) if open_now else None


async def begin_serving(
    session: AsyncSession,
    participant: Participant,
    rating_id: int,
    now: dt.datetime,
    when: Timing,
) -> Occasion:
    """Let a new rating serve what is open today, or an extra occasion; gives the leading one."""
    today = when.rhythm.day(now)
    served = [
        o for o in await participant_occasions(session, participant.id) if can_serve(o, today)
    ]
    if not served:
        window = when.plan.on_wish(today, await next_extra_number(session, participant.id))
        served = [await add_occasion(session, participant, window, when)]
    for occasion in served:
        occasion.status, occasion.reason = "started", None
        occasion.rating_id, occasion.settled_at = rating_id, None
        await queue.mark_answered(session, participant.id, MessageKind.RATING, occasion.id)
        await queue.withdraw_reminder(session, participant.id, MessageKind.RATING, occasion.id)
    await session.flush()
    first = leading_occasion(served)
    await plan_unfinished(session, first, when, now)
    await ensure_next_occasion(session, participant, now, when)
    return first


async def next_extra_number(session: AsyncSession, participant_id: int) -> int:
    """Number a new extra occasion."""
    newest = await session.scalar(
        select(func.max(Occasion.number)).where(
            Occasion.participant_id == participant_id, Occasion.kind == "extra"
        )
    )
    return (newest or 0) + 1


async def served_occasions(session: AsyncSession, rating_id: int) -> Sequence[Occasion]:
    """List the occasions that a rating serves."""
    return (await session.scalars(select(Occasion).where(Occasion.rating_id == rating_id))).all()


async def can_still_serve(
    session: AsyncSession, running: StoredConversation, today: dt.date
) -> bool:
    """Tell whether an open rating counts for an occasion whose window holds the day."""
    served = await served_occasions(session, int(conversation_of(running).facts["rating"]))
    return any(of.status == "started" and today <= of.closes_on for of in served)


async def settle_served_occasions(
    session: AsyncSession, rating_id: int, now: dt.datetime | None
) -> None:
    """Settle what a rating serves when it is finished (UTC); with None it is open again."""
    for occasion in await served_occasions(session, rating_id):
        if now is None:
            if occasion.status in DONE_STATUSES:
                occasion.status, occasion.settled_at = "started", None
        elif occasion.status not in DONE_STATUSES:
            status = "done" if now < occasion.closes_at else "late-done"
            await queue.mark_answered(
                session, occasion.participant_id, MessageKind.UNFINISHED, occasion.id
            )
            await settle_occasion(session, occasion, status, None, now)
