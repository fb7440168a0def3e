"""Nobody gives themselves somebody else's caseload: another says yes first, or it is told."""

import httpx
import pytest

from bot.app_context import AppContext
from bot.staff.digests import letter_of, news_for
from dialogs.people.staff import StaffRole
from storage.tables.people import Participant, Staff
from tests.admin.requests.test_substitutes import PAGE, WEEK, press
from tests.admin.staff.test_staff_pages import send
from tests.admin.visits import audit_entries, form_token, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, add_staff, change_staff, lead
from tests.people.agreements import agrees

BOTH = frozenset({StaffRole.COACH})


async def add_ada(app: AppContext) -> int:
    """Add an administrator who is a coach too."""
    ada = await add_staff(app, "Ada", StaffRole.ADMIN)
    await change_staff(app, ada, also=BOTH)
    return ada


async def sees(client: httpx.AsyncClient, who: Participant) -> bool:
    return (await client.get(f"/admin/participants/{who.pseudonym}")).status_code == 200


async def ask_for_oneself(client: httpx.AsyncClient, kind: str, coach: int, ada: int) -> str:
    """Ask for somebody's caseload for oneself; gives the page where others see it."""
    page = f"/admin/staff/{coach}/requests"
    if kind == "substitute":
        days = {"first": "2026-11-23", "last": "2026-11-27"}
        answer = await send(client, page, {**days, "to": str(ada)})
    else:
        answer = await send(client, f"/admin/staff/{coach}/{kind}", {"to": str(ada)})
    assert answer.status_code == 303
    return page


@pytest.mark.parametrize("kind", ["substitute", "hand-over"])
@pytest.mark.parametrize("who", ["Karin", "Bea"])
async def test_the_coach_or_another_administrator_says_yes_before_the_taker_can(
    app: AppContext, kind: str, who: str
) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    bea = await add_staff(app, "Bea", StaffRole.ADMIN)
    bo = await add_participant(app, karin)
    await agrees(app, bo.id)
    async with open_browser(app) as adas, open_browser(app) as others:
        await log_in(adas, "Ada")
        await log_in(others, who)
        page = await ask_for_oneself(adas, kind, karin, ada)
        own = page_text(await adas.get(PAGE))
        assert "Karin\u2069 eller en annan administratör säger ja först." in own
        assert "Ta över ändå" not in own
        token = {"token": form_token(await adas.get(PAGE))}
        for do in ("accept", "consent", "alone"):
            await adas.post(f"{PAGE}/1", data={**token, "do": do, "sure": "yes"})
            await adas.post(f"{page}/1", data={**token, "do": do}) if do == "consent" else None
        assert not await sees(adas, bo), "nobody else has said yes"
        theirs = PAGE if who == "Karin" else page
        assert "Ada\u2069 har själv bett om det." in page_text(await others.get(theirs))
        if who == "Karin":
            assert "1 fråga från en kollega väntar" in (await others.get("/admin")).text
        await send(others, f"{theirs}/1", {"do": "consent"}, page=theirs)
        assert not await sees(adas, bo), "the taker says yes last"
        assert (await press(adas, "accept")).status_code == 303
        assert await sees(adas, bo)
    said = await audit_entries(app, "agreed to see participants")
    assert said == [(karin if who == "Karin" else bea, None, True), (ada, None, True)]
    assert await audit_entries(app, "took over without another's yes") == []


async def test_of_who_has_left_another_administrator_says_yes(app: AppContext) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    await add_staff(app, "Bea", StaffRole.ADMIN)
    bo = await add_participant(app, karin)
    async with open_browser(app) as adas, open_browser(app) as beas:
        await log_in(adas, "Ada")
        await log_in(beas, "Bea")
        page = await ask_for_oneself(adas, "leave", karin, ada)
        assert "slutat" in (await adas.get("/admin/staff")).text, "the way in is shut at once"
        assert "En annan administratör säger ja först." in page_text(await adas.get(PAGE))
        await press(adas, "accept")
        assert not await sees(adas, bo)
        await send(beas, f"{page}/1", {"do": "consent"}, page=page)
        await press(adas, "accept")
        assert await sees(adas, bo)


async def test_the_only_administrator_goes_on_alone_after_a_second_word_and_leaders_are_told(
    app: AppContext,
) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    bo = await add_participant(app, karin)
    eva = await add_staff(app, "Eva", StaffRole.LEADER)
    await lead(app, eva)
    async with open_browser(app) as adas:
        await log_in(adas, "Ada")
        await ask_for_oneself(adas, "leave", karin, ada)
        asked = await press(adas, "alone")
        assert (asked.status_code, 'role="alert"' in asked.text) == (200, True)
        assert "Det skrivs i loggen" in page_text(asked)
        assert not await sees(adas, bo)
        sure = {"token": form_token(asked), "do": "alone", "sure": "yes"}
        assert (await adas.post(f"{PAGE}/1", data=sure)).status_code == 303
        assert await sees(adas, bo)
    assert await audit_entries(app, "took over without another's yes") == [(ada, None, True)]
    async with app.database.reading() as session:
        leader = await session.get_one(Staff, eva)
        letter = letter_of(app, leader, await news_for(session, app, leader, None, app.clock()))
    assert letter is not None
    assert "En administratör har gett deltagare en ny handledare utan" in letter.plain()


async def test_a_coach_who_asks_the_same_has_said_yes(app: AppContext) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    bo = await add_participant(app, karin)
    await agrees(app, bo.id)
    async with open_browser(app) as adas, open_browser(app) as karins:
        await log_in(adas, "Ada")
        await log_in(karins)
        await ask_for_oneself(adas, "substitute", karin, ada)
        await send(karins, PAGE, {**WEEK, "first": "2026-11-23", "to": str(ada)})
        await press(adas, "accept")
        assert await sees(adas, bo)
