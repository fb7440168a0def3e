"""Sending: what happens to an occasion and to its message, from falling due to its fate."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.send_decision import Send, SendDecision, Skip, Wait
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.occasions.life import fall_due, message_sent, miss_ended
from dialogs.occasions.occasion import OccasionStatus, Reason
from storage.occasions.agenda import bring_in_line, change_agenda, change_agenda_with
from storage.occasions.agenda_rows import agenda_rows
from storage.people.participants import is_reachable
from storage.people.timing import participant_timing
from storage.reminders import claims
from storage.reminders.due import DueReminder
from storage.tables.agenda import Occasion
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


async def begin_sending(session: AsyncSession, row: DueReminder, now: dt.datetime) -> None:
    """Note that a claimed message is about to leave: its occasion is due, the day is taken."""
    if not row.due_facts.is_about_meeting:
        row.participant.written_on = row.when.rhythm.day(now)
    await _mark_subject_due(session, row, now)


async def record_fate(
    session: AsyncSession, row: DueReminder, status: MessageStatus, now: dt.datetime
) -> bool:
    """Write the fate of a message that went out, or may have, and plan the one after it.

    False where it is not claimed any more: its fate is written, or it was taken back.
    """
    reminder = row.reminder
    settled = await claims.settle_reminder(session, reminder.id, status, now)
    if settled:
        await record_sending(session, reminder.kind, reminder.subject, now, row.when)
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
    session: AsyncSession, kind: MessageKind, subject: int, now: dt.datetime, when: Timing
) -> None:
    """Count a message that went out, or may have, and plan the one after it."""
    occasion = await session.get(Occasion, subject) if kind == MessageKind.RATING else None
    if occasion is not None:
        await change_agenda_with(
            session, occasion, when, now, lambda agenda, id_: message_sent(agenda, id_, now)
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
            await record_sending(session, row.kind, row.subject, row.claimed_at or now, when)
    return doubts


async def close_windows(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: LocalCalendar
) -> int:
    """Settle somebody's occasions whose window has ended as missed; gives how many."""
    when = await participant_timing(session, participant, calendar)
    reason = None if await is_reachable(session, participant.id) else Reason.BLOCKED
    before = await agenda_rows(session, participant, when)
    after = miss_ended(before.agenda, now, reason)
    await bring_in_line(session, before, after, now)
    return sum(one.status != after.occasion(one.id).status for one in before.agenda.occasions)
