"""Invitations: the code is shown once and works; a new one closes the old ways in."""

import re

import httpx
import pytest
from sqlalchemy import func, select

from admin.invitations.links import telegram_link, web_link
from bot.app_context import AppContext
from bot.web.qr import qr_svg
from dialogs.labels.refusals import Refusal
from dialogs.people.accounts import Channel
from dialogs.people.staff import StaffRole
from storage.people.invitations import check_invitation
from storage.people.sub_projects import ensure_sub_project
from storage.tables.people import Account, Invitation, Participant, SubProject
from tests.admin.visits import URL, audit_entries, form_token, hidden_fields, log_in, open_browser
from tests.people import add_coach, add_participant, add_staff

NEW = "/admin/invitations/new"


def code(page: httpx.Response) -> str:
    found = re.search(rf"{URL}/c/([A-Za-z0-9_-]+)", page.text)
    assert found, page.text
    return found[1]


async def invite(client: httpx.AsyncClient, **more: str) -> httpx.Response:
    page = await client.get("/admin/invitations/new")
    chosen = re.search(r'<option value="(\d+)" selected', page.text)
    form = {**hidden_fields(page, NEW), "name": "Kim", "language": "sv"}
    form["project"] = chosen[1] if chosen else "1"
    return await client.post("/admin/invitations/new", data={**form, **more})


async def works(app: AppContext, given: str) -> Invitation | Refusal:
    async with app.database.reading() as session:
        return await check_invitation(session, given, app.clock())


async def test_the_code_is_shown_once_and_works(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        made = await invite(client, name="  Kim\u202e Ek ")
        assert made.headers["location"] == "/admin/invitations/code"
        assert "code" not in made.text
        page = await client.get("/admin/invitations/code")
        assert page.status_code == 200
        assert "<svg" in page.text
        assert "t.me" not in page.text  # no bot is known
        assert (await client.get("/admin/invitations/code")).status_code == 410
    found = await works(app, code(page))
    assert isinstance(found, Invitation)
    async with app.database.reading() as session:
        person = await session.get_one(Participant, found.participant_id)
    assert (person.name, person.pseudonym, person.coach_id) == ("Kim Ek", "A-02", coach)
    assert await audit_entries(app, "invited") == [(coach, person.id, True)]


async def test_a_button_pressed_twice_adds_one_person(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(NEW), NEW) | {"name": "Kim", "project": "1"}
        for _ in range(2):
            assert (await client.post(NEW, data={**form, "language": "sv"})).status_code == 303
        page = await client.get("/admin/invitations/code")
    assert isinstance(await works(app, code(page)), Invitation)
    async with app.database.reading() as session:
        assert await session.scalar(select(func.count(Participant.id))) == 2


async def test_two_people_of_one_name_are_two(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        await invite(client)
        await invite(client)
    async with app.database.reading() as session:
        names = (await session.scalars(select(Participant.name).order_by(Participant.id))).all()
    assert names == ["Bo", "Kim", "Kim"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " \u202e "), ("language", "xx"), ("project", "99"), ("project", "1e3")],
)
async def test_what_is_missing_is_said_and_nothing_is_made(
    app: AppContext, field: str, value: str
) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        answer = await invite(client, **{field: value})
    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    async with app.database.reading() as session:
        assert await session.scalar(select(func.count(Participant.id))) == 1


async def test_inviting_chooses_from_the_list_and_makes_no_sub_project(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_staff(app, "Eva", StaffRole.ADMIN)
    await add_staff(app, "Lars", StaffRole.LEADER)
    async with app.database.writing() as session:
        await ensure_sub_project(session, "Iris")
    async with open_browser(app) as client:
        await log_in(client)
        await invite(client, new_project="Mine")
        await log_in(client, "Eva")
        refused = await invite(client, new_project="Ny", coach=str(coach), project="")
        assert (refused.status_code, "Välj ett delprojekt." in refused.text) == (422, True)
        assert 'href="/admin/plans"' in refused.text
        assert (await invite(client, coach=str(coach))).status_code == 303
        await log_in(client, "Lars")
        assert (await client.get("/admin/invitations/new")).status_code == 404
    async with app.database.reading() as session:
        assert set(await session.scalars(select(SubProject.name))) == {"Iris"}


async def test_a_new_invitation_is_confirmed_and_closes_the_old_ways_in(app: AppContext) -> None:
    coach = await add_coach(app)
    person = await add_participant(app, coach, "Bo", channel=Channel.WEB)
    address = f"/admin/participants/{person.pseudonym}/invitation"
    async with open_browser(app) as client:
        await log_in(client)
        await client.get("/admin")
        asked = await client.get(address)
        assert "Ny inbjudan till A-01?" in asked.text
        await client.post(address, data={"token": form_token(asked)})
        old = code(await client.get("/admin/invitations/code"))
        assert isinstance(await works(app, old), Invitation)
        await client.post(address, data={"token": form_token(asked)})
        new = code(await client.get("/admin/invitations/code"))
    assert await works(app, old) is Refusal.EXPIRED
    assert isinstance(await works(app, new), Invitation)
    async with app.database.reading() as session:
        assert (await session.scalars(select(Account.status))).all() == ["revoked"]
    assert len(await audit_entries(app, "renewed invitation")) == 2


async def test_a_code_is_shown_to_nobody_else(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_coach(app, "Eva")
    await add_participant(app, coach, "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        await invite(client)
        await log_in(client, "Eva")
        assert (await client.get("/admin/invitations/code")).status_code == 410


def test_links() -> None:
    assert telegram_link("SkapaBot", "abc") == "https://t.me/SkapaBot?start=abc"
    assert web_link("https://chat.example", "abc") == "https://chat.example/c/abc"
    assert "style" not in qr_svg("https://chat.example/c/abc")


async def test_of_a_protected_person_no_name_is_kept_and_it_is_seen(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        asked = await invite(client, protected="on")
        assert (asked.status_code, "Inget namn sparas." in asked.text) == (422, True)
        assert 'name="name"' not in asked.text
        assert "Kim" not in asked.text
        form = {**hidden_fields(asked, NEW), "language": "sv", "project": "", "name": "Kim"}
        faulty = await client.post(NEW, data=form)
        assert (faulty.status_code, 'name="name"' in faulty.text) == (422, False)
        made = await client.post(NEW, data={**form, "project": "1"})
        assert made.status_code == 303
        assert "Skyddad identitet" in (await client.get(made.headers["location"])).text
        for page in ("/admin", "/admin/participants/A-02"):
            assert "Skyddad identitet" in (await client.get(page)).text
    async with app.database.reading() as session:
        person = (await session.scalars(select(Participant).order_by(Participant.id))).all()[-1]
    assert (person.name, person.protected) == ("", True)
