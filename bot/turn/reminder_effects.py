"""Wishes: what a person wants of the reminders, carried out inside the turn's transaction."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.turn.step_effects import carry_out_step_effect
from dialogs.agenda.messages import MessageKind
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.effect import (
    CoachNoteAnswered,
    Declined,
    Effect,
    HourChosen,
    MeetingAnswered,
    Postponed,
    QuietWanted,
    StepPlanned,
    StepReviewed,
)
from storage.meetings import meetings
from storage.occasions.occasions import settle_occasion
from storage.occasions.replanning import postpone_asking, resume_reminders
from storage.people.timing import timing_of
from storage.reminders import queue
from storage.tables.agenda import OPEN_STATUSES, Occasion
from storage.tables.people import Participant


async def carry_out_reminder_effect(
    session: AsyncSession, effect: Effect, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Do what somebody wants of the reminders, the meetings or the steps."""
    match effect:
        case HourChosen(hour=hour):
            participant.hour, participant.stopped, participant.quiet_until = hour, False, None
            await resume_reminders(
                session, participant, now, _timing_with_new_hour(participant, when)
            )
        case QuietWanted(days=days):
            participant.stopped = days is None
            participant.quiet_until = now + dt.timedelta(days=days) if days else None
        case Postponed(occasion=occasion_id, wish=wish):
            occasion = await _waiting_occasion(session, occasion_id)
            if occasion is not None:
                await postpone_asking(session, occasion, wish, now, when)
        case Declined(occasion=occasion_id):
            occasion = await _waiting_occasion(session, occasion_id)
            if occasion is not None:
                await queue.mark_answered(session, participant.id, MessageKind.RATING, occasion.id)
                await settle_occasion(session, occasion, "missed", "declined", now)
        case MeetingAnswered():
            await meetings.record_meeting_answer(session, participant.id, effect, now)
        case StepPlanned() | StepReviewed() | CoachNoteAnswered():
            await carry_out_step_effect(session, effect, participant, now, when)


def _timing_with_new_hour(participant: Participant, when: Timing) -> Timing:
    """Take a newly chosen hour into account."""
    zone = when.rhythm.zone
    return timing_of(participant, when.plan, LocalCalendar(zone, when.free))


async def _waiting_occasion(session: AsyncSession, occasion_id: int) -> Occasion | None:
    """Find an occasion that is still to be asked about."""
    occasion = await session.get(Occasion, occasion_id)
    return occasion if occasion is not None and occasion.status in OPEN_STATUSES[:3] else None
