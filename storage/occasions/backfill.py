"""Adoption: people whose ratings were made before there were occasions get theirs afterwards."""

import datetime as dt

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.retracing import Begun, retrace
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import Calendar
from storage.database.database import Database
from storage.occasions.occasions import (
    add_occasion,
    ensure_next,
    occasions_of,
    plan_asking,
    plan_unfinished,
)
from storage.occasions.serving import leading
from storage.people.timing import timing
from storage.tables.agenda import Occasion
from storage.tables.people import Participant, Rating

BATCH = 200
"""So many people are adopted in one transaction."""


async def adopt(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Make the occasions of somebody who takes part and has none, out of their ratings."""
    if participant.enrolled_at is None or await occasions_of(session, participant.id):
        return
    rows = await session.scalars(select(Rating).where(Rating.participant_id == participant.id))
    ratings = {row.id: row for row in rows}
    begun = [Begun(row.id, row.started_at, row.finished_at, row.mode) for row in ratings.values()]
    served: dict[int, list[Occasion]] = {}
    today = when.rhythm.day(now)
    for one in retrace(
        when.plan, when.rhythm.zone, participant.enrolled_at, participant.exit_on, begun, now
    ):
        occasion = await add_occasion(session, participant, one.window, when)
        occasion.status, occasion.reason = one.status(now, today), one.reason
        if one.begun is not None:
            occasion.rating_id = one.begun.ref
            served.setdefault(one.begun.ref, []).append(occasion)
        if occasion.status in ("done", "late-done", "missed"):
            occasion.settled_at = one.settled_at
        await _plan(session, occasion, when, now)
    for ref, occasions in served.items():
        ratings[ref].occasion = leading(occasions).kind
    await session.flush()
    await ensure_next(session, participant, now, when)


async def _plan(session: AsyncSession, occasion: Occasion, when: Timing, now: dt.datetime) -> None:
    """Plan the message about an occasion that is open."""
    if occasion.status == "started" or (occasion.status, occasion.kind) == ("due", "enrolment"):
        await plan_unfinished(session, occasion, when, now)
    elif occasion.status in ("due", "planned"):
        await plan_asking(session, occasion, when, now)


async def adopt_everybody(database: Database, calendar: Calendar, now: dt.datetime) -> int:
    """Adopt all who take part and have no occasions; gives how many. Can be run again."""
    adopted, newest = 0, 0
    while True:
        async with database.writing() as session:
            found = await session.scalars(
                select(Participant)
                .where(
                    Participant.id > newest,
                    Participant.status == "active",
                    Participant.enrolled_at.is_not(None),
                    ~exists().where(Occasion.participant_id == Participant.id),
                )
                .order_by(Participant.id)
                .limit(BATCH)
            )
            people = found.all()
            for participant in people:
                when = await timing(session, participant, calendar)
                await adopt(session, participant, now, when)
        if not people:
            return adopted
        adopted, newest = adopted + len(people), people[-1].id
