"""The second factor: set up with an app, asked for at log-in, good once, and codes for its loss."""

import datetime as dt
import re
from dataclasses import replace

import httpx
import pyotp
import pytest

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.staff.invitations import invite_staff
from storage.tables.people import Staff
from tests.admin.visits import audit_entries, form_token, hidden_fields, log_in, open_browser
from tests.conftest import StandingClock
from tests.people import PASSWORD, add_coach, add_staff

SET_UP = "/admin/account/app"


def code_of(app: AppContext, secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(app.clock() + steps * dt.timedelta(seconds=30))


async def set_up(app: AppContext, client: httpx.AsyncClient) -> tuple[str, list[str]]:
    """Set the second factor up; gives the app's secret and the recovery codes."""
    page = await client.get(SET_UP)
    shown = re.search(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page.text)
    assert shown
    secret = shown[1].replace(" ", "")
    form = {**hidden_fields(page, SET_UP), "code": code_of(app, secret), "password-now": PASSWORD}
    kept = await client.post(SET_UP, data=form)
    assert kept.status_code == 200
    return secret, re.findall(r"<li><code>([a-z0-9-]+)</code>", kept.text)


async def enter(page: httpx.Response, client: httpx.AsyncClient, code: str, **more: str) -> int:
    form = {"token": form_token(page), "next": "/admin", "code": code, **more}
    return (await client.post("/admin/login/code", data=form)).status_code


async def test_a_code_is_asked_for_and_opens_once(app: AppContext, clock: StandingClock) -> None:
    who = await add_coach(app)
    async with open_browser(app) as client, open_browser(app) as other:
        await log_in(client)
        secret, codes = await set_up(app, client)
        assert len(set(codes)) == 8
        clock.passes(minutes=2)
        page = await log_in(other)
        assert "Sex siffror" in page.text
        assert (await other.get("/admin")).status_code == 303, "the password alone opens nothing"
        assert await enter(page, other, "000000") == 401
        assert await enter(page, other, code_of(app, secret)) == 303
        assert (await other.get("/admin")).status_code == 200
        again = await log_in(client)
        assert await enter(again, client, code_of(app, secret)) == 401, "used already"
        clock.passes(seconds=30)
        assert await enter(again, client, code_of(app, secret)) == 303
    assert (who, None, False) in await audit_entries(app, "signed in")


async def test_a_phone_whose_clock_is_half_a_minute_off_fits(
    app: AppContext, clock: StandingClock
) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        secret, _ = await set_up(app, client)
        clock.passes(minutes=5)
        page = await log_in(client)
        assert await enter(page, client, code_of(app, secret, 3)) == 401
        assert (
            await enter(
                page, client, f" {code_of(app, secret, -1)[:3]} {code_of(app, secret, -1)[3:]}"
            )
            == 303
        )


async def test_a_recovery_code_opens_once_however_it_is_typed(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        _, codes = await set_up(app, client)
        page = await log_in(client)
        assert await enter(page, client, codes[0].upper().replace("-", " ")) == 303
        assert "Du har 7 reservkoder kvar." in (await client.get("/admin/account")).text
        page = await log_in(client)
        assert await enter(page, client, codes[0]) == 401


async def test_a_device_is_remembered_until_the_password_changes(
    app: AppContext, clock: StandingClock
) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        secret, _ = await set_up(app, client)
        clock.passes(minutes=1)
        page = await log_in(client)
        assert await enter(page, client, code_of(app, secret), remember="yes") == 303
        assert (await log_in(client)).headers["location"] == "/admin"
        form = {"token": form_token(await client.get("/admin/account"))}
        new = "tulpan cykel regn soffa"
        await client.post(
            "/admin/account",
            data={**form, "password-now": PASSWORD, "password-new": new, "password-again": new},
        )
        assert "Sex siffror" in (await log_in(client, password=new)).text


async def test_who_has_the_password_and_guesses_is_stopped(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client, open_browser(app, "192.0.2.9") as thief:
        await log_in(client)
        _, codes = await set_up(app, client)
        page = await log_in(thief)
        answers = [await enter(page, thief, f"{number:06}") for number in range(6)]
        assert answers == [401] * 5 + [429]
        assert await enter(page, thief, codes[0]) == 429, "also the right one, for a while"
        page = await log_in(client)
        assert await enter(page, client, codes[0]) == 303, "the owner gets in all the same"


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"code": "000000"}, "Koden stämmer inte."), ({"password-now": "fel"}, "inte ditt lösenord")],
)
async def test_it_is_kept_only_where_code_and_password_fit(
    app: AppContext, fields: dict[str, str], told: str
) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(SET_UP)
        shown = re.search(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page.text)
        assert shown
        code = code_of(app, shown[1].replace(" ", ""))
        form = {**hidden_fields(page, SET_UP), "code": code, "password-now": PASSWORD, **fields}
        refused = await client.post(SET_UP, data=form)
        assert refused.status_code == 422
        assert told in refused.text
        assert shown[1] in refused.text, "the app has read this one"
        assert (await log_in(client)).headers["location"] == "/admin"


async def test_another_persons_secret_is_not_taken(app: AppContext) -> None:
    await add_coach(app)
    await add_coach(app, "Eva")
    async with open_browser(app) as karin, open_browser(app) as eva:
        await log_in(karin)
        await log_in(eva, "Eva")
        sealed = hidden_fields(await karin.get(SET_UP), SET_UP)["secret"]
        form = {"token": form_token(await eva.get("/admin")), "secret": sealed, "code": "1"}
        assert (await eva.post(SET_UP, data=form)).status_code == 200
        assert (await log_in(eva, "Eva")).headers["location"] == "/admin"


@pytest.fixture
def strict(app: AppContext) -> AppContext:
    """An installation that requires the second factor."""
    return replace(app, settings=replace(app.settings, second_factor="required"))


async def test_where_it_is_required_nothing_opens_before_it_is_set_up(strict: AppContext) -> None:
    await add_coach(strict)
    async with open_browser(strict) as client:
        await log_in(client)
        for path in ("/admin", "/admin/contact", "/admin/invitations/new", "/admin/digest"):
            assert (await client.get(path)).headers["location"] == SET_UP
        assert (await client.get("/admin/account")).status_code == 200
        assert "kräver mer än ett lösenord" in (await client.get(SET_UP)).text
        await set_up(strict, client)
        assert (await client.get("/admin")).status_code == 200


async def test_who_sees_no_persons_needs_none(strict: AppContext) -> None:
    await add_staff(strict, "Tom", StaffRole.TRANSLATOR)
    async with open_browser(strict) as client:
        await log_in(client, "Tom")
        assert (await client.get("/admin/translations")).status_code == 200


async def test_a_new_link_takes_the_second_factor_away(app: AppContext) -> None:
    who = await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        await set_up(app, client)
        async with app.database.writing() as session:
            code = await invite_staff(session, await session.get_one(Staff, who), app.clock())
        new = {"password-new": "tulpan cykel regn", "password-again": "tulpan cykel regn"}
        await client.post(f"/admin/welcome/{code}", data=new)
        assert (await client.get("/admin")).status_code == 200
        answer = await log_in(client, password="tulpan cykel regn")
        assert answer.headers["location"] == "/admin"


async def test_whoever_ends_a_session_trusts_no_browser_any_more(
    app: AppContext, clock: StandingClock
) -> None:
    await add_coach(app)
    async with open_browser(app) as desk, open_browser(app) as phone:
        await log_in(desk)
        secret, _ = await set_up(app, desk)
        clock.passes(minutes=1)
        page = await log_in(phone)
        assert await enter(page, phone, code_of(app, secret), remember="yes") == 303
        account = await desk.get("/admin/account")
        name = account.text.partition('name="session" value="')[2].partition('"')[0]
        form = {"token": form_token(account), "session": name}
        await desk.post("/admin/account/sessions", data=form)
        assert "Sex siffror" in (await log_in(phone)).text


async def test_whoever_comes_back_from_the_app_finds_the_key_that_it_has_read(
    app: AppContext,
) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        key = re.compile(r'<code dir="ltr">([A-Z2-7 ]+)<')
        first, again = [key.findall((await client.get(SET_UP)).text) for _ in range(2)]
        assert first == again
        await set_up(app, client)
        assert key.findall((await client.get(SET_UP)).text) != first
