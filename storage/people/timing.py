"""Timing: a participant's own zone and hour, and the plan of the sub-project."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.plan import Plan
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import (
    LocalCalendar,
    Rhythm,
)
from storage.tables.people import Participant, SubProject


def zone_of(participant: Participant, calendar: LocalCalendar) -> dt.tzinfo:
    """Give the zone whose clocks a participant lives by."""
    return ZoneInfo(participant.zone) if participant.zone else calendar.zone


def timing_of(participant: Participant, plan: Plan, calendar: LocalCalendar) -> Timing:
    """Put together a participant's own zone and hour, and the plan of the sub-project."""
    zone = zone_of(participant, calendar)
    return Timing(plan, Rhythm(zone, plan.hour(participant.hour)), calendar.free)


async def participant_timing(
    session: AsyncSession, participant: Participant, calendar: LocalCalendar
) -> Timing:
    """Look a participant's timing up."""
    stored = await session.scalar(
        select(SubProject.plan).where(SubProject.id == participant.sub_project_id)
    )
    return timing_of(participant, Plan.from_json(stored), calendar)
