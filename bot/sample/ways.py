"""The ways of the demo coach's people: decided, met, and asked after their exit."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sample.agenda import add_told_meeting, mark_sent
from bot.sample.words import GOES_ON
from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.attendance import Attendance
from dialogs.agenda.messages import MessageKind
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, LocalCalendar, slot
from dialogs.caseload.review import Verdict, usual_until
from dialogs.follow_up.follow_up import HowItGoes
from dialogs.people.enrolment import EnrolmentStatus, ExitReason
from dialogs.people.participant_status import ParticipantStatus
from storage.caseload.caseload import caseload_rows
from storage.follow_ups.follow_ups import answer_follow_up, plan_follow_ups
from storage.meetings.attendance import note_attendance
from storage.people.timing import participant_timing
from storage.reviews.reviews import Decision, decide
from storage.tables.people import Participant, Staff

MET = 12 * DAY
"""So long ago the coach met those of whom somebody has heard."""
LEFT = 93 * DAY
"""So long ago somebody left to work: they have been asked how it goes."""


async def make_ways(
    session: AsyncSession, coach: Staff, now: dt.datetime, calendar: LocalCalendar
) -> None:
    """Leave one review due, one person unheard of, and one who finds work hard; mend the rest."""
    today = now.astimezone(calendar.zone).date()
    unheard = undecided = False
    for row in await caseload_rows(session, coach.id, now, today, calendar.zone):
        needs = {one.kind: one for one in row.needs_at(now)}
        participant = await session.get_one(Participant, row.participant_id)
        when = await participant_timing(session, participant, calendar)
        if ParticipantStatus.GAP in needs and unheard:
            await _meet(session, participant, coach, now, when)
        unheard = unheard or ParticipantStatus.GAP in needs
        review = needs.get(ParticipantStatus.REVIEW)
        if review is not None and review.on is not None and undecided:
            await _go_on(session, participant, coach, review.on, now, when)
        undecided = undecided or review is not None
    await _ask_who_left(session, coach, now, calendar)


async def _meet(
    session: AsyncSession, participant: Participant, coach: Staff, now: dt.datetime, when: Timing
) -> None:
    starts_at = slot(when.rhythm.day(now - MET), when.rhythm, when.free) + DAY / 24
    said, booked_on = MeetingAnswer.COMING, when.rhythm.day(now - MET) - 4 * DAY
    meeting = await add_told_meeting(session, participant, starts_at, said, now, when, booked_on)
    await note_attendance(session, meeting, Attendance.CAME, coach.id, starts_at + DAY / 24)


async def _go_on(
    session: AsyncSession,
    participant: Participant,
    coach: Staff,
    ends_on: dt.date,
    now: dt.datetime,
    when: Timing,
) -> None:
    today = when.rhythm.day(now)
    until = usual_until(when.plan, ends_on, today)
    decided_on = min(ends_on, today) - 2 * DAY
    decision = Decision(Verdict.GO_ON, decided_on, until, GOES_ON)
    await decide(session, participant.id, decision, now, by=coach.id)


async def _ask_who_left(
    session: AsyncSession, coach: Staff, now: dt.datetime, calendar: LocalCalendar
) -> None:
    """Let somebody who has left have answered yesterday that it is hard at work."""
    today = now.astimezone(calendar.zone).date()
    participant = await session.scalar(
        select(Participant)
        .where(
            Participant.coach_id == coach.id,
            Participant.status == EnrolmentStatus.ACTIVE,
            Participant.exit_on < today,
        )
        .order_by(Participant.id)
        .limit(1)
    )
    if participant is None:
        return
    when = await participant_timing(session, participant, calendar)
    participant.exit_on, participant.exit_reason = today - LEFT, ExitReason.WORK
    first, *_ = await plan_follow_ups(session, participant, now - LEFT, when)
    await mark_sent(session, participant.id, MessageKind.FOLLOW_UP, first.id, now)
    answered_at = now - DAY
    await answer_follow_up(session, first, answered_at, still=True, how=HowItGoes.HARD)
