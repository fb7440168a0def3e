"""Log-in: the right password only, slowed down, the same for known and unknown names."""

import datetime as dt
import re
import time

import pytest
from argon2 import PasswordHasher

from admin.sign_in.pages import TRIES_A_MINUTE
from admin.web.desk import admin_path
from admin.web.throttle import Throttle
from bot.app_context import AppContext, build_app
from dialogs.people.staff import StaffRole
from storage.database import passwords
from storage.database.passwords import hash_password, password_fits
from storage.staff.staff import KnownStaffError, add_staff
from tests.admin.visits import audit_entries, form_token, log_in, open_browser
from tests.conftest import StandingClock
from tests.people import PASSWORD, add_coach


def words(text: str) -> str:
    """Leave out what differs by itself: tokens and the address that was typed."""
    return re.sub(r'value="[^"]*"', "", text)


async def test_the_right_password_leads_in(app: AppContext) -> None:
    who = await add_coach(app)
    async with open_browser(app) as client:
        answer = await log_in(client)
        assert (answer.status_code, answer.headers["location"]) == (303, "/admin")
        cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("staff="))
        assert "HttpOnly" in cookie
        assert "samesite=lax" in cookie.lower()
        assert (await client.get("/admin")).status_code == 200
    assert await audit_entries(app, "signed in") == [(who, None, True)]


async def test_wrong_and_unknown_get_the_same_words(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        wrong = await log_in(client, password="something else")
        unknown = await log_in(client, name="nobody")
    assert wrong.status_code == unknown.status_code == 401
    assert words(wrong.text) == words(unknown.text)
    assert [entry[2] for entry in await audit_entries(app, "signed in")] == [False, False]


def test_an_unknown_name_costs_a_whole_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())  # as outside of tests
    assert not passwords._hasher.check_needs_rehash(passwords._NOBODY)
    known = hash_password("x")
    times = []
    for password_hash in (known, None):
        start = time.process_time()
        assert not password_fits("y", password_hash)
        times.append(time.process_time() - start)
    assert not password_fits("nobody", None)
    assert min(times) > 0.005  # a hash was computed each time


async def test_five_failures_make_the_name_wait_and_a_restart_forgives_nothing(
    app: AppContext, clock: StandingClock
) -> None:
    await add_coach(app)
    for name in ("Karin", "nobody"):
        async with open_browser(app) as client:
            for _ in range(5):
                assert (await log_in(client, name, "wrong")).status_code == 401
    again = build_app(app.settings, clock)
    async with open_browser(again) as client:
        known = await log_in(client)
        unknown = await log_in(client, "nobody")
        assert (known.status_code, unknown.status_code) == (429, 429)
        assert words(known.text) == words(unknown.text)
        clock.passes(minutes=15, seconds=1)
        assert (await log_in(client)).status_code == 303
    await again.database.close()


async def test_success_forgets_the_failures(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        for _ in range(3):
            for _ in range(4):
                assert (await log_in(client, password="wrong")).status_code == 401
            assert (await log_in(client)).status_code == 303


async def test_the_whole_process_lets_only_so_many_through(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.sign_in.pages.password_fits", lambda *_: False)
    async with open_browser(app) as client:
        for number in range(TRIES_A_MINUTE):
            assert (await log_in(client, f"name{number}")).status_code == 401
        assert (await log_in(client, "yet another")).status_code == 429


@pytest.mark.parametrize("given", ["", "wrong"])
async def test_the_form_needs_its_token(app: AppContext, given: str) -> None:
    await add_coach(app)
    form = {"email": "Karin@example.org", "password": PASSWORD}
    async with open_browser(app) as client:
        assert (await client.post("/admin/login", data=form)).status_code == 403
        page = await client.get("/admin/login")
        answer = await client.post("/admin/login", data={**form, "token": given})
        assert answer.status_code == 403
        client.cookies.clear()
        other = await client.post("/admin/login", data={**form, "token": form_token(page)})
        assert other.status_code == 403


async def test_comes_back_to_own_paths_only(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        sent = await client.get("/admin/invitations/new")
        assert sent.headers["location"] == "/admin/login?next=/admin/invitations/new"
        answer = await log_in(client, after="/admin/invitations/new")
        assert answer.headers["location"] == "/admin/invitations/new"
    for foreign in (
        "https://evil.example",
        "//evil.example",
        "/admin/../x",
        "/c/abc",
        "/admin\\@x",
    ):
        assert admin_path(foreign) == "/admin"


async def test_an_address_is_used_once(app: AppContext) -> None:
    await add_coach(app)
    async with app.database.writing() as session:
        with pytest.raises(KnownStaffError):
            await add_staff(
                session,
                email=" KARIN@example.org",
                name="K",
                role=StaffRole.COACH,
                password=PASSWORD,
            )


def test_one_address_that_tries_too_often_holds_up_no_other(clock: StandingClock) -> None:
    throttle = Throttle(clock, 2, dt.timedelta(minutes=1))
    assert [throttle.passes("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert throttle.passes("192.0.2.2")
    clock.passes(minutes=1)
    assert throttle.passes("192.0.2.1")
