"""A caseload for the tests of digests: Karin's participants, and what waits with them."""

import datetime as dt

from sqlalchemy import select, update

from bot.app_context import AppContext
from dialogs.agenda.plan import Window
from dialogs.agenda.writing_hours import day_end
from dialogs.occasions.asking import Asking
from dialogs.occasions.occasion import OccasionState, OccasionStatus
from storage.occasions.agenda_rows import columns_of
from storage.people.timing import participant_timing
from storage.tables.agenda import Meeting, Occasion, Reminder
from storage.tables.people import Account, Participant, Staff, SubProject
from tests.admin.visits import participant, rated

DAY = dt.timedelta(days=1)


async def person(app: AppContext, coach: int, name: str = "Bo", **values: object) -> Participant:
    """Add a participant who takes part, with some columns as the test needs them."""
    made = await participant(app, coach, name)
    if values:
        async with app.database.writing() as session:
            await session.execute(
                update(Participant).where(Participant.id == made.id).values(**values)
            )
    return made


async def occasion(
    app: AppContext, who: int, due_in: int, status: str = "due", silent: int = 0, **values: object
) -> Occasion:
    """Add an occasion that falls due some days from today on."""
    async with app.database.writing() as session:
        of = await session.get_one(Participant, who)
        when = await participant_timing(session, of, app.calendar)
        due_on = when.rhythm.day(app.clock()) + due_in * DAY
        window = Window("three-month", 100 + due_in, due_on - 14 * DAY, due_on, due_on + 30 * DAY)
        closes_at = day_end(window.closes_on, when.rhythm.zone)
        standing = OccasionState(
            0, window, closes_at, OccasionStatus(status), asking=Asking(0, silent)
        )
        made = Occasion(participant_id=of.id, **columns_of(standing))
        session.add(made)
        for name, value in values.items():
            setattr(made, name, value)
    return made


async def meeting(
    app: AppContext,
    who: int,
    answer: str | None,
    ago: dt.timedelta = DAY,
    proposal: str | None = None,
    starts_in: dt.timedelta = 3 * DAY,
    *,
    cancelled: bool = False,
) -> None:
    """Book a meeting, in three days if not otherwise, that was answered some time ago."""
    now = app.clock()
    async with app.database.writing() as session:
        session.add(
            Meeting(
                participant_id=who,
                starts_at=now + starts_in,
                cancelled=cancelled,
                place="Storgatan 1",
                before=[24, 2],
                answer=answer,
                proposal=proposal,
                answered_at=now - ago if answer else None,
                booked_at=now - 9 * DAY,
                changed_at=now - 9 * DAY,
            )
        )


async def blocked(app: AppContext, who: int) -> None:
    async with app.database.writing() as session:
        await session.execute(
            update(Account).where(Account.participant_id == who).values(status="blocked")
        )


async def left_half_way(app: AppContext, who: int) -> None:
    """Let somebody have begun a rating two days ago."""
    rating_id = await rated(app, who, (3, 4), ago=2 * DAY, comment="hemligt")
    await occasion(app, who, -3, "started", rating_id=rating_id)


async def planned(app: AppContext, who: int) -> list[Reminder]:
    async with app.database.reading() as session:
        found = select(Reminder).where(Reminder.participant_id == who, Reminder.status == "planned")
        return list((await session.scalars(found)).all())


async def staff(app: AppContext, staff_id: int) -> Staff:
    async with app.database.reading() as session:
        return await session.get_one(Staff, staff_id)


async def habit(app: AppContext, staff_id: int, **values: object) -> None:
    async with app.database.writing() as session:
        await session.execute(update(Staff).where(Staff.id == staff_id).values(**values))


async def other_plan(app: AppContext, plan: dict[str, object]) -> None:
    async with app.database.writing() as session:
        await session.execute(update(SubProject).values(plan=plan))


async def full_caseload(app: AppContext, coach: int) -> None:
    """Give every section something: B-01 to B-09 (the letter depends on the sub-project)."""
    a, b, c, d, e, f, g, h, i = [await person(app, coach, f"Namn {n}") for n in range(1, 10)]
    await rated(app, a.id, (1, 2, 3, 4, 5, 3), ago=90 * DAY)
    await rated(app, a.id, (3, 2, 3, 2, 5, 4), ago=DAY, comment="hemligt")
    await rated(app, b.id, (3, 3, 3, 3, 3, 3), ago=2 * DAY)
    await occasion(app, c.id, 3, "planned")
    await occasion(app, d.id, -4, "reminded", silent=1)
    await occasion(app, e.id, -12, "reminded", silent=3)
    await blocked(app, f.id)
    async with app.database.writing() as session:
        for who, values in (
            (g.id, {"stopped": True}),
            (h.id, {"quiet_until": app.clock() + 5 * DAY}),
        ):
            await session.execute(update(Participant).where(Participant.id == who).values(**values))
    await meeting(app, g.id, "coming")
    await meeting(app, h.id, "cannot", proposal="hellre torsdag")
    await left_half_way(app, i.id)
