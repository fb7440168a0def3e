"""What needs the coach on somebody's way: to decide, to get in touch, to note attendance."""

import datetime as dt

import pytest

from bot.app_context import AppContext
from dialogs.agenda.attendance import Attendance
from dialogs.agenda.plan import Plan
from dialogs.caseload.calls import CallOutcome
from dialogs.caseload.review import Verdict
from dialogs.engine.conversation import Conversation
from dialogs.people.participant_status import ParticipantStatus
from storage.caseload.caseload import caseload_rows
from storage.meetings.attendance import note_attendance
from storage.needs.calls import note_call
from storage.needs.marks import mark_done
from storage.reviews.reviews import Decision, decide, withdraw_review
from storage.reviews.tables import Review
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from storage.talk.conversations import (
    close_conversations,
    store_conversation,
    store_new_conversation,
)
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import (
    TUESDAY,
    add_coach,
    add_participant,
    add_rating,
    change_participant,
    change_plan,
    open_diary,
)
from tests.people.needs import deal_with
from tests.storage.caseload.test_caseload_words import write

GAP, REVIEW = ParticipantStatus.GAP, ParticipantStatus.REVIEW


async def needs(app: AppContext, coach: int = 1) -> list[tuple[str, dt.date | None]]:
    """List the needs of the coach's one participant, with the day of each."""
    now, zone = app.clock(), app.calendar.zone
    today = now.astimezone(zone).date()
    async with app.database.reading() as session:
        [line] = await caseload_rows(session, coach, now, today, zone)
    return [(need.kind.value, need.day(zone)) for need in line.needs_at(now)]


async def test_a_period_waits_until_it_is_decided(either: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    began = clock().date()
    clock.passes(days=166)
    await deal_with(either, coach, bo.id, GAP)
    assert await needs(either) == []
    clock.passes(days=1)
    assert began == dt.date(2026, 11, 23)
    assert await needs(either) == [("review", dt.date(2027, 5, 23))]
    goes_on = Decision(Verdict.GO_ON, clock().date(), dt.date(2027, 11, 23), "Vill mer")
    async with either.database.writing() as session:
        first = await decide(session, bo.id, goes_on, clock(), by=coach)
    assert await needs(either) == []
    async with either.database.writing() as session:
        finish = Decision(Verdict.FINISH, clock().date(), None, "Har fått ett jobb")
        second = await decide(session, bo.id, finish, clock(), by=coach)
    assert await needs(either) == [("review", None)], "until there is a last day"
    await change_participant(either, bo.id, exit_on=clock().date() + 9 * DAY)
    assert await needs(either) == []
    await change_participant(either, bo.id, exit_on=None)
    async with either.database.writing() as session:
        for one in (first, second):
            row = await session.get_one(Review, one.id)
            assert await withdraw_review(session, row, clock(), by=coach)
            assert not await withdraw_review(session, row, clock(), by=coach)
    assert await needs(either) == [("review", dt.date(2027, 5, 23))]
    await change_plan(either, Plan(review=None).to_json())
    assert await needs(either) == []


async def test_the_day_of_the_enrolment_is_local(app: AppContext, clock: StandingClock) -> None:
    """In Sweden it was the next day already."""
    await add_participant(app, await add_coach(app))
    await change_participant(app, 1, enrolled_at=dt.datetime(2026, 5, 31, 23, tzinfo=dt.UTC))
    await deal_with(app, 1, 1, GAP)
    assert await needs(app) == [("review", dt.date(2026, 12, 1))]


@pytest.mark.parametrize("what", ["rating", "call", "meeting", "words", "word"])
async def test_a_contact_ends_a_gap_and_five_weeks_later_there_is_one_again(
    either: AppContext, clock: StandingClock, what: str
) -> None:
    bo = await open_diary(either)
    coach, meeting = 1, await bo.book()
    clock.passes(days=34)
    async with either.database.writing() as session:
        await note_call(session, bo.who, CallOutcome.NOT_REACHED, coach, clock(), shown=clock())
        row = await session.get_one(Meeting, meeting.id)
        await note_attendance(session, row, Attendance.ABSENT, coach, clock())
    assert await needs(either) == []
    clock.passes(days=1, hours=1)
    assert await needs(either) == [("gap", dt.date(2026, 11, 23))], "nobody was reached or came"
    heard_on = clock().date()
    if what == "rating":
        await add_rating(either, bo.who, (3,) * 6)
        await deal_with(either, coach, bo.who, ParticipantStatus.NEW_RATING)
    if what == "words":
        async with either.database.reading() as session:
            person = await session.get_one(Participant, bo.who)
        await write(either, person)
        await deal_with(either, coach, bo.who, ParticipantStatus.WROTE)
    async with either.database.writing() as session:
        if what == "call":
            await note_call(session, bo.who, CallOutcome.REACHED, coach, clock(), shown=clock())
        if what == "word":
            await mark_done(session, bo.who, GAP, clock(), coach, clock())
        if what == "meeting":
            row = await session.get_one(Meeting, meeting.id)
            await note_attendance(session, row, Attendance.LATE, coach, clock())
            heard_on = row.starts_at.date()
    assert await needs(either) == []
    clock.now = dt.datetime.combine(heard_on + 36 * DAY, clock().timetz())
    assert await needs(either) == [("gap", heard_on)]


async def test_whoever_leaves_may_be_silent(app: AppContext, clock: StandingClock) -> None:
    await add_participant(app, await add_coach(app))
    clock.passes(days=40)
    assert [kind for kind, _ in await needs(app)] == ["gap"]
    await change_participant(app, 1, exit_on=clock().date() + DAY)
    assert [kind for kind, _ in await needs(app)] == ["gap"], "not before they have left"
    clock.passes(days=2)
    await add_rating(app, 1, (3,) * 6)  # so that the coach still sees them
    clock.passes(days=40)
    assert [kind for kind, _ in await needs(app)] == ["new-rating"]


async def test_a_meeting_waits_for_its_attendance(either: AppContext, clock: StandingClock) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    clock.now = TUESDAY.starts_at + dt.timedelta(minutes=119)
    assert await needs(either) == [], "they may still sit there"
    clock.passes(minutes=1)
    assert await needs(either) == [("attendance", TUESDAY.starts_at.date())]
    async with either.database.writing() as session:
        row = await session.get_one(Meeting, meeting.id)
        await note_attendance(session, row, Attendance.CAME, 1, clock())
    assert await needs(either) == []


async def test_a_talk_counts_by_when_the_person_last_said_something(
    either: AppContext, clock: StandingClock
) -> None:
    """What only we have opened is no contact, nor is it one that we end what lay there."""
    bo = await add_participant(either, await add_coach(either))
    began = clock.now
    meant = Conversation("reminders", {})
    async with either.database.writing() as session:
        lying = await store_new_conversation(session, bo.id, meant, clock())
    for days in range(1, 5):
        clock.now = began + days * DAY
        async with either.database.writing() as session:
            said = await store_new_conversation(session, bo.id, meant, clock())
            await store_conversation(session, said.id, meant, clock(), ended=True)
    last = clock.now.date()
    clock.now = began + 36 * DAY
    async with either.database.writing() as session:
        await store_new_conversation(session, bo.id, meant, clock(), put_away=True)
        await close_conversations(session, [lying.id], clock())
    assert await needs(either) == []
    clock.now = began + 40 * DAY
    assert await needs(either) == [("gap", last)]
    async with either.database.writing() as session:
        await store_new_conversation(session, bo.id, meant, clock())
    assert await needs(either) == []
