"""A helper's seat in the database: one a person, over with its rating, gone with who leaves."""

import datetime as dt

from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.engine.event import Command
from dialogs.instruments.rating_mode import RatingMode
from dialogs.people.staff import StaffRole
from storage.caseload.requests import Span
from storage.people.audit import Audit
from storage.people.erasure import erase_participant
from storage.people.participants import hold_participant
from storage.seats.access import access_beside
from storage.seats.seats import (
    ask_helper,
    open_rating,
    rating_id_of,
    seat_beside,
    seats_of_helper,
    sit_down,
)
from storage.sight.tables import HelperSeat
from storage.staff.leaving import let_go
from storage.tables.people import Participant, Staff
from tests.people import add_coach, add_rating, add_staff, change_participant, enrol_participants
from tests.people.agreements import agrees

HOUR = dt.timedelta(hours=1)
FULL = (3, 4, 3, 2, 4, 4)


async def seat_amina(app: AppContext) -> tuple[int, int, int]:
    """Let Amina be asked to sit beside somebody for an hour; gives person, helper and seat."""
    coach = await add_coach(app)
    amina = await add_staff(app, "Amina", StaffRole.HELPER)
    (who,) = await enrol_participants(app, [70_001], app.clock(), rated=False)
    await change_participant(app, who, coach_id=coach)
    await agrees(app, who)
    span = Span(app.clock(), app.clock() + HOUR)
    async with app.database.writing() as session:
        person = await session.get_one(Participant, who)
        by = await session.get_one(Staff, coach)
        seat = await ask_helper(session, person, amina, by, app.clock(), span=span)
    assert seat is not None
    return who, amina, seat.id


async def is_let_in(app: AppContext, helper: int, seat: int) -> bool:
    async with app.database.writing() as session:
        staff = await session.get_one(Staff, helper)
        action, now = Audit.TOGETHER_OPENED, app.clock()
        return await access_beside(session, staff, seat, now, action, hold=True) is not None


async def begin(app: AppContext, who: int, seat: int) -> None:
    """Let the rating be begun beside them."""
    async with app.database.writing() as session:
        await hold_participant(session, who)
        person = await session.get_one(Participant, who)
        await app.turns.take_at_desk(session, person, Command("rating"), RatingMode.HELPER)
        stored = await open_rating(session, who)
        assert stored is not None
        await sit_down(session, await session.get_one(HelperSeat, seat), rating_id_of(stored))


async def test_a_rating_that_is_done_meanwhile_ends_it(either: AppContext) -> None:
    who, amina, seat = await seat_amina(either)
    assert await is_let_in(either, amina, seat)
    assert not await is_let_in(either, 1, seat), "a coach is no helper"
    await add_rating(either, who, FULL, ago=-HOUR / 2)
    assert not await is_let_in(either, amina, seat)
    async with either.database.reading() as session:
        assert await seats_of_helper(session, amina, either.clock()) == []
        assert await seat_beside(session, who, either.clock()) is None


async def test_whoever_erases_everything_has_nobody_beside_them(either: AppContext) -> None:
    who, amina, seat = await seat_amina(either)
    await begin(either, who, seat)
    assert await is_let_in(either, amina, seat)
    async with either.database.writing() as session:
        await hold_participant(session, who)
        await erase_participant(session, who, either.clock())
    assert not await is_let_in(either, amina, seat)
    async with either.database.reading() as session:
        assert (await session.scalars(select(HelperSeat))).all() == []


async def test_a_helper_who_leaves_leaves_the_seat(either: AppContext) -> None:
    who, amina, _ = await seat_amina(either)
    async with either.database.writing() as session:
        by = await session.get_one(Staff, 1)
        await let_go(session, await session.get_one(Staff, amina), by, either.clock())
    async with either.database.reading() as session:
        assert await seat_beside(session, who, either.clock()) is None
