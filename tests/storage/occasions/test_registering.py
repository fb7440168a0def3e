"""Whoever is enrolled without a yes: the days come, nothing is said, and a yes changes that."""

import datetime as dt

from sqlalchemy import func, select

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.occasions.occasion import Reason
from dialogs.people.enrolment import EnrolmentStatus
from storage.enrolling.registering import register
from storage.occasions.agenda_rows import participant_occasions
from storage.occasions.replanning import plan_first_occasions
from storage.people.timing import participant_timing
from storage.tables.agenda import Reminder
from storage.tables.people import Participant
from tests.conftest import START, StandingClock
from tests.people import add_coach, add_participant

TODAY = START.date()


async def enrolled(app: AppContext, on: dt.date = TODAY) -> int:
    """Enrol Bo, who has an account and has not said yes: even then nothing is sent."""
    coach = await add_coach(app)
    bo = await add_participant(app, coach, status=EnrolmentStatus.INVITED, enrolled_at=None)
    async with app.database.writing() as session:
        person = await session.get_one(Participant, bo.id)
        await register(session, person, on, app.clock(), app.calendar)
    return bo.id


async def stands(app: AppContext, who: int) -> list[tuple[str, int, str, str | None]]:
    async with app.database.reading() as session:
        found = await participant_occasions(session, who)
        return [(str(one.kind), one.number, str(one.status), one.reason) for one in found]


async def messages(app: AppContext) -> int:
    async with app.database.reading() as session:
        return await session.scalar(select(func.count(Reminder.id))) or 0


async def say_yes(app: AppContext, who: int) -> None:
    async with app.database.writing() as session:
        person = await session.get_one(Participant, who)
        person.status = EnrolmentStatus.ACTIVE
        when = await participant_timing(session, person, app.calendar)
        for _ in range(2):
            await plan_first_occasions(session, person, app.clock(), when)


async def test_the_days_come_without_a_message(either: AppContext, clock: StandingClock) -> None:
    who = await enrolled(either)
    assert await stands(either, who) == [
        ("enrolment", 0, "due", None),
        ("three-month", 3, "planned", None),
    ]
    clock.passes(days=92)
    await Reminding(either).sweep()
    assert await stands(either, who) == [
        ("enrolment", 0, "missed", Reason.NO_BOT),
        ("three-month", 3, "due", None),
        ("six-month", 6, "planned", None),
    ]
    clock.passes(days=200)
    await Reminding(either).sweep()
    assert [one[2] for one in await stands(either, who)] == [
        *("missed", "missed", "missed", "due", "planned")
    ]
    assert await messages(either) == 0


async def test_a_yes_in_time_counts_as_the_enrolment(
    either: AppContext, clock: StandingClock
) -> None:
    who = await enrolled(either)
    clock.passes(days=40)
    await Reminding(either).sweep()
    assert (await stands(either, who))[0] == ("enrolment", 0, "missed", Reason.NO_BOT)
    await say_yes(either, who)
    assert (await stands(either, who))[0] == ("enrolment", 0, "due", None)
    assert await messages(either) == 2, "one if it is left, and the next one by the plan"


async def test_a_late_yes_leaves_what_has_passed(either: AppContext, clock: StandingClock) -> None:
    who = await enrolled(either, TODAY - dt.timedelta(days=120))
    before = await stands(either, who)
    assert [one[2] for one in before] == ["missed", "due", "planned"]
    await say_yes(either, who)
    assert (await stands(either, who))[0][2] == "missed"
    assert (await stands(either, who)) == before
    assert await messages(either) >= 1
