"""Adoption: people whose ratings were made before there were occasions get theirs afterwards."""

import datetime as dt

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.retracing import BegunRating, retraced_occasions
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.enrolment import EnrolmentStatus
from storage.database.database import Database
from storage.occasions.occasions import (
    add_occasion,
    ensure_next_occasion,
    participant_occasions,
    plan_asking,
    plan_unfinished,
)
from storage.occasions.serving import leading_occasion
from storage.people.timing import participant_timing
from storage.tables.agenda import Occasion
from storage.tables.people import Participant, Rating

BATCH = 200
"""So many people are adopted in one transaction."""


async def backfill_occasions(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Make the occasions of somebody who takes part and has none, out of their ratings."""
    if participant.enrolled_at is None or await participant_occasions(session, participant.id):
        return
    rows = await session.scalars(select(Rating).where(Rating.participant_id == participant.id))
    ratings = {row.id: row for row in rows}
    begun = [
        BegunRating(row.id, row.started_at, row.finished_at, row.mode) for row in ratings.values()
    ]
    served: dict[int, list[Occasion]] = {}
    today = when.rhythm.day(now)
    for one in retraced_occasions(
        when.plan, when.rhythm.zone, participant.enrolled_at, participant.exit_on, begun, now
    ):
        occasion = await add_occasion(session, participant, one.window, when)
        occasion.status, occasion.reason = one.status(now, today), one.reason
        if one.begun is not None:
            occasion.rating_id = one.begun.ref
            served.setdefault(one.begun.ref, []).append(occasion)
        if occasion.status in ("done", "late-done", "missed"):
            occasion.settled_at = one.settled_at
        await _plan_message(session, occasion, when, now)
    for ref, occasions in served.items():
        ratings[ref].occasion = leading_occasion(occasions).kind
    await session.flush()
    await ensure_next_occasion(session, participant, now, when)


async def _plan_message(
    session: AsyncSession, occasion: Occasion, when: Timing, now: dt.datetime
) -> None:
    """Plan the message about an occasion that is open."""
    if occasion.status == "started" or (occasion.status, occasion.kind) == ("due", "enrolment"):
        await plan_unfinished(session, occasion, when, now)
    elif occasion.status in ("due", "planned"):
        await plan_asking(session, occasion, when, now)


async def backfill_everybody(database: Database, calendar: LocalCalendar, now: dt.datetime) -> int:
    """Adopt all who take part and have no occasions; gives how many. Can be run again."""
    adopted, newest = 0, 0
    while True:
        async with database.writing() as session:
            found = await session.scalars(
                select(Participant)
                .where(
                    Participant.id > newest,
                    Participant.status == EnrolmentStatus.ACTIVE,
                    Participant.enrolled_at.is_not(None),
                    ~exists().where(Occasion.participant_id == Participant.id),
                )
                .order_by(Participant.id)
                .limit(BATCH)
            )
            people = found.all()
            for participant in people:
                when = await participant_timing(session, participant, calendar)
                await backfill_occasions(session, participant, now, when)
        if not people:
            return adopted
        adopted, newest = adopted + len(people), people[-1].id
