"""Sessions: they end at log-out, by rest and by age; forms need their token."""

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from storage.staff.sessions import end_sessions
from storage.tables.people import Staff
from tests.admin.visits import form_token, log_in, open_browser
from tests.conftest import StandingClock
from tests.people import add_coach


async def test_log_out_ends_the_session_and_every_copy_of_it(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        page, copy = await client.get("/admin"), dict(client.cookies)
        left = await client.post("/admin/logout", data={"token": form_token(page)})
        assert left.headers["location"] == "/admin/login"
        assert "staff" not in client.cookies
        client.cookies.update(copy)
        assert (await client.get("/admin")).status_code == 303


async def test_a_session_that_was_ended_elsewhere_is_over(app: AppContext) -> None:
    who = await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        async with app.database.writing() as session:
            await end_sessions(session, who)
        assert (await client.get("/admin")).headers["location"] == "/admin/login"


async def test_a_session_ends_by_rest_and_by_age(app: AppContext, clock: StandingClock) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        for _ in range(6):
            clock.passes(hours=1, minutes=50)
            assert (await client.get("/admin")).status_code == 200
        clock.passes(hours=1, minutes=50)
        assert (await client.get("/admin")).status_code == 303  # over twelve hours old
        await log_in(client)
        clock.passes(hours=2, minutes=1)
        assert (await client.get("/admin")).status_code == 303


@pytest.mark.parametrize("address", ["/admin/logout", "/admin/language", "/admin/invitations/new"])
async def test_a_form_without_its_token_changes_nothing(app: AppContext, address: str) -> None:
    await add_coach(app)
    await add_coach(app, "Eva")
    async with open_browser(app) as client, open_browser(app) as other:
        await log_in(client)
        await log_in(other, "Eva")
        strange = form_token(await other.get("/admin"))
        for form in ({}, {"token": ""}, {"token": "wrong"}, {"token": strange}):
            answer = await client.post(address, data={**form, "language": "en", "name": "X"})
            assert answer.status_code == 403
        assert (await client.get("/admin")).status_code == 200


async def test_a_form_of_somebody_who_is_not_signed_in_leads_to_the_door(app: AppContext) -> None:
    async with open_browser(app) as client:
        answer = await client.post("/admin/invitations/new", data={"name": "X"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/admin/login")


async def test_swedish_and_english(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin")
        assert '<html lang="sv"' in page.text
        form = {"token": form_token(page), "language": "en", "back": "/admin"}
        assert (await client.post("/admin/language", data=form)).headers["location"] == "/admin"
        english = await client.get("/admin")
        assert f'<html lang="{catalog("en").language}"' in english.text
        assert 'value="en" lang="en" aria-current="true"' in english.text
        await client.post("/admin/language", data={**form, "language": "xx"})
    async with app.database.reading() as session:
        assert (await session.scalars(select(Staff.language))).all() == ["en"]


async def test_before_log_in_the_browser_chooses(app: AppContext) -> None:
    english = catalog("en").language
    asked = {
        "en-GB,sv;q=0.5": english,
        "sv,en": "sv",
        "de, en;q=0.2": english,
        "": "sv",
        "x;q=y": "sv",
    }
    async with open_browser(app) as client:
        for header, language in asked.items():
            page = await client.get("/admin/login", headers={"Accept-Language": header})
            assert f'<html lang="{language}"' in page.text
