"""The caseload and the overview: what was due and is not done, and where a person takes over."""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from dialogs.caseload.calls import CallOutcome
from dialogs.occasions.occasion import OccasionStatus
from dialogs.people.enrolment import ExitReason
from dialogs.people.participant_status import ParticipantStatus
from dialogs.people.staff import StaffRole
from storage.caseload.caseload import caseload_rows
from storage.needs.calls import note_call
from storage.needs.marks import mark_done
from storage.occasions.backfill import backfill_everybody
from storage.people.erasure import erase_participant
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant
from tests.admin.visits import log_in, open_browser
from tests.conftest import START, StandingClock
from tests.people import add_coach, add_participant, add_rating, add_staff, lead

FULL = (3, 4, 3, 2, 4, 4)


async def waiting(session: AsyncSession, person: Participant, asked: int, *, planned: bool) -> None:
    """Leave the three-month rating of somebody open, after so many messages."""
    rating = Occasion.participant_id == person.id, Occasion.kind == "three-month"
    await session.execute(
        update(Occasion).where(*rating).values(status="reminded", asked=asked, silent=asked)
    )
    if not planned:
        await session.execute(
            update(Reminder)
            .where(Reminder.participant_id == person.id, Reminder.kind == "rating")
            .values(status="sent")
        )


async def test_a_person_takes_over_where_the_machine_is_done(
    either: AppContext, clock: StandingClock
) -> None:
    app, coach = either, await add_coach(either)
    names = ("calm", "stopped", "overdue", "silent", "half")
    people = {name: await add_participant(app, coach, name) for name in names}
    for person in people.values():
        await add_rating(app, person.id, FULL)
    clock.passes(days=100)
    for name in ("calm", "stopped"):
        await add_rating(app, people[name].id, FULL)
    await add_rating(app, people["half"].id, (3, 4), ago=dt.timedelta(days=2))
    clock.passes(hours=1)
    await backfill_everybody(app.database, app.calendar, clock())
    async with app.database.writing() as session:
        await waiting(session, people["overdue"], 2, planned=True)
        await waiting(session, people["silent"], 3, planned=False)
        stopped = await session.get_one(Participant, people["stopped"].id)
        stopped.stopped = True
        await note_call(
            session, people["overdue"].id, CallOutcome.REACHED, coach, clock(), shown=clock()
        )
        for person in people.values():
            await mark_done(
                session, person.id, ParticipantStatus.NEW_RATING, clock(), coach, clock()
            )
    async with app.database.reading() as session:
        lines = await caseload_rows(session, coach, clock(), clock().date())
    assert [(line.name, line.status_at(clock())) for line in lines] == [
        ("silent", ParticipantStatus.SILENT),
        ("half", ParticipantStatus.UNFINISHED),
        ("overdue", ParticipantStatus.OVERDUE),
        ("calm", ParticipantStatus.CALM),
        ("stopped", ParticipantStatus.STOPPED),
    ]
    assert lines[2].overdue_on == dt.date(2027, 2, 23)
    async with open_browser(app) as client:
        await log_in(client)
        page = (await client.get("/admin")).text
    assert "inte gjord, sedan 23 feb." in page
    assert "inget svar" in page
    assert "5 av 5 skattningar gjorda, målet är 95 %" in page, "three-month ratings are apart"


async def test_an_old_unfinished_rating_does_not_wait_for_ever(
    either: AppContext, clock: StandingClock
) -> None:
    app, coach = either, await add_coach(either)
    person = await add_participant(app, coach)
    await add_rating(app, person.id, (3, 4), ago=dt.timedelta(days=90))
    await add_rating(app, person.id, FULL)
    clock.passes(hours=1)
    async with app.database.writing() as session:
        await mark_done(session, person.id, ParticipantStatus.NEW_RATING, clock(), coach, clock())
    async with app.database.reading() as session:
        (line,) = await caseload_rows(session, coach, clock(), clock().date())
    assert line.status_at(clock()) is ParticipantStatus.CALM


async def test_leaders_see_completeness_and_no_small_groups(
    app: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(app)
    eva = await add_staff(app, "Eva", StaffRole.LEADER)
    people = [await add_participant(app, coach, str(number)) for number in range(4)]
    for person in people:
        await add_rating(app, person.id, FULL)
    await lead(app, eva)
    await backfill_everybody(app.database, app.calendar, clock())
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        few = (await client.get("/admin")).text
        for number in range(6):
            await add_participant(app, coach, f"more {number}")
        fifth = await add_participant(app, coach, "fifth")  # four who have done theirs are too few
        await add_rating(app, fifth.id, FULL)
        await backfill_everybody(app.database, app.calendar, clock())
        async with app.database.writing() as session:
            for row in await session.scalars(select(Occasion).where(Occasion.status == "due")):
                row.status, row.reason = OccasionStatus.MISSED, "ill"
        many = (await client.get("/admin")).text
    assert "4 av 4" not in few
    assert "visas inte" in few
    assert "5 av 11, 45 %" in many
    assert "sjuk 6" in many


async def test_what_is_planned_is_shown_to_the_person_and_erased_with_them(
    either: AppContext, clock: StandingClock
) -> None:
    app = either
    person = await add_participant(app, await add_coach(app))
    await add_rating(app, person.id, FULL)
    await backfill_everybody(app.database, app.calendar, START)
    async with app.database.writing() as session:
        stored = await session.get_one(Participant, person.id)
        stored.exit_on, stored.exit_reason = dt.date(2027, 5, 2), ExitReason.STUDIES
    page = (await personal_data_file(app, person.id)).decode()
    assert "23 feb. 2027 · efter 3 månader · planerad" in page
    assert "Påminnelse om skattning · planerad" in page
    assert "2 maj 2027 · studier" in page
    async with app.database.writing() as session:
        await erase_participant(session, person.id, clock())
    async with app.database.reading() as session:
        [kept] = await session.scalars(select(Occasion))
        assert (kept.status, kept.rating_id, kept.due_on) == ("done", None, dt.date(2026, 11, 1))
        assert not (await session.scalars(select(Reminder))).all()
        gone = await session.get_one(Participant, person.id)
    assert (gone.status, gone.exit_on, gone.exit_reason) == ("erased", None, ExitReason.STUDIES)
