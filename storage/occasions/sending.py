"""Sending: what happens to an occasion and to its message, from falling due to its fate."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.send_decision import Send, SendDecision, Skip, Wait, send_decision
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.occasions.life import fall_due, message_laid, message_sent, miss_ended
from dialogs.occasions.occasion import OccasionStatus, Reason
from dialogs.people.enrolment import EnrolmentStatus
from storage.occasions.agenda import bring_in_line, change_agenda
from storage.occasions.agenda_rows import agenda_rows
from storage.people.participants import can_knock, hold_participant, is_reachable
from storage.people.timing import participant_timing
from storage.reminders import claims
from storage.reminders.due import DueReminder, Reach, due_reminder
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant


async def mark_due(
    session: AsyncSession,
    occasion: Occasion,
    participant: Participant,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Let an occasion whose day has come be due, and plan the one after it."""
    await change_agenda(
        session, participant, when, now, lambda agenda: fall_due(agenda, occasion.id, now)
    )


async def put_aside(
    session: AsyncSession, row: DueReminder, what: SendDecision, now: dt.datetime
) -> int:
    """Let a due message wait, or leave it out; 0 if somebody has been faster.

    Its occasion is due in any case.
    """
    match what:
        case Wait(until=until):
            changed = await claims.delay_reminder(session, row.reminder, until)
        case Skip(reason=reason):
            changed = await claims.skip_reminder(session, row.reminder, reason, now)
        case Send():
            changed = 0
    await _mark_subject_due(session, row, now)
    return changed


@dataclass(frozen=True)
class ClaimedReminder:
    """One message that only the caller sends.

    ``written_on`` is the day of the message before it: it holds again if this one never leaves.
    """

    row: DueReminder
    written_on: dt.date | None


async def claim_due(
    session: AsyncSession,
    due: DueReminder,
    reach: Reach,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> ClaimedReminder | None:
    """Claim a message that goes out now; None where it waits, is off, or is somebody else's.

    1. Hold the person, and look the message up again: what was read before may be old.
    2. Decide anew; what does not go now is put aside. What goes to another channel by now is left
       to the next sweep: the caller has prepared for the one that it saw.
    3. Claim it with a conditional UPDATE.
    4. Its occasion is due, and the person's message of the day is taken.
    """
    await hold_participant(session, due.participant.id)
    row = await due_reminder(session, calendar, reach, due.reminder.id)
    if row is None or row.reminder.due_at > now:
        return None
    what = send_decision(row.due_facts, row.addressee, now, calendar.free)
    if not isinstance(what, Send):
        await put_aside(session, row, what, now)
        return None
    if row.channel is None or row.channel is not due.channel:
        return None
    if not await claims.claim_reminder(session, row.reminder.id, row.channel, now, row.knock):
        return None
    before = row.participant.written_on
    if not row.due_facts.is_about_meeting:
        row.participant.written_on = row.when.rhythm.day(now)
    await _mark_subject_due(session, row, now)
    return ClaimedReminder(row, before)


async def drop_claimed(session: AsyncSession, claimed: ClaimedReminder, now: dt.datetime) -> None:
    """Take back a claimed message that has no use any more: it never leaves."""
    claimed.row.participant.written_on = claimed.written_on
    await claims.settle_reminder(session, claimed.row.reminder.id, MessageStatus.CANCELLED, now)


async def record_fate(
    session: AsyncSession,
    participant: Participant,
    row: DueReminder,
    status: MessageStatus,
    now: dt.datetime,
) -> bool:
    """Write the fate of a message that went out, or may have, and plan the one after it.

    False where it is not claimed any more: its fate is written, or it was taken back.
    """
    reminder = row.reminder
    settled = await claims.settle_reminder(session, reminder.id, status, now)
    if settled:
        laid = status is MessageStatus.LAID
        await record_sending(session, participant, reminder, now, row.when, laid=laid)
    return settled


async def _mark_subject_due(session: AsyncSession, row: DueReminder, now: dt.datetime) -> None:
    """Let the occasion be due that a message is about, whether or not it goes out."""
    if row.reminder.kind != MessageKind.RATING:
        return
    occasion = await session.get(Occasion, row.reminder.subject)
    if occasion is not None and occasion.status == OccasionStatus.PLANNED:
        participant = await session.get_one(Participant, row.participant.id)
        await mark_due(session, occasion, participant, now, row.when)


async def record_sending(
    session: AsyncSession,
    participant: Participant,
    reminder: Reminder,
    now: dt.datetime,
    when: Timing,
    *,
    laid: bool = False,
) -> None:
    """Count a message that went out, or may have, and plan the one after it.

    One that was ``laid`` in the chat stays there, and none comes after it.
    """
    if reminder.kind is MessageKind.RATING:
        about, count = reminder.subject, message_laid if laid else message_sent
        await change_agenda(
            session, participant, when, now, lambda agenda: count(agenda, about, now)
        )


async def settle_doubtful_reminders(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: LocalCalendar
) -> int:
    """Mark what a killed process had in hand for somebody as uncertain; gives how many.

    It is not sent again.
    """
    when = await participant_timing(session, participant, calendar)
    doubts = 0
    for row in await claims.doubtful_reminders(session, now, participant.id):
        if await claims.settle_reminder(session, row.id, MessageStatus.UNCERTAIN, now):
            doubts += 1
            # It counts for the day on which it was in hand.
            await record_sending(session, participant, row, row.claimed_at or now, when)
    return doubts


async def _reason_unheard(session: AsyncSession, participant: Participant) -> Reason | None:
    """Say why somebody has not heard from us; None where they have, or may have."""
    participant_id = participant.id
    if participant.status is not EnrolmentStatus.ACTIVE:
        return Reason.NO_BOT
    if not await is_reachable(session, participant_id):
        return Reason.BLOCKED
    return None if await can_knock(session, participant_id) else Reason.NO_KNOCK


async def close_windows(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: LocalCalendar
) -> int:
    """Settle somebody's occasions whose window has ended as missed; gives how many."""
    when = await participant_timing(session, participant, calendar)
    reason = await _reason_unheard(session, participant)
    before = await agenda_rows(session, participant, when)
    after = miss_ended(before.agenda, now, reason)
    await bring_in_line(session, before, after, now)
    return sum(one.status != after.occasion(one.id).status for one in before.agenda.occasions)


async def let_days_come(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: LocalCalendar
) -> None:
    """Let the occasions fall due of somebody whom nothing is said to: no message does it."""
    when = await participant_timing(session, participant, calendar)
    before = await agenda_rows(session, participant, when)
    after = before.agenda
    for one in before.agenda.occasions:
        after = fall_due(after, one.id, now)
    await bring_in_line(session, before, after, now)
