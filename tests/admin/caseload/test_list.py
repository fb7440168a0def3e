"""The list: what a need is about, a colleague's people apart, what is hidden, what words mean."""

import datetime as dt

from bot.app_context import AppContext
from tests.admin.needs.test_needs import press, waits
from tests.admin.requests.test_substitutes import WEEK
from tests.admin.requests.test_substitutes import press as answer
from tests.admin.staff.test_staff_pages import send
from tests.admin.visits import log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import add_coach, add_meeting, add_occasion, add_participant, add_rating
from tests.people.agreements import agrees


async def test_a_line_says_which_area_and_which_meeting(app: AppContext) -> None:
    coach = await add_coach(app)
    fell, sick = await add_participant(app, coach, "Bo"), await add_participant(app, coach, "Kim")
    all_of_it = await add_participant(app, coach, "Siv")
    for who, newest in ((fell.id, (2, 4, 1, 4, 4, 4)), (all_of_it.id, (3, 3, 3, 3, 3, 4))):
        await add_rating(app, who, (4,) * 6, ago=90 * DAY)
        await add_rating(app, who, newest, ago=DAY)
    await add_meeting(app, sick.id, "cannot", starts_in=dt.timedelta(hours=6))
    async with open_browser(app) as client:
        await log_in(client)
        listed = await waits(client)
    assert listed.index("kan inte komma mötet i dag 16:00") < listed.index("har gått ned")
    assert "har gått ned Hälsa och Tid · sedan 22 nov." in listed
    assert "har gått ned sammanlagt · sedan 22 nov." in listed


async def test_a_colleagues_people_stand_apart_and_are_not_counted(
    app: AppContext, clock: StandingClock
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin, "Bo")
    await agrees(app, bo.id)
    await add_occasion(app, bo.id, -4, "reminded", silent=3)
    own = await add_participant(app, eva, "Kim")
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        await send(karins, "/admin/requests", {**WEEK, "to": str(eva)})
        await answer(evas, "accept")
        clock.passes(days=1)
        await log_in(evas, "Eva")
        page = page_text(await evas.get("/admin"))
    mine, _, theirs = page.partition(
        "Du är vikarie för \u2068Karin\u2069 till och med 27 nov. 2026"
    )
    assert "Mina deltagare 1 person " in mine
    assert own.pseudonym in mine
    assert bo.pseudonym not in mine
    assert "Ingenting väntar på dig just nu." in mine
    assert theirs.strip().startswith("· 1 person Bo")
    assert "inget svar" in theirs


async def test_what_is_hidden_is_found_and_brought_back(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    await add_occasion(app, bo.id, -4, "reminded", silent=3)
    async with open_browser(app) as client:
        await log_in(client)
        assert "Dolt för en tid" not in page_text(await client.get("/admin"))
        await press(client, "week", "silent")
        again = await client.get("/admin")
        assert "Dolt för en tid: 1 Bo A-01 inget svar dolt till 30 nov." in page_text(again)
        page = await client.get("/admin/participants/A-01")
        assert "Dolt inget svar dolt till 30 nov." in page_text(page), "also after a reload"
        back = page_text(await press(client, "show", "silent", page))
        assert "Det står i listan igen." in back
        assert "inget svar" in await waits(client)


async def test_the_words_of_the_list_are_explained(app: AppContext) -> None:
    coach = await add_coach(app)
    late = await add_participant(app, coach, "Bo")
    rated = await add_participant(app, coach, "Kim")
    await add_occasion(app, late.id, -4)
    await add_rating(app, rated.id, (4,) * 6, ago=DAY)
    async with open_browser(app) as client:
        await log_in(client)
        page = page_text(await client.get("/admin"))
    listed, _, explained = page.partition("Det här betyder orden i listan")
    assert "inte gjord, sedan 19 nov." in listed
    for word in ("inte gjord", "senast, och en dag", "sedan, och en dag", "ingen skattning"):
        assert word in explained


async def test_a_coach_whose_digest_goes_nowhere_hears_why_at_once(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin")
    said = "e-post och Telegram är inte påslagna här. Allt som väntar på dig står i listan."
    assert said in page_text(page)
    assert "Välj hur den kommer" not in page.text
