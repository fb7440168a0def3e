"""What the demo coach has done with some people: plans, notes, own views, calls, who helps."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.sample.agenda import add_told_meeting
from bot.sample.words import AGREED, GOALS, NOTES
from dialogs.agenda.answers import Doer, MeetingAnswer
from dialogs.agenda.attendance import Attendance
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, LocalCalendar, moment
from dialogs.caseload.calls import CallOutcome
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.ratings.coach_view import COUNTERPART, POINTS
from dialogs.shared_plan.plan import END
from storage.caseload.requests import accept, ask_coach, own_participants, span_of_days
from storage.coaching.notes import correct_note, write_note
from storage.coaching.views import give_view
from storage.meetings.attendance import note_attendance
from storage.needs.calls import note_call
from storage.people.timing import participant_timing
from storage.ratings.ratings import answer_values, newest_finished_rating
from storage.seats.seats import ask_helper
from storage.shared_plan.changes import Terms
from storage.shared_plan.goals import word_goal
from storage.steps.steps import suggest_step
from storage.tables.people import Participant, Staff

SEEN_APART = (0, 2, -2)
"""By how many steps the coach sees more than the person, where the scale has room; one each."""
MEETINGS = (Attendance.LATE, None)
"""What was noted about meetings that have been; None where they still ask how it went."""


async def make_casework(
    session: AsyncSession, coach: Staff, now: dt.datetime, calendar: LocalCalendar
) -> None:
    """Give the coach's first people, who have rated themselves, what a conversation leaves."""
    own = await own_participants(session, coach.id)
    here = [one for one in own if one.status is EnrolmentStatus.ACTIVE and not one.exit_on]
    rated = [one for one in here if await newest_finished_rating(session, one.id)]
    for place, participant in enumerate(rated[: len(SEEN_APART)]):
        when = await participant_timing(session, participant, calendar)
        await _see(session, coach, participant, SEEN_APART[place], now - DAY)
        if place < len(MEETINGS):
            await _meet(session, coach, participant, MEETINGS[place], now, when)
        if place == 0:
            await _agree_on_plan(session, coach, participant, now, when)
            note = await write_note(session, participant.id, NOTES[0], now - 2 * DAY, by=coach.id)
            await correct_note(session, note, NOTES[1], now - DAY, by=coach.id)
            called_at, outcome = now - 3 * DAY, CallOutcome.REACHED
            await note_call(session, participant.id, outcome, coach.id, called_at, shown=called_at)


async def _see(
    session: AsyncSession, coach: Staff, participant: Participant, apart: int, at: dt.datetime
) -> None:
    rating = await newest_finished_rating(session, participant.id)
    if rating is None:
        return
    own = (await answer_values(session, [rating.id]))[rating.id][COUNTERPART] or (1 + POINTS) // 2
    belief = own + apart if 1 <= own + apart <= POINTS else own - apart
    await give_view(session, participant.id, rating.id, (belief, own), at, by=coach.id)


async def _meet(
    session: AsyncSession,
    coach: Staff,
    participant: Participant,
    was: Attendance | None,
    now: dt.datetime,
    when: Timing,
) -> None:
    at = moment(when.rhythm.day(now) - 2 * DAY, dt.time(13), when.rhythm.zone)
    booked_on = when.rhythm.day(at) - 9 * DAY
    coming = MeetingAnswer.COMING
    meeting = await add_told_meeting(session, participant, at, coming, now, when, booked_on)
    await note_attendance(session, meeting, was, coach.id, at + DAY / 24)


async def _agree_on_plan(
    session: AsyncSession, coach: Staff, participant: Participant, now: dt.datetime, when: Timing
) -> None:
    """Let the person word the end goal, the coach a goal in one area, with a step for each."""
    instrument, language = when.plan.instrument, participant.language
    end, near = GOALS[language]
    at, until = now - 2 * DAY, when.rhythm.day(now) + 5 * DAY
    await word_goal(session, participant.id, (instrument, END), end, language, at)
    goal = (instrument, COUNTERPART)
    await word_goal(session, participant.id, goal, near, language, at, by=coach.id)
    for doer, words in zip((Doer.PARTICIPANT, Doer.COACH), AGREED[language], strict=True):
        terms = Terms(words, language, doer, until)
        await suggest_step(session, participant, COUNTERPART, terms, None, at, when, by=coach.id)


async def ask_for_helper(
    session: AsyncSession, coach: Staff, helper: Staff, now: dt.datetime, zone: dt.tzinfo
) -> None:
    """Ask a language helper to sit beside somebody this week who does not speak Swedish."""
    own = await own_participants(session, coach.id)
    here = (one for one in own if one.status is EnrolmentStatus.ACTIVE and one.exit_on is None)
    participant = next((one for one in here if one.language != "sv"), None)
    if participant is not None:
        today = now.astimezone(zone).date()
        span = span_of_days(today, today + 7 * DAY, zone)
        await ask_helper(session, participant, helper.id, coach, now, span=span)


async def stand_in(
    session: AsyncSession,
    coach: Staff,
    away: Staff,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Let the coach stand in for a colleague since yesterday, for two of that one's people."""
    first = now.astimezone(calendar.zone).date() - DAY
    span = span_of_days(first, first + 7 * DAY, calendar.zone)
    own = [one for one in await own_participants(session, away.id) if one.name][:2]
    people = [one.id for one in own]
    asked = await ask_coach(session, away.id, coach.id, away, now, span=span, participants=people)
    if asked is not None:
        await accept(session, asked, coach, now, calendar)
