"""One's own account: the password, and the sessions on other devices."""

import httpx
import pytest

from bot.app_context import AppContext
from tests.admin.visits import audit_entries, form_token, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import PASSWORD, add_coach

NEW = "tulpan cykel regn soffa"
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Safari/537"}


def passwords(now: str, new: str, again: str = "") -> dict[str, str]:
    return {"password-now": now, "password-new": new, "password-again": again or new}


async def change(client: httpx.AsyncClient, now: str, new: str, again: str = "") -> httpx.Response:
    page = await client.get("/admin/account")
    form = {"token": form_token(page), **passwords(now, new, again)}
    return await client.post("/admin/account", data=form)


async def test_a_new_password_ends_the_other_sessions(app: AppContext) -> None:
    who = await add_coach(app)
    async with open_browser(app) as client, open_browser(app) as other:
        await log_in(client)
        await log_in(other)
        assert (await change(client, PASSWORD, NEW)).status_code == 303
        told = await client.get("/admin/account")
        assert "Lösenordet är bytt." in told.text
        assert (await other.get("/admin")).headers["location"] == "/admin/login"
        assert (await log_in(other)).status_code == 401
        assert (await log_in(other, password=NEW)).status_code == 303
    assert await audit_entries(app, "changed password") == [(who, None, True)]


@pytest.mark.parametrize(
    ("now", "new", "again", "told"),
    [
        ("fel", NEW, NEW, "Det är inte ditt lösenord."),
        (PASSWORD, "kort", "kort", "behöver minst 12 tecken"),
        (PASSWORD, "karin karin karin", "karin karin karin", "lätt att gissa"),
        (PASSWORD, NEW, "tulpan", "inte lika"),
        ("", "", "", "behöver minst"),
    ],
)
async def test_what_does_not_do_is_told_and_nothing_changes(
    app: AppContext, now: str, new: str, again: str, told: str
) -> None:
    await add_coach(app)
    async with open_browser(app) as client, open_browser(app) as other:
        await log_in(client)
        answer = await change(client, now, new, again)
        assert answer.status_code == 422
        assert told in page_text(answer)
        assert (new or "???") not in answer.text
        assert (await log_in(other)).status_code == 303


async def test_who_guesses_at_the_password_of_an_open_session_is_slowed_down(
    app: AppContext,
) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        answers = [(await change(client, f"fel {n}", NEW)).text for n in range(6)]
        assert ["många försök" in one for one in answers] == [False] * 5 + [True]
        assert "många försök" in (await change(client, PASSWORD, NEW)).text


async def test_sessions_are_listed_and_ended_one_by_one_or_all(
    app: AppContext, clock: StandingClock
) -> None:
    await add_coach(app)
    async with open_browser(app) as client, open_browser(app) as phone, open_browser(app) as third:
        await log_in(client)
        phone.headers.update(PHONE)
        await log_in(phone)
        clock.passes(minutes=10)
        await phone.get("/admin")
        await log_in(third)
        page = await client.get("/admin/account")
        assert "Chrome, Android senast använd" in page_text(page)
        assert page_text(page).count("den här webbläsaren") == 1
        assert page.text.count("Logga ut där") == 2
        name = page.text.partition('name="session" value="')[2].partition('"')[0]
        form = {"token": form_token(page), "session": name}
        assert (await client.post("/admin/account/sessions", data=form)).status_code == 303
        over = [(await one.get("/admin")).status_code for one in (client, phone, third)]
        assert sorted(over) == [200, 200, 303]
        assert over[0] == 200
        await client.post("/admin/account/sessions", data={"token": form["token"]})
        over = [(await one.get("/admin")).status_code for one in (client, phone, third)]
        assert over == [200, 303, 303]


async def test_nobody_ends_somebody_elses_session(app: AppContext) -> None:
    await add_coach(app)
    await add_coach(app, "Eva")
    async with open_browser(app) as karin, open_browser(app) as karins, open_browser(app) as eva:
        await log_in(karin)
        await log_in(karins)
        await log_in(eva, "Eva")
        page = await karin.get("/admin/account")
        name = page.text.partition('name="session" value="')[2].partition('"')[0]
        form = {"token": form_token(await eva.get("/admin/account")), "session": name}
        await eva.post("/admin/account/sessions", data=form)
        assert (await karins.get("/admin")).status_code == 200


async def test_a_session_that_is_over_is_not_listed(app: AppContext, clock: StandingClock) -> None:
    await add_coach(app)
    async with open_browser(app) as client, open_browser(app) as other:
        await log_in(other)
        clock.passes(hours=2, minutes=1)
        await log_in(client)
        assert (await client.get("/admin/account")).text.count("Logga ut där") == 0
