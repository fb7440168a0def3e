"""A change of plan: what has not happened yet moves for everybody, and what has happened stays."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.enrolment import EnrolmentStatus
from storage.database.database import Database
from storage.occasions.exits import plan_exit
from storage.occasions.occasions import ensure_next_occasion, participant_occasions, plan_asking
from storage.occasions.replanning import (
    drop_occasion,
    drop_planned_occasions,
    move_planned_reminders,
)
from storage.people.batches import write_in_batches
from storage.people.timing import participant_timing
from storage.reminders import queue
from storage.tables.agenda import Occasion
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
                Participant.status == EnrolmentStatus.ACTIVE,
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
    """Move what is planned for somebody to another plan, that of ``when``; all else stays.

    Nothing falls due in the past by it, and nobody who has been silent is asked anew.
    """
    today, last_one = when.rhythm.day(now), False
    for occasion in await participant_occasions(session, participant.id):
        if occasion.status == "planned" and occasion.due_on <= today:
            occasion.status = "due"
        elif (occasion.kind, occasion.status) == ("exit", "planned"):
            await drop_occasion(session, occasion, now)
            last_one = True
        elif occasion.status in ("due", "reminded"):
            await _ask_by_plan(session, occasion, now, when)
    await drop_planned_occasions(session, participant, now)
    await ensure_next_occasion(session, participant, now, when, not_due_before=today)
    if last_one and participant.exit_on is not None:
        await plan_exit(session, participant, participant.exit_on, now, when)
    await move_planned_reminders(session, participant, now, when)


async def _ask_by_plan(
    session: AsyncSession, occasion: Occasion, now: dt.datetime, when: Timing
) -> None:
    """Move the second or third message about an occasion that waits, or take it back."""
    newest = await queue.newest_reminder(
        session, occasion.participant_id, MessageKind.RATING, occasion.id
    )
    if newest is not None and newest.status == MessageStatus.PLANNED and not newest.wished:
        await plan_asking(session, occasion, when, now)
