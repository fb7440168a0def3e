"""The sample's occasions: what a service would have written, and something of every kind."""

import datetime as dt
from collections import Counter, defaultdict

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.sample.demo import EMAIL
from bot.sample.lives import Size
from bot.sample.sample import make_sample
from dialogs.agenda.plan import Plan
from dialogs.occasions.occasion import OPEN
from dialogs.people.participant_status import ParticipantStatus
from storage.caseload.caseload import caseload_rows
from storage.figures.completeness import completeness
from storage.occasions.backfill import backfill_everybody
from storage.tables.agenda import Meeting, Occasion, Reminder, Step
from storage.tables.people import Participant, Staff
from storage.tables.ratings import Rating
from tests.conftest import START


async def made(app: AppContext, size: Size | None = None) -> Staff:
    async with app.database.writing() as session:
        return await make_sample(
            session, app.installation, START, email=EMAIL, password="long enough", size=size
        )


def facts(one: Occasion) -> tuple[object, ...]:
    status = "due" if one.status == "reminded" else one.status
    key = (one.participant_id, one.kind, one.number)
    return (*key, one.opens_on, one.due_on, one.closes_on, one.closes_at, status, one.rating_id)


async def names(session: AsyncSession) -> dict[int, str]:
    return {row.id: row.occasion for row in await session.scalars(select(Rating))}


async def test_the_sample_and_a_taking_over_stand_alike(either: AppContext) -> None:
    await made(either)
    async with either.database.writing() as session:
        invented = {facts(one) for one in await session.scalars(select(Occasion))}
        named = await names(session)
        await session.execute(delete(Reminder))
        await session.execute(delete(Occasion))
    await backfill_everybody(either.database, either.calendar, START)
    async with either.database.reading() as session:
        assert {facts(one) for one in await session.scalars(select(Occasion))} == invented
        again = await names(session)
    assert named == again  # a nine-month rating is called what it is


async def test_there_is_something_of_every_kind(app: AppContext) -> None:
    coach = await made(app)
    async with app.database.reading() as session:
        occasions = (await session.scalars(select(Occasion))).all()
        reminders = (await session.scalars(select(Reminder))).all()
        leaving = await session.scalar(
            select(func.count()).where(Participant.exit_on > START.date())
        )
        shares = await completeness(session, START.date(), {1, 2, 3, 4})
        lines = await caseload_rows(session, coach.id, START, START.date())
        coaches = (await session.scalars(select(Staff.id))).all()
        loads = {one: await caseload_rows(session, one, START, START.date()) for one in coaches}
        everybody = [line for one in coaches for line in loads[one]]
        needs = Counter(need.kind for line in everybody for need in line.needs_at(START))
    assert {one.status for one in occasions} >= {"planned", "due", "started", "done", "missed"}
    assert len({one.reason for one in occasions if one.status == "missed"}) > 3
    assert {one.reason for one in occasions if one.status == "done"} == {None, "paper", "together"}
    assert {row.status for row in reminders} >= {"planned", "laid", "answered", "undeliverable"}
    assert leaving == 1
    assert needs[ParticipantStatus.SILENT] == 0  # in the web chat nobody is told
    assert sum(line.stopped for line in everybody) == 1
    assert needs[ParticipantStatus.OVERDUE] >= 2
    assert all(50 < (one.percent or one.at_least or 0) < 95 for one in shares)
    assert lines


async def test_some_have_a_small_step_and_some_a_meeting(app: AppContext) -> None:
    await made(app)
    async with app.database.reading() as session:
        steps = (await session.scalars(select(Step))).all()
        meetings = (await session.scalars(select(Meeting))).all()
    assert {one.outcome for one in steps} >= {"done", "on-the-way", None}
    assert {one.answer for one in meetings} == {"coming", "cannot", None}
    assert all(one.starts_at > START for one in meetings)


async def test_every_message_fits_its_occasion(app: AppContext) -> None:
    await made(app, Size(people=60))
    async with app.database.reading() as session:
        occasions = {one.id: one for one in await session.scalars(select(Occasion))}
        about_ratings = Reminder.kind.in_(("rating", "unfinished"))
        reminders = (await session.scalars(select(Reminder).where(about_ratings))).all()
    sent = defaultdict[int, list[dt.datetime]](list)
    for row in reminders:
        about = occasions[row.subject]
        assert row.participant_id == about.participant_id
        if row.status == "planned":
            assert about.status in OPEN
            assert START <= row.due_at < row.until == about.closes_at
        else:
            assert row.due_at < START
            sent[about.id].append(row.due_at)
    for id_, times in sent.items():
        assert len(times) <= len(Plan().reminders)
        assert times == sorted(times)
        assert occasions[id_].asked >= len(times)
