"""The list: today's meetings on top, names first, search, and light with many people."""

import datetime as dt
import re

import httpx
from sqlalchemy import event

from bot.app_context import AppContext
from tests.admin.visits import form_token, log_in, open_browser, page_text
from tests.moments import DAY
from tests.people import add_coach, add_meeting, add_occasion, add_participant, add_rating

LARGEST = 150_000
"""So many bytes a list of 200 people may have, before it is compressed."""


async def search(client: httpx.AsyncClient, **form: str) -> list[str]:
    """Search, and give the codes of those who are found."""
    token = form_token(await client.get("/admin"))
    page = await client.post("/admin/list/search", data={"token": token, **form})
    assert page.url.query == b""
    return re.findall(r'class="name code">([^<]+)<', page.text)


async def test_people_are_found_by_name_code_and_need(app: AppContext) -> None:
    coach = await add_coach(app)
    for name in ("Aïda Åberg", "Bo Berg", "Bosse"):
        await add_participant(app, coach, name)
    silent = await add_participant(app, coach, "Kim")
    await add_occasion(app, silent.id, -4, "reminded", silent=3)
    await add_participant(app, await add_coach(app, "Eva"), "Bo of somebody else")
    async with open_browser(app) as client:
        await log_in(client)
        assert await search(client, words="aida") == ["A-01"]
        assert await search(client, words="BO") == ["A-02", "A-03"]
        assert await search(client, words="bo ber") == ["A-02"]
        assert await search(client, words="a03") == ["A-03"]
        assert await search(client, words="A 3") == ["A-03"]
        assert await search(client, need="silent") == ["A-04"]
        assert await search(client, words="bo", need="silent") == []
        assert await search(client, project="Iris", words="kim") == ["A-04"]
        assert await search(client, project="another") == []


async def test_what_was_looked_for_is_kept_and_nothing_found_is_said(app: AppContext) -> None:
    await add_participant(app, await add_coach(app), "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        token = form_token(await client.get("/admin"))
        page = await client.post("/admin/list/search", data={"token": token, "words": '"x"'})
    assert 'value="&#34;x&#34;"' in page.text
    assert '<p role="status">0 personer hittade.' in page.text
    assert "Visa alla" in page.text


async def test_the_name_comes_first(app: AppContext) -> None:
    await add_participant(app, await add_coach(app), "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        listed = page_text(await client.get("/admin"))
        assert listed.index("Bo A-01") > 0
        assert "Bo A-01" in page_text(await client.get("/admin/participants/A-01"))


async def test_meetings_of_today_and_tomorrow_stand_on_top(app: AppContext) -> None:
    coach = await add_coach(app)
    people = [(await add_participant(app, coach, name)).id for name in ("Bo", "Kim", "Li", "Ny")]
    await add_meeting(app, people[0], "coming", starts_in=dt.timedelta(hours=2))
    await add_meeting(app, people[1], "cannot", starts_in=DAY)
    await add_meeting(app, people[2], None, starts_in=2 * DAY)
    await add_meeting(app, people[3], None, starts_in=DAY, cancelled=True)
    async with open_browser(app) as client:
        await log_in(client)
        text = page_text(await client.get("/admin"))
    near = text[text.index("I dag och i morgon") : text.index("Väntar på dig")]
    today, tomorrow = near.split("I morgon ")
    assert "Bo A-01 Storgatan 1 kommer" in today
    assert "Kim A-02 Storgatan 1 kan inte komma" in tomorrow
    assert "Li" not in near
    assert "Ny" not in near


async def test_the_list_of_two_hundred_is_light(app: AppContext) -> None:
    coach = await add_coach(app)
    said: list[str] = []

    async def opened(people: int) -> tuple[int, int]:
        """Open the list with so many more; gives its statements and its bytes."""
        for number in range(people):
            person = await add_participant(app, coach, f"Förnamn Efternamnsson {number}")
            star = [1 + number // 5**place % 5 for place in range(6)]  # nobody has another's
            await add_rating(app, person.id, (*star[:3], 4, 5, star[0]))
            await add_occasion(app, person.id, -4, "reminded", silent=3)
        said.clear()
        page = await client.get("/admin")
        return len(said), len(page.content)

    engine = app.database.engine.sync_engine
    async with open_browser(app) as client:
        await log_in(client)
        event.listen(
            engine, "before_cursor_execute", lambda _c, _u, statement, *_: said.append(statement)
        )
        few, _ = await opened(3)
        many, size = await opened(197)
    assert many == few
    assert size < LARGEST
