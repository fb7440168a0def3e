"""Occasions in statements: who is asked again, whose window has ended, what waits."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import PENDING, MessageKind
from dialogs.occasions.occasion import OPEN, OccasionStatus
from dialogs.people.enrolment import EnrolmentStatus
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant

IS_ASKED_AGAIN = exists().where(
    Reminder.participant_id == Occasion.participant_id,
    Reminder.kind == MessageKind.RATING,
    Reminder.subject == Occasion.id,
    Reminder.status.in_(PENDING),
)
"""Of an occasion in a statement: another message about it is to come."""


async def participants_past_window(session: AsyncSession, now: dt.datetime) -> Sequence[int]:
    """List whom an occasion belongs to whose window has ended unsettled."""
    found = await session.scalars(
        select(Occasion.participant_id)
        .where(Occasion.status.in_(OPEN), Occasion.closes_at <= now)
        .distinct()
    )
    return found.all()


async def unasked_with_day_come(session: AsyncSession, today: dt.date) -> Sequence[int]:
    """List who has not said yes to the bot, and an occasion's day has come up to ``today``."""
    found = await session.scalars(
        select(Occasion.participant_id)
        .join(Participant, Participant.id == Occasion.participant_id)
        .where(
            Participant.status == EnrolmentStatus.INVITED,
            Occasion.status == OccasionStatus.PLANNED,
            Occasion.due_on <= today,
        )
        .distinct()
    )
    return found.all()
