"""Wishes: what a person wants of the reminders, carried out inside the turn's transaction."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.turn.step_effects import carry_out_step
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import Calendar
from dialogs.engine.effect import (
    Declined,
    Effect,
    HourChosen,
    MeetingAnswered,
    NoteAnswered,
    Postponed,
    QuietWanted,
    StepLookedAt,
    StepPlanned,
)
from storage.meetings import meetings
from storage.occasions.occasions import settle_occasion
from storage.occasions.replanning import postpone, resume
from storage.people.timing import timing_of
from storage.reminders import queue
from storage.tables.agenda import OPEN, Occasion
from storage.tables.people import Participant


async def carry_out_wish(
    session: AsyncSession, effect: Effect, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Do what somebody wants of the reminders, the meetings or the steps."""
    match effect:
        case HourChosen(hour=hour):
            participant.hour, participant.stopped, participant.quiet_until = hour, False, None
            await resume(session, participant, now, _anew(participant, when))
        case QuietWanted(days=days):
            participant.stopped = days is None
            participant.quiet_until = now + dt.timedelta(days=days) if days else None
        case Postponed(occasion=occasion_id, wish=wish):
            occasion = await _waiting(session, occasion_id)
            if occasion is not None:
                await postpone(session, occasion, wish, now, when)
        case Declined(occasion=occasion_id):
            occasion = await _waiting(session, occasion_id)
            if occasion is not None:
                await queue.answered(session, participant.id, "rating", occasion.id)
                await settle_occasion(session, occasion, "missed", "declined", now)
        case MeetingAnswered():
            await meetings.answer(session, participant.id, effect, now)
        case StepPlanned() | StepLookedAt() | NoteAnswered():
            await carry_out_step(session, effect, participant, now, when)


def _anew(participant: Participant, when: Timing) -> Timing:
    """Take a newly chosen hour into account."""
    zone = when.rhythm.zone
    return timing_of(participant, when.plan, Calendar(zone, when.free))


async def _waiting(session: AsyncSession, occasion_id: int) -> Occasion | None:
    """Find an occasion that is still to be asked about."""
    occasion = await session.get(Occasion, occasion_id)
    return occasion if occasion is not None and occasion.status in OPEN[:3] else None
