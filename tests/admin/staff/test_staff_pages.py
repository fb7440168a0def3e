"""The staff: taken in by a one-time link, given roles, a new link, and let go."""

from collections.abc import Mapping, Sequence

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.people.sub_projects import ensure_sub_project, led_ids
from storage.tables.people import Staff
from tests.admin.visits import (
    URL,
    audit_entries,
    form_token,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.conftest import StandingClock
from tests.people import PASSWORD, add_coach, add_participant, add_staff

NEW = "tulpan cykel regn soffa"
SARA = {"name": "Sara Ny", "email": "sara@example.org", "role-coach": "on"}


def chosen(new: str = NEW, again: str = NEW) -> dict[str, str]:
    return {"password-new": new, "password-again": again}


async def add_admin(app: AppContext) -> int:
    return await add_staff(app, "Ada", StaffRole.ADMIN)


async def send(
    client: httpx.AsyncClient, path: str, fields: Mapping[str, str], page: str = ""
) -> httpx.Response:
    shown = await client.get(page or path)
    return await client.post(path, data={**hidden_fields(shown, path), **fields})


async def invite_sara(client: httpx.AsyncClient, **fields: str) -> str:
    """Take Sara in; gives the link's path."""
    answer = await send(client, "/admin/staff/new", {**SARA, **fields})
    assert answer.headers["location"] == "/admin/staff/invitation"
    shown = await client.get("/admin/staff/invitation")
    return shown.text.partition(f'<bdi id="address">{URL}')[2].partition("</bdi>")[0]


async def staff(app: AppContext, name: str = "Sara Ny") -> Staff:
    async with app.database.reading() as session:
        found = await session.scalars(select(Staff).order_by(Staff.id))
        return next(one for one in found if one.name == name)


async def test_whoever_is_new_chooses_a_password_that_nobody_else_knows(app: AppContext) -> None:
    await add_admin(app)
    async with open_browser(app) as ada, open_browser(app) as sara:
        await log_in(ada, "Ada")
        link = await invite_sara(ada)
        assert (await ada.get("/admin/staff/invitation")).status_code == 410
        assert "har en länk som inte är använd" in (await ada.get("/admin/staff")).text
        assert (await log_in(sara, "sara", "")).status_code == 401
        page = await sara.get(link)
        assert "Välkommen, Sara Ny" in page.text
        for new, again, told in (("kort", "kort", "minst 12"), (NEW, "annat", "inte lika")):
            refused = await sara.post(link, data=chosen(new, again))
            assert refused.status_code == 422
            assert told in refused.text
        let_in = await sara.post(link, data=chosen())
        assert let_in.headers["location"] == "/admin"
        assert "Mina deltagare" in (await sara.get("/admin")).text
        assert (await sara.get(link)).status_code == 410
        assert (await sara.post(link, data=chosen())).status_code == 410
    async with open_browser(app) as later:
        assert (await log_in(later, "sara", NEW)).status_code == 303


async def test_a_link_ends_after_a_week(app: AppContext, clock: StandingClock) -> None:
    await add_admin(app)
    async with open_browser(app) as ada, open_browser(app) as sara:
        await log_in(ada, "Ada")
        link = await invite_sara(ada)
        clock.passes(days=7, minutes=1)
        assert (await sara.get(link)).status_code == 410


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "Skriv ett namn."),
        ({"email": "sara"}, "Skriv en e-postadress"),
        ({"email": "ada@example.org"}, "finns redan"),
        ({"role-coach": ""}, ""),
    ],
)
async def test_what_is_missing_is_told_and_what_was_typed_stays(
    app: AppContext, fields: dict[str, str], told: str
) -> None:
    await add_admin(app)
    async with open_browser(app) as ada:
        await log_in(ada, "Ada")
        sent = {**SARA, **fields}
        if not sent["role-coach"]:
            del sent["role-coach"]
            told = "Välj minst en roll."
        answer = await send(ada, "/admin/staff/new", sent)
        assert answer.status_code == 422
        assert told in answer.text
        assert f'value="{sent["name"]}"' in answer.text
        assert f'value="{sent["email"]}"' in answer.text


async def test_several_roles_open_the_pages_of_each(app: AppContext) -> None:
    await add_admin(app)
    async with open_browser(app) as ada, open_browser(app) as sara:
        await log_in(ada, "Ada")
        link = await invite_sara(ada, **{"role-leader": "on", "role-translator": "on"})
        await sara.post(link, data=chosen())
        for path, status in (
            ("/admin", 200),
            ("/admin/overview", 200),
            ("/admin/translations", 200),
            ("/admin/contact", 200),
            ("/admin/staff", 404),
        ):
            assert (await sara.get(path)).status_code == status, path
        header = (await sara.get("/admin")).text.partition("</header>")[0]
        for path in ("/admin/overview", "/admin/translations", "/admin/contact"):
            assert f'href="{path}"' in header
    one = await staff(app)
    assert (one.role, one.also) == (
        StaffRole.COACH,
        frozenset({StaffRole.LEADER, StaffRole.TRANSLATOR}),
    )


async def test_a_new_link_ends_the_sessions_and_the_password_at_once(app: AppContext) -> None:
    await add_admin(app)
    karin = await add_coach(app)
    async with open_browser(app) as ada, open_browser(app) as lost:
        await log_in(ada, "Ada")
        await log_in(lost)
        path = f"/admin/staff/{karin}"
        answer = await send(ada, f"{path}/invitation", {}, page=path)
        assert answer.headers["location"] == "/admin/staff/invitation"
        assert (await lost.get("/admin")).headers["location"] == "/admin/login"
        assert (await log_in(lost)).status_code == 401
        assert PASSWORD not in (await ada.get("/admin/staff/invitation")).text


async def test_an_administrator_does_not_lock_themselves_out(app: AppContext) -> None:
    ada = await add_admin(app)
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        fields = {"name": "Ada", "email": "Ada@example.org", "role-coach": "on"}
        answer = await send(client, f"/admin/staff/{ada}", fields)
        assert answer.status_code == 422
        assert "din egen roll som administratör" in answer.text
        token = form_token(await client.get("/admin/staff"))
        for what in ("invitation", "leave"):
            path = f"/admin/staff/{ada}/{what}"
            assert (await client.post(path, data={"token": token})).status_code == 404


async def test_two_administrators_at_one_form_see_both_versions(app: AppContext) -> None:
    await add_admin(app)
    karin = await add_coach(app)
    path = f"/admin/staff/{karin}"
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        first = hidden_fields(await client.get(path), path)
        fields = {"name": "Karin", "email": "Karin@example.org", "role-coach": "on"}
        changed = {**first, **fields, "name": "Karin B"}
        assert (await client.post(path, data=changed)).status_code == 303
        answer = await client.post(path, data={**first, **fields, "name": "Karin C"})
        assert answer.status_code == 409
        assert "Karin B" in page_text(answer)
        assert 'value="Karin C"' in answer.text


async def test_who_leaves_is_out_at_once_and_the_caseload_goes_on(app: AppContext) -> None:
    ada = await add_admin(app)
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    path = f"/admin/staff/{karin}/leave"
    async with open_browser(app) as client, open_browser(app) as karins, open_browser(app) as evas:
        await log_in(client, "Ada")
        await log_in(karins)
        await log_in(evas, "Eva")
        assert "Vem tar över 1 deltagare?" in page_text(await client.get(path))
        for nobody in ("", str(karin), str(ada), "999", "x"):
            refused = await send(client, path, {"to": nobody})
            assert refused.status_code == 422
        assert (await karins.get("/admin")).status_code == 200, "nothing has happened yet"
        assert (await send(client, path, {"to": str(eva)})).status_code == 303
        assert (await karins.get("/admin")).headers["location"] == "/admin/login"
        assert (await log_in(karins)).status_code == 401
        assert bo.pseudonym in (await evas.get("/admin")).text
        assert (await evas.get(f"/admin/participants/{bo.pseudonym}")).status_code == 200
        assert "slutat" in (await client.get("/admin/staff")).text
    assert await audit_entries(app, "handed over") == [(ada, bo.id, True)]
    assert await audit_entries(app, "staff left") == [(ada, None, True)]


async def test_a_coach_with_participants_stays_a_coach(app: AppContext) -> None:
    await add_admin(app)
    karin = await add_coach(app)
    await add_participant(app, karin)
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        fields = {"name": "Karin", "email": "Karin@example.org", "role-leader": "on"}
        answer = await send(client, f"/admin/staff/{karin}", fields)
        assert answer.status_code == 422
        assert "Lämna över dem först." in answer.text


async def test_of_who_stays_another_coach_is_asked_first(app: AppContext) -> None:
    await add_admin(app)
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    path = f"/admin/staff/{karin}/hand-over"
    async with open_browser(app) as client, open_browser(app) as karins, open_browser(app) as evas:
        await log_in(client, "Ada")
        await log_in(karins)
        await log_in(evas, "Eva")
        assert (await send(client, path, {"to": ""})).status_code == 422
        assert (await send(client, path, {"to": str(eva)})).status_code == 303
        assert bo.pseudonym in (await karins.get("/admin")).text, "nobody has said yes"
        answer = "/admin/requests/1"
        await send(evas, answer, {"do": "accept"}, page="/admin/requests")
        assert bo.pseudonym not in (await karins.get("/admin")).text
        page = page_text(await evas.get(f"/admin/participants/{bo.pseudonym}"))
        assert "Lämnades över från \u2068Karin\u2069 till \u2068Eva\u2069" in page


async def test_an_administrator_asks_for_a_substitute_and_takes_it_back(app: AppContext) -> None:
    await add_admin(app)
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    await add_participant(app, karin)
    path = f"/admin/staff/{karin}/requests"
    async with open_browser(app) as client, open_browser(app) as evas:
        await log_in(client, "Ada")
        await log_in(evas, "Eva")
        assert "Vikarie när personen är borta" in (await client.get(f"/admin/staff/{karin}")).text
        days = {"first": "2026-11-24", "last": "2026-11-27"}
        refused = await send(client, path, {**days, "to": str(karin)})
        assert refused.status_code == 422
        assert (await send(client, path, {**days, "to": str(eva)})).status_code == 303
        assert "vill ha dig som vikarie" in (await evas.get("/admin/requests")).text
        await send(client, f"{path}/1", {"do": "close"}, page=path)
        assert "Ingen är vikarie" in (await evas.get("/admin/requests")).text
        token = {"token": form_token(await client.get(path)), "do": "close"}
        assert (await client.post(f"{path}/1", data=token)).status_code == 409


async def test_who_comes_back_gets_a_link_and_is_here_again(app: AppContext) -> None:
    await add_admin(app)
    karin = await add_coach(app)
    path = f"/admin/staff/{karin}"
    async with open_browser(app) as client, open_browser(app) as karins:
        await log_in(client, "Ada")
        await send(client, f"{path}/leave", {})
        assert "Öppna kontot igen" in (await client.get(path)).text
        await send(client, f"{path}/invitation", {}, page=path)
        shown = await client.get("/admin/staff/invitation")
        link = shown.text.partition(f'<bdi id="address">{URL}')[2].partition("</bdi>")[0]
        assert (await karins.post(link, data=chosen())).headers["location"] == "/admin"
        assert (await karins.get("/admin")).status_code == 200


async def test_an_administrator_says_what_a_leader_leads(app: AppContext) -> None:
    await add_admin(app)
    await add_participant(app, await add_coach(app))
    async with app.database.writing() as session:
        other = (await ensure_sub_project(session, "Linnea")).id
    async with open_browser(app) as ada:
        await log_in(ada, "Ada")
        new = await ada.get("/admin/staff/new")
        assert "checked" not in new.text, "whoever is new leads nothing"
        refused = await send(ada, "/admin/staff/new", {"name": "Sara Ny", f"leads-{other}": "on"})
        assert refused.status_code == 422
        assert f'name="leads-{other}" checked' in refused.text, "what was ticked is kept"
        await invite_sara(ada, **{"role-leader": "on", f"leads-{other}": "on"})
        sara = await staff(app)
        path = f"/admin/staff/{sara.id}"
        page = await ada.get(path)
        assert f'name="leads-{other}" checked' in page.text
        assert page.text.count("leads-1") == 1
        stale = hidden_fields(page, path)
        both = {**SARA, "role-leader": "on", "leads-1": "on", f"leads-{other}": "on"}
        assert (await send(ada, path, both)).status_code == 303
        assert list(await leads(app, sara.id)) == [1, other]
        clash = await ada.post(path, data={**stale, **SARA, "role-leader": "on"})
        assert clash.status_code == 409
        assert "Leder Nu: Iris och Linnea" in page_text(clash)
        assert (await send(ada, path, {**SARA, "leads-1": "on"})).status_code == 303
        assert list(await leads(app, sara.id)) == [], "whoever is no leader leads nothing"


async def leads(app: AppContext, staff_id: int) -> Sequence[int]:
    async with app.database.reading() as session:
        return await led_ids(session, staff_id)


async def test_a_new_coach_has_a_telephone_from_the_first_day(app: AppContext) -> None:
    await add_admin(app)
    async with open_browser(app) as ada, open_browser(app) as sara:
        await log_in(ada, "Ada")
        assert "Lägg till ett under Planer för skattningar" in page_text(await ada.get("/admin"))
        long = {**SARA, "phone": "0" * 41}
        refused = await send(ada, "/admin/staff/new", long)
        assert refused.status_code == 422
        assert 'id="phone-fault"' in refused.text
        link = await invite_sara(ada, phone="070-123 45 67")
        assert (await staff(app)).phone == "070-123 45 67"
        await sara.post(link, data=chosen())
        assert 'value="070-123 45 67"' in (await sara.get("/admin/contact")).text
        page = f"/admin/staff/{(await staff(app)).id}"
        assert 'name="phone"' not in (await ada.get(page)).text, "it is Sara's own from now on"
        await send(ada, page, {**SARA, "name": "Sara Nyare"})
        assert (await staff(app, "Sara Nyare")).phone == "070-123 45 67"
