"""How tests visit the coaches' pages: a browser, its forms, and the audit of a visit."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import httpx
from sqlalchemy import select
from starlette.responses import Response

from admin.web.session import Sessions
from bot.app_context import AppContext
from bot.web_app import web_app
from storage.staff.sessions import begin_session
from storage.tables.people import AuditEntry
from tests.people import PASSWORD

URL = "http://127.0.0.1:8080"


@asynccontextmanager
async def open_browser(
    app: AppContext, address: str = "127.0.0.1"
) -> AsyncIterator[httpx.AsyncClient]:
    """Open a browser without JavaScript before the whole web application."""
    transport = httpx.ASGITransport(web_app(app), client=(address, 123))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        yield client


def form_token(page: httpx.Response) -> str:
    """Find the token of a page's forms."""
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def hidden_fields(page: httpx.Response, action: str = "", do: str = "") -> dict[str, str]:
    """Give the hidden fields of the form on a page: that which posts to ``action``.

    ``do`` is the value of a button in it, where several go there.
    """
    forms = [one.split("</form>")[0] for one in page.text.split("<form ")[1:]]
    own = [one for one in forms if "/admin/lo" not in one and "/admin/la" not in one]
    fits = [
        one
        for one in own
        if (not action or f'action="{action}"' in one) and (not do or f'value="{do}"' in one)
    ]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', fits[0])
    return {name: unescape(value) for name, value in found}


async def own_session(app: AppContext, staff_id: int) -> tuple[str, str, str]:
    """Begin a session of somebody's without a password; gives its cookie and its forms' token."""
    sessions, answer = Sessions(app.settings, app.clock), Response()
    async with app.database.writing() as writing:
        session = sessions.of(await begin_session(writing, staff_id, "", app.clock()))
    sessions.begin(answer, session)
    name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    return name, value, sessions.token(session)


async def log_in(
    client: httpx.AsyncClient, name: str = "Karin", password: str = PASSWORD, after: str = ""
) -> httpx.Response:
    """Fill in the log-in form."""
    page = await client.get("/admin/login", params={"next": after} if after else None)
    hidden = re.search(r'name="next" value="([^"]*)"', page.text)
    form = {"token": form_token(page), "email": f"{name}@example.org", "password": password}
    return await client.post("/admin/login", data={**form, "next": hidden[1] if hidden else ""})


async def audit_entries(app: AppContext, action: str) -> list[tuple[int | None, int | None, bool]]:
    """List who did something to whom, and whether it was allowed."""
    async with app.database.reading() as session:
        found = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
        )
        return [(one.staff_id, one.participant_id, one.allowed) for one in found]


def page_text(page: httpx.Response) -> str:
    """Give what stands on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
