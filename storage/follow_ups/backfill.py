"""Backfill: whoever had left to work or studies before there were follow-ups is asked too."""

import datetime as dt

from sqlalchemy import exists, select

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.follow_up.follow_up import OCCUPATIONS
from dialogs.people.enrolment import EnrolmentStatus
from storage.database.database import Database
from storage.follow_ups.follow_ups import plan_follow_ups
from storage.people.timing import participant_timing
from storage.tables.agenda import FollowUp
from storage.tables.people import Participant

LOOKS_BACK = dt.timedelta(days=240)
"""Whoever left earlier is past their last question."""


async def backfill_follow_ups(database: Database, calendar: LocalCalendar, now: dt.datetime) -> int:
    """Plan what is still ahead of those who have none; gives how many. Can be run again."""
    planned = 0
    async with database.writing() as session:
        found = await session.scalars(
            select(Participant)
            .where(
                Participant.status == EnrolmentStatus.ACTIVE,
                Participant.exit_reason.in_(OCCUPATIONS),
                Participant.exit_on >= (now - LOOKS_BACK).date(),
                ~exists().where(FollowUp.participant_id == Participant.id),
            )
            .order_by(Participant.id)
        )
        for participant in found.all():
            when = await participant_timing(session, participant, calendar)
            planned += bool(await plan_follow_ups(session, participant, now, when))
    return planned
