"""Backfill: people whose ratings were made before there were occasions get theirs afterwards."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.retracing import BegunRating, retrace_agenda
from dialogs.people.enrolment import IN_CASELOAD, EnrolmentStatus
from storage.database.database import Database
from storage.occasions.agenda import bring_in_line
from storage.occasions.agenda_rows import AgendaRows, participant_occasions
from storage.occasions.serving import leading_occasion
from storage.people.timing import participant_timing
from storage.tables.agenda import Occasion
from storage.tables.people import Participant
from storage.tables.ratings import Rating

BATCH = 200
"""So many people are served in one transaction."""


async def backfill_occasions(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Make the occasions of somebody enrolled who has none, out of their ratings.

    Nothing is planned to be said to somebody who has not said yes to the bot.
    """
    if participant.enrolled_at is None or await participant_occasions(session, participant.id):
        return
    rows = await session.scalars(select(Rating).where(Rating.participant_id == participant.id))
    ratings = {row.id: row for row in rows}
    begun = [
        BegunRating(row.id, row.started_at, row.finished_at, row.mode) for row in ratings.values()
    ]
    before = AgendaRows(participant.id, Agenda(when))
    after = retrace_agenda(when, participant.enrolled_at, participant.exit_on, begun, now)
    after = replace(after, agreed=participant.status is EnrolmentStatus.ACTIVE)
    stored = await bring_in_line(session, before, after, now)
    served: dict[int, list[Occasion]] = {}
    for row in stored.rows.values():
        if row.rating_id is not None:
            served.setdefault(row.rating_id, []).append(row)
    for ref, occasions in served.items():
        ratings[ref].occasion = leading_occasion(occasions).kind
    await session.flush()


_WITHOUT_OCCASIONS = (
    Participant.status.in_(IN_CASELOAD),
    Participant.enrolled_at.is_not(None),
    ~exists().where(Occasion.participant_id == Participant.id),
)


async def is_backfilled(database: Database) -> bool:
    """Tell whether everybody enrolled has occasions: who has none is never asked.

    Where a migration was ended between the tables and this, it is to be run again.
    """
    async with database.reading() as session:
        return not await session.scalar(select(exists().where(*_WITHOUT_OCCASIONS)))


async def backfill_everybody(database: Database, calendar: LocalCalendar, now: dt.datetime) -> int:
    """Do so for all who are enrolled and have no occasions; gives how many. Can be run again."""
    adopted, newest = 0, 0
    while True:
        async with database.writing() as session:
            found = await session.scalars(
                select(Participant)
                .where(Participant.id > newest, *_WITHOUT_OCCASIONS)
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
