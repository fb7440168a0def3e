"""A thousand guesses at a log-in: they lock nobody out but whoever makes them.

The owner comes from a network and with a browser that are not known yet, on the same day.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import httpx
import pyotp
from sqlalchemy import update

from bot.app_context import AppContext
from storage.tables.people import Staff
from tests.admin.passkeys.test_passkeys import USE, add, enter
from tests.admin.visits import form_token, log_in, open_browser
from tests.authenticator import Device
from tests.conftest import StandingClock
from tests.people import PASSWORD, add_coach

GUESSES, THIEF, OWNER = 1000, "192.0.2.1", "198.51.100.7"
APART, QUICK = dt.timedelta(hours=20) / GUESSES, dt.timedelta(seconds=10)
SECRET = pyotp.random_base32()


async def guess(
    client: httpx.AsyncClient,
    path: str,
    form: Mapping[str, str],
    clock: StandingClock,
    times: int = GUESSES,
    apart: dt.timedelta = APART,
) -> list[int]:
    """Send a form again and again; gives the answers' status codes."""
    answers = []
    for _ in range(times):
        clock.passes(seconds=apart.total_seconds())
        answers.append((await client.post(path, data=form)).status_code)
    return answers


async def test_at_the_password(app: AppContext, clock: StandingClock) -> None:
    await add_coach(app)
    async with open_browser(app, THIEF) as thief, open_browser(app, OWNER) as owner:
        token = form_token(await thief.get("/admin/login"))
        form = {"token": token, "email": "Karin@example.org", "password": "wrong"}
        answers = await guess(thief, "/admin/login", form, clock)
        assert (answers.count(401), answers.count(429)) == (20, GUESSES - 20)
        assert (await log_in(thief)).status_code == 429, "also with the right one"
        assert (await log_in(owner)).status_code == 303


async def test_at_the_code_by_somebody_who_has_the_password(
    app: AppContext, clock: StandingClock
) -> None:
    who = await add_coach(app)
    async with app.database.writing() as session:
        has_app = update(Staff).where(Staff.id == who).values(totp_secret=SECRET)
        await session.execute(has_app)
    async with open_browser(app, THIEF) as thief, open_browser(app, OWNER) as owner:
        answers = []
        for _ in range(4):  # the password is asked for again after ten minutes
            page = await log_in(thief)
            form = {"token": form_token(page), "code": "000000"}
            answers += await guess(thief, "/admin/login/code", form, clock, 50, QUICK)
            clock.passes(hours=2)
        assert (answers.count(401), answers.count(429)) == (10, 190)
        page = await log_in(owner)
        form = {"token": form_token(page), "code": pyotp.TOTP(SECRET).at(clock())}
        assert (await owner.post("/admin/login/code", data=form)).status_code == 303


async def test_at_the_passkey(app: AppContext, clock: StandingClock) -> None:
    named = replace(app, settings=replace(app.settings, public_url="http://localhost:8080"))
    await add_coach(named)
    device = Device()
    async with open_browser(named, OWNER) as office:
        await log_in(office, password=PASSWORD)
        await add(office, device)
        forged = replace(device, origin="https://example.org")
        async with open_browser(named, THIEF) as thief, open_browser(named, OWNER) as owner:
            token = form_token(await thief.get("/admin/login"))
            credential = forged.use((await thief.get(USE)).json())
            form = {"token": token, "credential": credential}
            answers = await guess(thief, USE, form, clock, apart=dt.timedelta(milliseconds=50))
            assert (answers.count(401), answers.count(429)) == (30, GUESSES - 30)
            assert (await enter(owner, device)).status_code == 303
            assert (await enter(office, device)).status_code == 303
