"""The exit of a participant: set, moved and taken back."""

import datetime as dt

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.occasions import exits
from dialogs.people.enrolment import ExitReason
from storage.follow_ups.follow_ups import plan_follow_ups
from storage.meetings.retelling import move_meeting_messages
from storage.occasions.agenda import change_agenda
from storage.occasions.replanning import resume_reminders
from storage.tables.agenda import Reminder
from storage.tables.people import Participant

ENDED_REASON = "ended"
"""The reason of messages that were taken back since there is nobody to read them."""


async def set_exit(
    session: AsyncSession,
    participant: Participant,
    on: dt.date | None,
    reason: ExitReason | None,
    now: dt.datetime,
    when: Timing,
    *,
    rate: bool = True,
) -> None:
    """Set, move or take back the day a participant leaves; what comes after it is off.

    With ``rate`` a last rating is asked for, and serves what falls due shortly before as well.
    None as the day takes the exit back. Who leaves to work or studies is asked later how it goes.
    """
    participant.exit_on, participant.exit_reason = on, reason
    await change_agenda(
        session, participant, when, now, lambda one: exits.set_exit(one, on, now, rate=rate)
    )
    await plan_follow_ups(session, participant, now, when)


async def restore_reminders(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Plan anew what ``withdraw_all_reminders`` had taken back, where the reason was a slip."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == participant.id,
            Reminder.status == MessageStatus.CANCELLED,
            Reminder.reason == ENDED_REASON,
            Reminder.until > now,
        )
        .values(status=MessageStatus.SKIPPED)
    )
    await resume_reminders(session, participant, now, when)
    await move_meeting_messages(session, participant.id, now, when)
