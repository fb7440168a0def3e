"""What an administrator is told: that a change is saved, what to do with a link, what is wrong."""

import httpx
import pytest

from bot.app_context import AppContext
from tests.admin.staff.test_staff_pages import SARA, add_admin, send
from tests.admin.visits import URL, log_in, open_browser, page_text
from tests.people import add_coach, add_participant


async def said(client: httpx.AsyncClient) -> str:
    """Give what the list of the staff says of what has just been done."""
    page = await client.get("/admin/staff")
    return page.text.partition('<p class="saved" role="status">')[2].partition("</p>")[0]


async def test_a_change_of_the_staff_is_said_once(app: AppContext) -> None:
    await add_admin(app)
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    await add_participant(app, karin)
    async with open_browser(app) as ada:
        await log_in(ada, "Ada")
        path = f"/admin/staff/{karin}"
        fields = {"name": "Karin Ny", "email": "karin@example.org", "role-coach": "on"}
        assert (await send(ada, path, fields)).headers["location"] == "/admin/staff"
        assert await said(ada) == "Sparat. Det gäller från personens nästa klick."
        assert await said(ada) == ""
        await send(ada, f"{path}/leave", {"to": str(eva)})
        assert await said(ada) == "Kontot är stängt."
        await add_participant(app, karin)  # as if the last try had stopped on its way
        await send(ada, f"{path}/hand-over", {"to": str(eva)})
        assert await said(ada) == "Deltagarna är överlämnade."


async def test_a_link_can_be_copied_and_says_what_to_do_with_it(app: AppContext) -> None:
    await add_admin(app)
    async with open_browser(app) as ada:
        await log_in(ada, "Ada")
        await send(ada, "/admin/staff/new", SARA)
        page = await ada.get("/admin/staff/invitation")
        assert f'<bdi id="address">{URL}/admin/welcome/' in page.text
        assert 'id="copy"' in page.text
        assert "copy.js" in page.text
        assert "Kopiera länken och skicka den till personen själv" in page_text(page)


@pytest.mark.parametrize(
    ("path", "fields", "field"),
    [
        ("/admin/contact", {"email": "noll"}, "email"),
        ("/admin/staff/{karin}/hand-over", {}, "to"),
        ("/admin/invitations/new", {"name": ""}, "name"),
    ],
)
async def test_a_form_with_a_fault_says_so_first_and_leads_to_it(
    app: AppContext, path: str, fields: dict[str, str], field: str
) -> None:
    await add_admin(app)
    karin, _ = await add_coach(app), await add_coach(app, "Eva")
    await add_participant(app, karin)
    async with open_browser(app) as client:
        await log_in(client, "Ada" if "staff" in path else "karin")
        answer = await send(client, path.format(karin=karin), fields)
        assert answer.status_code == 422
        assert "<title>Fel: " in answer.text
        assert f'id="{field}-fault"' in answer.text
        first = answer.text.partition(' aria-invalid="true"')
        assert f'id="{field}"' in first[0].rpartition("<")[2]
        assert " autofocus" in first[2].partition(">")[0]
        assert f'role="alert" id="{field}-fault"' in answer.text
        assert "<title>Fel:" not in (await client.get(path.format(karin=karin))).text


async def test_a_coach_whom_nobody_can_reach_is_told(app: AppContext) -> None:
    line = "Dina deltagare ser inte hur de når dig."
    await add_coach(app)
    async with open_browser(app) as karin:
        await log_in(karin)
        for path in ("/admin", "/admin/contact"):
            assert line in page_text(await karin.get(path)), path
        await send(karin, "/admin/contact", {"phone": "0300-12 34 56"})
        for path in ("/admin", "/admin/contact"):
            assert line not in page_text(await karin.get(path)), path
