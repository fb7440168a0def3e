"""The agenda of invented people: a small step here, a meeting there, as the service keeps them."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sample.lives import Life
from bot.sample.words import HELPED, PLACE, PROPOSALS
from bot.settings.installation import Installation
from dialogs.agenda.answers import MeetingAnswer, StepOutcome
from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, LocalCalendar, slot
from dialogs.engine.effect import MeetingAnswered
from dialogs.instruments.instrument import Instrument
from dialogs.people.accounts import Channel
from storage.meetings.answers import record_meeting_answer
from storage.meetings.meetings import Booking, book_meeting
from storage.people.timing import participant_timing
from storage.reminders import claims
from storage.steps.steps import add_step, review_step
from storage.tables.agenda import Meeting, Reminder, Step
from storage.tables.people import Participant

OUTCOMES = (StepOutcome.DONE, None, StepOutcome.ON_THE_WAY, StepOutcome.NOT_YET)
"""How steps have gone, in turn; None where the person has not said."""
ANSWERS = (MeetingAnswer.COMING, None, MeetingAnswer.CANNOT)
"""What people have answered about meetings, in turn."""


async def make_agenda(
    session: AsyncSession,
    installation: Installation,
    instrument: Instrument,
    lived: Sequence[tuple[int, Life, list[int]]],
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Give half of the first coach's people a small step, and a third a meeting to come."""
    theirs = [
        (person, life)
        for person, life, _ in lived
        if (life.coach, life.stage, life.exit_on) == (0, "regular", None) and life.ratings
    ]
    for place, (person, life) in enumerate(theirs):
        participant = await session.get_one(Participant, person)
        when = await participant_timing(session, participant, calendar)
        if place % 2 == 0:
            words = _suggestion(installation, instrument, life, place)
            await _add_small_step(
                session, participant, life, words, OUTCOMES[place // 2 % 4], now, when
            )
        if place % 3 == 0:
            await _add_meeting(session, participant, place // 3, now, when)


def _suggestion(
    installation: Installation, instrument: Instrument, life: Life, place: int
) -> tuple[str, str]:
    """Choose a suggestion in an area that is low: its item and its words."""
    values = {said.item: said.value or 5 for said in life.ratings[-1].answers}
    item = instrument.item(min(values, key=lambda one: values[one]))
    suggestions = instrument.suggestions(item, installation.scene(life.language, "").texts)
    return item.id, suggestions[place % len(suggestions)]


async def _add_small_step(
    session: AsyncSession,
    participant: Participant,
    life: Life,
    words: tuple[str, str],
    outcome: StepOutcome | None,
    now: dt.datetime,
    when: Timing,
) -> None:
    made_at = life.ratings[-1].finished_at or life.ratings[-1].started_at
    step: Step = await add_step(session, participant, *words, 7, made_at, when)
    asked_at = await mark_sent(session, participant.id, MessageKind.STEP, step.id, now)
    if asked_at is not None and outcome is not None:
        helped = HELPED[life.language] if outcome is StepOutcome.DONE else ""
        await review_step(session, step, outcome, helped, None, asked_at + DAY / 24, when)


async def _add_meeting(
    session: AsyncSession, participant: Participant, place: int, now: dt.datetime, when: Timing
) -> None:
    day = when.rhythm.day(now) + (2 + 3 * place) * DAY
    starts_at = slot(day, when.rhythm, when.free) + dt.timedelta(hours=1 + place % 4)
    await add_told_meeting(
        session, participant, starts_at, ANSWERS[place % len(ANSWERS)], now, when
    )


async def add_told_meeting(
    session: AsyncSession,
    participant: Participant,
    starts_at: dt.datetime,
    said: MeetingAnswer | None,
    now: dt.datetime,
    when: Timing,
    booked_on: dt.date | None = None,
) -> Meeting:
    """Book a meeting some days ago; where they have been told by now, they have answered."""
    booked_on = booked_on or when.rhythm.day(now) - 4 * DAY
    booked_at = slot(booked_on, when.rhythm, when.free)
    booking = Booking(starts_at, 45, PLACE)
    meeting: Meeting = await book_meeting(session, participant, booking, booked_at, when)
    told_at = await mark_sent(session, participant.id, MessageKind.MEETING, meeting.id, now)
    if told_at is not None and said is not None:
        proposal = PROPOSALS[participant.language] if said is MeetingAnswer.CANNOT else ""
        answered = MeetingAnswered(
            "meeting", meeting.id, meeting.revision, said is MeetingAnswer.COMING, proposal
        )
        await record_meeting_answer(session, participant.id, answered, told_at + DAY / 24)
    return meeting


async def mark_sent(
    session: AsyncSession, participant_id: int, kind: MessageKind, subject: int, now: dt.datetime
) -> dt.datetime | None:
    """Let the messages be sent that were due before ``now``; gives when the first was (UTC)."""
    found = await session.scalars(
        select(Reminder)
        .where(
            Reminder.participant_id == participant_id,
            Reminder.kind == kind,
            Reminder.subject == subject,
            Reminder.due_at < now,
        )
        .order_by(Reminder.due_at)
    )
    rows = found.all()
    for row in rows:
        await claims.claim_reminder(session, row.id, Channel.WEB, row.due_at)
        await claims.settle_reminder(session, row.id, MessageStatus.LAID, row.due_at)
    return rows[0].due_at if rows else None
