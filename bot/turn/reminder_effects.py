"""Wishes: what a person wants of the reminders, carried out inside the turn's transaction."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.turn.step_effects import carry_out_step_effect
from dialogs.agenda.goals import GoalWorded, StepChanged
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.effect import (
    CoachNoteAnswered,
    Declined,
    HourChosen,
    MeetingAnswered,
    Postponed,
    QuietEnded,
    QuietWanted,
    StepPlanned,
    StepReviewed,
)
from storage.meetings.answers import record_meeting_answer
from storage.occasions.replanning import decline_occasion, postpone_asking, resume_reminders
from storage.people.timing import timing_of
from storage.tables.people import Participant

ReminderEffect = (
    HourChosen
    | QuietEnded
    | QuietWanted
    | Postponed
    | Declined
    | MeetingAnswered
    | StepPlanned
    | StepReviewed
    | CoachNoteAnswered
    | GoalWorded
    | StepChanged
)


async def carry_out_reminder_effect(
    session: AsyncSession,
    effect: ReminderEffect,
    participant: Participant,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Do what somebody wants of the reminders, the meetings or the steps."""
    match effect:
        case HourChosen(hour=hour):
            participant.hour, participant.stopped, participant.quiet_until = hour, False, None
            await resume_reminders(
                session, participant, now, _timing_with_new_hour(participant, when)
            )
        case QuietEnded():
            participant.stopped, participant.quiet_until = False, None
            await resume_reminders(session, participant, now, when)
        case QuietWanted(days=days):
            participant.stopped = days is None
            participant.quiet_until = now + dt.timedelta(days=days) if days else None
        case Postponed(occasion=occasion_id, wish=wish):
            await postpone_asking(session, participant, occasion_id, wish, now, when)
        case Declined(occasion=occasion_id):
            await decline_occasion(session, participant, occasion_id, now, when)
        case MeetingAnswered():
            await record_meeting_answer(session, participant.id, effect, now)
        case StepPlanned() | StepReviewed() | CoachNoteAnswered() | GoalWorded() | StepChanged():
            await carry_out_step_effect(session, effect, participant, now, when)


def _timing_with_new_hour(participant: Participant, when: Timing) -> Timing:
    """Take a newly chosen hour into account."""
    zone = when.rhythm.zone
    return timing_of(participant, when.plan, LocalCalendar(zone, when.free))
