"""Where somebody is on their way, as it is stored, on both databases."""

import datetime as dt

import pytest

from bot.app_context import AppContext
from dialogs.agenda.plan import Plan
from dialogs.orientation.whereabouts import Whereabouts
from dialogs.people.accounts import Channel
from dialogs.people.enrolment import EnrolmentStatus
from storage.orientation.whereabouts import read_whereabouts
from storage.tables.people import Participant
from tests.conftest import START, StandingClock
from tests.moments import moment
from tests.people import (
    Diary,
    add_coach,
    add_participant,
    change_participant,
    change_plan,
    change_staff,
    enrol_participants,
)


async def where(app: AppContext, who: int) -> Whereabouts:
    async with app.database.reading() as session:
        participant = await session.get_one(Participant, who)
        return await read_whereabouts(session, participant, app.clock(), app.calendar)


async def test_days_are_those_of_the_plan_and_of_the_persons_clocks(
    either: AppContext, clock: StandingClock
) -> None:
    clock.now = moment("2026-11-23T23:30")
    [bo] = await enrol_participants(either, [1], clock.now)
    known = await where(either, bo)
    assert (known.today, known.enrolled_on) == (dt.date(2026, 11, 23), dt.date(2026, 11, 23))
    assert known.rating_on == dt.date(2027, 2, 23)
    assert (known.exit_on, known.quiet_until, known.meeting) == (None, None, None)
    assert known.heard
    assert known.months is None
    await change_plan(either, Plan(months=12).to_json())
    assert (await where(either, bo)).months == 12
    await change_participant(either, bo, zone="Asia/Bangkok")
    assert (await where(either, bo)).enrolled_on == dt.date(2026, 11, 24)


async def test_a_rating_on_a_sunday_is_asked_for_on_the_monday(either: AppContext) -> None:
    [bo] = await enrol_participants(either, [1], moment("2026-11-28T10:00"))
    known = await where(either, bo)
    assert known.rating_on == dt.date(2027, 3, 1), "28 February 2027 is a Sunday"


async def test_what_waits_and_what_is_over(either: AppContext, clock: StandingClock) -> None:
    [bo] = await enrol_participants(either, [1], START)
    clock.now = moment("2027-02-25T10:00")
    assert (await where(either, bo)).rating_on == dt.date(2027, 2, 23), "it waits"
    clock.now = moment("2027-04-01T10:00")
    later = (await where(either, bo)).rating_on
    assert later is None or later > dt.date(2027, 4, 1), "its window has ended"


async def test_a_pause_ends_and_a_meeting_comes(either: AppContext, clock: StandingClock) -> None:
    bo = await add_participant(either, await add_coach(either))
    await change_participant(either, bo.id, quiet_until=START + dt.timedelta(7))
    await Diary(either, bo.id).book()
    known = await where(either, bo.id)
    assert known.quiet_until == dt.date(2026, 11, 30)
    assert known.meeting is not None
    assert known.meeting.facts["place"] == "Storgatan 1"
    clock.passes(days=20)
    known = await where(either, bo.id)
    assert (known.quiet_until, known.meeting) == (None, None)


@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.WEB])
async def test_what_the_coach_gives_is_told_at_once(app: AppContext, channel: Channel) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, channel=channel)
    await change_staff(app, coach, contact_email="k@example.org", best_reached="före tio")
    known = (await where(app, bo.id)).coach
    assert known is not None
    assert (known.phone, known.email, known.best) == ("", "k@example.org", "före tio")
    await change_participant(app, bo.id, status=EnrolmentStatus.INVITED)
    unsaid = await where(app, bo.id)
    assert (unsaid.enrolled_on, unsaid.heard) == (None, False)
