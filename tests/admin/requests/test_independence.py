"""Whose yes is another's: no account does that the taker has let in, nor a word given alone."""

import re

import httpx
import pytest

from bot.app_context import AppContext
from bot.staff.digests import letter_of, news_for
from dialogs.people.staff import DigestFrequency, StaffRole
from storage.tables.people import Staff
from tests.admin.requests.test_consent import add_ada, ask_for_oneself, sees
from tests.admin.requests.test_substitutes import PAGE, press
from tests.admin.staff.test_staff_pages import chosen, invite_sara, send, staff
from tests.admin.visits import (
    audit_entries,
    form_token,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant, add_staff, change_staff, lead

ALONE, AFTER_REMOVAL = "took over without another's yes", "took over after removing another"


async def relink(client: httpx.AsyncClient, staff_id: int) -> str:
    """Make a new link for somebody; gives its path."""
    page = f"/admin/staff/{staff_id}"
    await send(client, f"{page}/invitation", {}, page=page)
    shown = await client.get("/admin/staff/invitation")
    found = re.search(r"(/admin/welcome/[A-Za-z0-9_-]+)", shown.text)
    assert found
    return found[1]


async def go_on_alone(client: httpx.AsyncClient) -> None:
    asked = await press(client, "alone")
    sure = {"token": form_token(asked), "do": "alone", "sure": "yes"}
    assert (await client.post(f"{PAGE}/1", data=sure)).status_code == 303


async def save(client: httpx.AsyncClient, staff_id: int, **fields: str) -> None:
    page = f"/admin/staff/{staff_id}"
    hidden = hidden_fields(await client.get(page), page)
    assert (await client.post(page, data={**hidden, **fields})).status_code == 303


@pytest.mark.parametrize("days", [0, 31])
async def test_a_coach_whose_link_the_taker_made_says_no_yes_for_thirty_days(
    app: AppContext, clock: StandingClock, days: int
) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    await add_staff(app, "Bea", StaffRole.ADMIN)
    bo = await add_participant(app, karin)
    async with open_browser(app) as adas, open_browser(app) as fake:
        await log_in(adas, "Ada")
        link = await relink(adas, karin)
        await fake.post(link, data=chosen())
        clock.passes(days=days)
        if days:
            await log_in(adas, "Ada")
            await log_in(fake, "Karin", chosen()["password-new"])
        await ask_for_oneself(adas, "hand-over", karin, ada)
        shown = page_text(await fake.get(PAGE))
        assert ("någon annan som behöver säga ja" in shown) is not bool(days)
        await send(fake, f"{PAGE}/1", {"do": "consent"}, page=PAGE)
        await press(adas, "accept")
        assert await sees(adas, bo) is bool(days)
    assert await audit_entries(app, ALONE) == []


async def test_what_is_asked_from_an_account_with_the_takers_link_is_logged_as_alone(
    app: AppContext,
) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    bo = await add_participant(app, karin)
    async with open_browser(app) as adas, open_browser(app) as fake:
        await log_in(adas, "Ada")
        await fake.post(await relink(adas, karin), data=chosen())
        await send(fake, PAGE, {"kind": "hand over", "to": str(ada)})
        await press(adas, "accept")
        assert await sees(adas, bo)
    assert await audit_entries(app, ALONE) == [(ada, None, True)]


@pytest.mark.parametrize("kind", ["leave", "hand-over"])
async def test_a_caseload_for_an_account_of_ones_own_making_is_logged_as_alone(
    app: AppContext, kind: str
) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    await add_staff(app, "Bea", StaffRole.ADMIN)
    bo = await add_participant(app, karin)
    async with open_browser(app) as adas, open_browser(app) as second:
        await log_in(adas, "Ada")
        await second.post(await invite_sara(adas), data=chosen())
        sara = (await staff(app)).id
        await send(adas, f"/admin/staff/{karin}/{kind}", {"to": str(sara)})
        if kind == "hand-over":
            await press(second, "accept")
        assert await sees(second, bo)
    by = ada if kind == "leave" else sara
    assert await audit_entries(app, ALONE) == [(by, None, True)]


async def test_an_administrator_whom_the_taker_let_in_is_no_other(app: AppContext) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    bo = await add_participant(app, karin)
    async with open_browser(app) as adas, open_browser(app) as second:
        await log_in(adas, "Ada")
        page = await ask_for_oneself(adas, "leave", karin, ada)
        await second.post(await invite_sara(adas, **{"role-admin": "on"}), data=chosen())
        await send(second, f"{page}/1", {"do": "consent"}, page=page)
        await press(adas, "accept")
        assert not await sees(adas, bo)
        await go_on_alone(adas)
        assert await sees(adas, bo)
    assert await audit_entries(app, ALONE) == [(ada, None, True)]


@pytest.mark.parametrize("closed", [False, True])
async def test_who_removed_another_administrator_before_is_told_of_so(
    app: AppContext, closed: bool
) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    bea = await add_staff(app, "Bea", StaffRole.ADMIN)
    bo = await add_participant(app, karin)
    eva = await add_staff(app, "Eva", StaffRole.LEADER)
    async with open_browser(app) as adas:
        await log_in(adas, "Ada")
        await ask_for_oneself(adas, "hand-over", karin, ada)
        if closed:
            await send(adas, f"/admin/staff/{bea}/leave", {})
        else:
            mail = "Bea@example.org"
            await save(adas, bea, name="Bea", email=mail, **{"role-translator": "on"})
        await go_on_alone(adas)
        assert await sees(adas, bo)
    assert await audit_entries(app, "removed administrator") == [(ada, None, True)]
    assert await audit_entries(app, AFTER_REMOVAL) == [(ada, None, True)]
    async with app.database.reading() as session:
        leader = await session.get_one(Staff, eva)
        letter = letter_of(app, leader, await news_for(session, app, leader, None, app.clock()))
    assert letter is not None
    assert "Strax före hade en annan administratör tagits bort" in letter.plain()


@pytest.mark.parametrize("first", [StaffRole.LEADER, StaffRole.COACH, StaffRole.TRANSLATOR])
async def test_every_leader_is_told_in_the_letter_and_on_the_page(
    app: AppContext, first: StaffRole
) -> None:
    ada, karin = await add_ada(app), await add_coach(app)
    await add_participant(app, karin)
    eva = await add_staff(app, "Eva", first)
    also = frozenset({StaffRole.LEADER}) - {first}
    await change_staff(app, eva, also=also, digest=DigestFrequency.OFF)
    await lead(app, eva)
    async with open_browser(app) as adas, open_browser(app) as evas:
        await log_in(adas, "Ada")
        await ask_for_oneself(adas, "leave", karin, ada)
        await go_on_alone(adas)
        await log_in(evas, "Eva")
        shown = await evas.get("/admin/overview")
        assert "utan att någon annan sa ja" in page_text(shown)
        assert 'role="alert"' in shown.text
    async with app.database.reading() as session:
        leader = await session.get_one(Staff, eva)
        news = await news_for(session, app, leader, None, app.clock())
    assert news.worth_writing()
    letter = letter_of(app, leader, news)
    assert letter is not None
    assert "utan att någon annan sa ja" in letter.plain()
