"""A helper's seat ends with what gave it: the coach who asked, and the yes to who else may read."""

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from storage.sight.tables import HelperSeat
from storage.staff.leaving import let_go
from storage.tables.people import Staff
from tests.admin.paper.test_entry import enrol_bo
from tests.admin.requests.test_substitutes import PAGE, WEEK, press
from tests.admin.staff.test_staff_pages import send
from tests.admin.together.test_helper import (
    AMINA,
    BESIDE,
    add_amina,
    ask_amina,
    seats,
    shown,
    sit_down,
)
from tests.admin.together.test_together import HERE, TOGETHER
from tests.admin.visits import form_token, log_in, open_browser
from tests.conftest import StandingClock
from tests.people import add_coach
from tests.people.agreements import agrees


@pytest.fixture
async def bo(app: AppContext) -> int:
    await enrol_bo(app)
    await add_amina(app)
    await agrees(app, 1)
    return 1


async def test_a_no_ends_the_seat_for_good_also_where_a_yes_follows(
    app: AppContext, bo: int, clock: StandingClock
) -> None:
    async with open_browser(app) as client:
        await ask_amina(app, client)
        await sit_down(client)
        await agrees(app, bo, says=False)
        await agrees(app, bo)
        assert (await client.get(BESIDE)).status_code == 404
        assert "Ingen har frågat" in shown(await client.get("/admin"))
        clock.passes(minutes=1)
        client.cookies.clear()
        page = await ask_amina(app, client)
        assert "Amina kan öppna frågorna" in shown(page), "whoever asks anew is heard"


async def test_a_hand_over_ends_the_seat_that_the_coach_before_has_given(
    app: AppContext, bo: int
) -> None:
    eva = await add_coach(app, "Evalin")
    async with open_browser(app) as client, open_browser(app) as evas:
        await ask_amina(app, client)
        await send(client, f"{HERE}/hand-over", {"to": str(eva)})
        await log_in(evas, "Evalin")
        await press(evas, "accept")
        assert "Amina kan öppna frågorna" not in shown(await evas.get(TOGETHER))
        client.cookies.clear()
        await log_in(client, "Amina")
        assert (await client.get(BESIDE)).status_code == 404
        assert "Ingen har frågat" in shown(await client.get("/admin"))


async def test_a_substitutes_helper_sits_as_long_as_the_substitute_sees_the_person(
    app: AppContext, bo: int
) -> None:
    eva = await add_coach(app, "Evalin")
    async with open_browser(app) as client, open_browser(app) as evas:
        await log_in(client)
        today = app.clock().date().isoformat()
        await send(client, PAGE, {**WEEK, "first": today, "to": str(eva)})
        await log_in(evas, "Evalin")
        await press(evas, "accept")
        form = {"token": form_token(await evas.get(TOGETHER)), "helper": str(AMINA), "day": today}
        await evas.post(f"{HERE}/helper", data=form)
        await sit_down(client)
        assert (await client.get(BESIDE)).status_code == 200
        await press(evas, "close")
        assert (await client.get(BESIDE)).status_code == 404


async def test_it_ends_when_the_coach_who_asked_leaves(app: AppContext, bo: int) -> None:
    async with open_browser(app) as client:
        await ask_amina(app, client)
    async with app.database.writing() as session:
        (seat,) = await session.scalars(select(HelperSeat))
        karin = await session.get_one(Staff, seat.by_id)
        await let_go(session, karin, karin, app.clock())
    assert (await seats(app))[0].closed_at is not None
