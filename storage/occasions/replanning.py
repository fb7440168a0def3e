"""Replanning: what has not happened yet is moved, for the person or by the coach."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from dialogs.agenda.messages import ABOUT_STEPS, DROPPED, MessageKind, MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar, next_hour, slot
from dialogs.occasions import coach_word, life
from dialogs.occasions.occasion import Reason
from dialogs.occasions.registration import hear_yes
from dialogs.occasions.replanning import in_zone, resume
from storage.meetings.retelling import plan_news_again
from storage.occasions.agenda import bring_in_line, change_agenda, change_occasions
from storage.occasions.agenda_rows import agenda_rows, participant_occasions, state_of
from storage.people.timing import participant_timing
from storage.reminders import queue
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant


async def plan_first_occasions(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Plan the occasions of somebody who has said yes; does nothing the second time.

    Whoever was enrolled before that keeps theirs, and is asked from now on.
    """
    await change_agenda(session, participant, when, now, lambda one: hear_yes(one, now))


async def resume_reminders(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Move what is planned to the person's hour and zone, and ask again about what was dropped.

    After an unblocking, a new hour, or the end of a pause or a stop.
    """
    await move_planned_reminders(session, participant, now, when)
    await change_agenda(session, participant, when, now, lambda one: resume(one, now))
    await _ask_again_aside(session, participant, next_hour(now, when.rhythm, when.free), when)
    await plan_news_again(session, participant.id, now, when)


async def _ask_again_aside(
    session: AsyncSession, participant: Participant, coming: dt.datetime, when: Timing
) -> None:
    """Plan anew what was dropped about small steps, while of use."""
    newest: dict[tuple[MessageKind, int], Reminder] = {}
    for row in await queue.messages_to(session, participant.id):
        key = row.kind, row.subject
        if row.kind in ABOUT_STEPS and (key not in newest or row.number > newest[key].number):
            newest[key] = row
    for (kind, subject), row in newest.items():
        if row.status in DROPPED:
            await queue.plan_reminder(
                session,
                participant_id=participant.id,
                kind=kind,
                subject=subject,
                due_at=coming,
                until=row.until,
                zone=when.rhythm.zone,
            )


async def move_planned_reminders(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Move what is planned to the person's hour and zone.

    Nobody who has been silent is asked anew by it.
    """
    await session.flush()
    coming = next_hour(now, when.rhythm, when.free)
    rows = await session.scalars(
        select(Reminder)
        .where(
            Reminder.participant_id == participant.id,
            Reminder.status == MessageStatus.PLANNED,
            Reminder.kind != MessageKind.MEETING,
        )
        .execution_options(populate_existing=True)
    )
    for row in rows:
        if not row.wished:
            # The day as it was planned: in another zone the moment may fall on the one beside it.
            day = row.due_at.astimezone(ZoneInfo(row.zone)).date()
            # What was left half-way waits for a day without a word in any case.
            unfinished = row.kind == MessageKind.UNFINISHED
            own = coming if unfinished else slot(day, when.rhythm, when.free)
            row.due_at, row.zone = max(own, coming), str(when.rhythm.zone)
    await session.flush()


async def resume_when_reachable(
    session: AsyncSession, participant: Participant, calendar: LocalCalendar, now: dt.datetime
) -> None:
    """Plan anew for somebody who can be reached again."""
    await resume_reminders(
        session, participant, now, await participant_timing(session, participant, calendar)
    )


async def postpone_asking(
    session: AsyncSession,
    participant: Participant,
    occasion_id: int,
    wish: str,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Ask again when the person wished it, *today*, *tomorrow* or in a *week*, if not before.

    Does nothing about an occasion that nobody is asked about (any more).
    """
    await change_agenda(
        session, participant, when, now, lambda one: life.postpone(one, occasion_id, wish, now)
    )


async def decline_occasion(
    session: AsyncSession,
    participant: Participant,
    occasion_id: int,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Note that the person does not want to rate themselves this time, while they are asked."""
    await change_agenda(
        session, participant, when, now, lambda one: life.decline(one, occasion_id, now)
    )


async def waiting_occasion(
    session: AsyncSession, participant: Participant, today: dt.date
) -> Occasion | None:
    """Find the open occasion that a rating begun on the local day ``today`` would count for."""
    rows = {row.id: row for row in await participant_occasions(session, participant.id)}
    found = life.waiting_on([state_of(row) for row in rows.values()], today)
    return rows[found.id] if found else None


async def ask_extra(
    session: AsyncSession, participant: Participant, now: dt.datetime, when: Timing
) -> Occasion | None:
    """Ask for an extra rating now; where one would count already, that is asked about.

    None where the last day has been: nothing is asked any more.
    """
    before = await agenda_rows(session, participant, when)
    after, asked = life.ask_extra(before.agenda, now)
    rows = (await bring_in_line(session, before, after, now)).rows
    return None if asked is None else rows[asked]


async def ask_now(
    session: AsyncSession, occasion: Occasion, now: dt.datetime, when: Timing
) -> None:
    """Ask again as soon as the person may be written to: their coach wants it."""
    who, about = occasion.participant_id, occasion.id
    participant = await session.get_one(Participant, who, options=[defer(Participant.name)])
    await change_agenda(session, participant, when, now, lambda one: life.ask_now(one, about, now))


async def settle_by_coach(
    session: AsyncSession,
    participant: Participant,
    occasion: Occasion,
    reason: str,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Note why an occasion has no rating here, or that one was made on paper or together.

    Raises ValueError for what is no ``Reason``.
    """
    why = Reason(reason)
    await change_agenda(
        session, participant, when, now, lambda one: coach_word.settle(one, occasion.id, why, now)
    )


async def take_back_reason(
    session: AsyncSession,
    participant: Participant,
    occasion: Occasion,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Take back what a coach has said about an occasion; does nothing where nothing was said."""
    about = occasion.id
    await change_agenda(
        session,
        participant,
        when,
        now,
        lambda one: coach_word.take_back_reason(one, about, now),
    )


async def move_windows_to_zone(session: AsyncSession, participant_id: int, zone: dt.tzinfo) -> None:
    """Let open windows end with the day of another time zone, and the messages about them too."""
    rows = await participant_occasions(session, participant_id)
    await change_occasions(session, rows, lambda one: in_zone(one, zone))
