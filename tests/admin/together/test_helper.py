"""A helper beside one rating: that screen and nothing else, and only while it lasts."""

import datetime as dt

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.engine.event import Command
from dialogs.people.staff import StaffRole
from storage.sight.tables import HelperSeat
from tests.admin.paper.test_entry import answers, enrol_bo, first, ratings
from tests.admin.together.test_together import HERE, TOGETHER, anchors, press_on, say_in_chat, told
from tests.admin.visits import audit_entries, form_token, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import add_coach, add_staff, change_staff
from tests.people.agreements import OLD, agrees

BESIDE = "/admin/beside/1"


AMINA = 3
"""Her id, after two coaches."""


async def add_amina(app: AppContext) -> None:
    assert await add_staff(app, "Amina", StaffRole.HELPER) == AMINA


def shown(page: httpx.Response) -> str:
    """Give what stands on a page, without the marks around names."""
    return page_text(page).replace("\u2068", "").replace("\u2069", "")


async def ask_amina(
    app: AppContext, client: httpx.AsyncClient, day: dt.date | None = None
) -> httpx.Response:
    """Let Karin ask Amina to sit beside Bo, today if nothing else is said."""
    await log_in(client)
    page = await client.get(TOGETHER)
    day = day or app.clock().date()
    form = {"token": form_token(page), "helper": str(AMINA), "day": day.isoformat()}
    return await client.post(f"{HERE}/helper", data=form, follow_redirects=True)


async def sit_down(client: httpx.AsyncClient) -> httpx.Response:
    """Let Amina open the questions."""
    client.cookies.clear()
    await log_in(client, "Amina")
    page = await client.get(BESIDE)
    return await client.post(BESIDE, data={"token": form_token(page)}, follow_redirects=True)


async def seats(app: AppContext) -> list[HelperSeat]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(HelperSeat).order_by(HelperSeat.id)))


@pytest.fixture
async def bo(app: AppContext) -> int:
    await enrol_bo(app, language="ar")
    await add_amina(app)
    await agrees(app, 1)
    return 1


async def test_she_sees_that_rating_to_its_end_and_nothing_else(app: AppContext, bo: int) -> None:
    async with open_browser(app) as client:
        page = await ask_amina(app, client)
        assert "Amina kan öppna frågorna" in shown(page)
        assert "Amina kan öppna frågorna" in shown(await client.get(HERE))
        client.cookies.clear()
        await log_in(client, "Amina")
        first_page = await client.get("/admin")
        assert "Karin ber dig sitta bredvid A-01 i dag." in shown(first_page)
        assert "Person 70001" not in first_page.text
        page = await sit_down(client)
        for words in anchors("ar"):
            assert words[3] in page.text
            assert "Person 70001" not in shown(page)
            assert HERE not in page.text, "no way to the person's page"
            page = await press_on(client, page, words[3], BESIDE)
        assert "<svg" in page.text
        page = await press_on(client, page, "نعم، هذا صحيح", BESIDE)
        assert "Skattningen är klar" in shown(page)
        assert "Ingen har frågat efter dig just nu." in shown(page)
        for again in (BESIDE, HERE, TOGETHER, f"{TOGETHER}/helper"):
            assert (await client.get(again)).status_code == 404, again
    (rating,) = await ratings(app)
    assert {(one.mode, one.channel) for one in await answers(app)} == {("helper", "desk")}
    assert (rating.mode, (await first(app)).status) == ("helper", "done")
    assert len(await told(app)) == 1
    assert (await seats(app))[0].closed_at is not None
    assert (AMINA, bo, True) in await audit_entries(app, "rated together")
    assert (AMINA, bo, False) in await audit_entries(app, "opened rating together")


async def test_no_earlier_star_nor_step_stands_on_that_screen(app: AppContext, bo: int) -> None:
    words = anchors("ar")
    await say_in_chat(app, Command("rating"))
    for _ in words:
        await say_in_chat(app, "1")
    await say_in_chat(app, "نعم، هذا صحيح", ends=True)
    async with open_browser(app) as client:
        await ask_amina(app, client)
        page = await sit_down(client)
        for one in words:
            page = await press_on(client, page, one[4], BESIDE)
        assert 'class="star-area"' in page.text
        assert "star-earlier" not in page.text
        client.cookies.clear()
        await log_in(client)
        both = await client.get(f"{TOGETHER}/coach")
    assert "star-earlier" in both.text, "the coach sees both"


async def test_it_ends_with_the_rating_also_where_that_ends_in_the_chat(
    app: AppContext, bo: int
) -> None:
    async with open_browser(app) as client:
        await ask_amina(app, client)
        page = await sit_down(client)
        await press_on(client, page, anchors("ar")[0][0], BESIDE)
        for _ in anchors("ar")[1:]:
            await say_in_chat(app, "2")
        await say_in_chat(app, "نعم، هذا صحيح", ends=True)
        assert (await client.get(BESIDE)).status_code == 404
        assert "Ingen har frågat" in shown(await client.get("/admin"))


async def test_another_day_is_not_yet_and_then_no_more(
    app: AppContext, bo: int, clock: StandingClock
) -> None:
    day = app.clock().date() + dt.timedelta(days=2)
    async with open_browser(app) as client:
        await ask_amina(app, client, day)
        client.cookies.clear()
        await log_in(client, "Amina")
        assert "ber dig sitta bredvid A-01 den" in shown(await client.get("/admin"))
        assert (await client.get(BESIDE)).status_code == 404
        clock.passes(days=2)
        await log_in(client, "Amina")
        assert (await client.get(BESIDE)).status_code == 200
        clock.passes(days=1)
        await log_in(client, "Amina")
        assert (await client.get(BESIDE)).status_code == 404


async def test_the_coach_takes_it_back(app: AppContext, bo: int) -> None:
    async with open_browser(app) as client:
        page = await ask_amina(app, client)
        form = {"token": form_token(page)}
        page = await client.post(f"{HERE}/helper/removal", data=form, follow_redirects=True)
        assert "Amina kan öppna frågorna" not in shown(page)
        client.cookies.clear()
        await log_in(client, "Amina")
        assert (await client.get(BESIDE)).status_code == 404
    assert len(await audit_entries(app, "took back helper")) == 1


@pytest.mark.parametrize("before", [True, False], ids=["asked before", "said no meanwhile"])
async def test_only_of_those_who_have_agreed_to_it(app: AppContext, *, before: bool) -> None:
    await enrol_bo(app)
    await add_amina(app)
    await agrees(app, 1, OLD)
    if not before:
        await agrees(app, 1)
    async with open_browser(app) as client:
        page = await ask_amina(app, client)
        if before:
            assert page.status_code == 409
            assert "har inte sagt ja till att någon mer än du läser" in shown(page)
            assert await seats(app) == []
        else:
            await agrees(app, 1, says=False)
        client.cookies.clear()
        await log_in(client, "Amina")
        assert (await client.get(BESIDE)).status_code == 404


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"helper": ""}, "Välj ett språkstöd."),
        ({"helper": "1"}, "Välj ett språkstöd."),
        ({"day": ""}, "Välj en dag"),
        ({"day": "2020-01-01"}, "Välj en dag"),
        ({"day": "2099-01-01"}, "Välj en dag"),
    ],
)
async def test_what_has_to_be_mended_is_said_and_what_was_chosen_stays(
    app: AppContext, bo: int, form: dict[str, str], says: str
) -> None:
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(TOGETHER)
        whole = {
            "token": form_token(page),
            "helper": str(AMINA),
            "day": app.clock().date().isoformat(),
        }
        page = await client.post(f"{HERE}/helper", data={**whole, **form})
        assert page.status_code == 422
        assert says in shown(page)
        assert 'role="alert"' in page.text
        assert "helper" in form or '<option value="3" selected' in page.text
    assert await seats(app) == []


async def test_another_helper_takes_the_seat_and_nobody_has_two(app: AppContext, bo: int) -> None:
    await add_staff(app, "Bahar", StaffRole.HELPER)
    async with open_browser(app) as client:
        page = await ask_amina(app, client)
        form = {
            "token": form_token(page),
            "helper": str(AMINA + 1),
            "day": app.clock().date().isoformat(),
        }
        page = await client.post(f"{HERE}/helper", data=form, follow_redirects=True)
        assert "Bahar kan öppna frågorna" in shown(page)
        client.cookies.clear()
        await log_in(client, "Amina")
        assert (await client.get(BESIDE)).status_code == 404
    assert [one.closed_at is None for one in await seats(app)] == [False, True]


async def test_who_is_no_helper_any_more_sits_nowhere(app: AppContext, bo: int) -> None:
    async with open_browser(app) as client:
        await ask_amina(app, client)
        await change_staff(app, AMINA, role=StaffRole.TRANSLATOR)
        client.cookies.clear()
        await log_in(client, "Amina")
        assert (await client.get(BESIDE)).status_code == 404


async def test_where_nobody_is_a_helper_the_page_says_whom_to_ask(app: AppContext) -> None:
    await enrol_bo(app)
    await agrees(app, 1)
    await add_coach(app, "Tora")
    async with open_browser(app) as client:
        await log_in(client)
        assert "Inget språkstöd har ett konto än." in shown(await client.get(TOGETHER))
