"""A change of plan: what has not happened yet moves for everybody, and what has happened stays."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.occasions.replanning import change_plan as by_new_plan
from dialogs.people.enrolment import IN_CASELOAD
from storage.database.database import Database
from storage.occasions.agenda import change_agenda
from storage.occasions.replanning import move_planned_reminders
from storage.people.batches import write_in_batches
from storage.people.timing import participant_timing
from storage.tables.people import Participant


async def change_plan(
    database: Database, project_id: int, now: dt.datetime, calendar: LocalCalendar
) -> Sequence[int]:
    """Give everybody in a sub-project what its new plan, as it is stored, has for them.

    Gives with whom it failed. Can be done again, for instance after a crash half-way: meanwhile
    the others go on as planned before.
    """
    async with database.reading() as session:
        people = await session.scalars(
            select(Participant.id).where(
                Participant.sub_project_id == project_id,
                Participant.status.in_(IN_CASELOAD),
                Participant.enrolled_at.is_not(None),
            )
        )

    async def moved(session: AsyncSession, participant: Participant) -> None:
        await replan_participant(
            session, participant, now, await participant_timing(session, participant, calendar)
        )

    _, failed = await write_in_batches(database, people.all(), moved)
    return failed


async def replan_participant(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Move what is planned for somebody to another plan, that of ``when``; all else stays."""
    await change_agenda(session, participant, when, now, lambda one: by_new_plan(one, now))
    await move_planned_reminders(session, participant, now, when)
