"""The entrance: log in, log out, and the language of the pages."""

import asyncio
import datetime as dt

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.web.desk import Desk, admin_path
from admin.web.guard import for_staff
from admin.web.labels import INTERFACE_LANGUAGES
from admin.web.throttle import Throttle
from admin.web.unsent_form import kept_facts, unseal
from admin.web.visit import Visit
from bot.languages.catalog import Catalog, catalog
from bot.web.browser_language import browser_language
from bot.web.forms import read_form
from storage.database.passwords import password_fits
from storage.people.audit import Audit, log_action
from storage.staff.login_attempts import count_try, forget_tries
from storage.staff.staff import choose_language, email_digest, end_sessions, staff_by_email
from storage.tables.people import Staff

TRIES_A_MINUTE = 30
_AT_ONCE = 2  # each check takes 64 MiB and a core


class Entrance:
    """Lets staff in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._throttle = Throttle(desk.app.clock, TRIES_A_MINUTE, dt.timedelta(minutes=1))
        self._hashing = asyncio.Semaphore(_AT_ONCE)

    async def form(self, request: Request) -> Response:
        """Show the log-in form."""
        after = admin_path(request.query_params.get("next", ""))
        return self._desk.login_page(request, browser_catalog(request), after=after)

    async def enter(self, request: Request) -> Response:
        """Check name and password; the same words and work for unknown and known names."""
        t = browser_catalog(request)
        form = await read_form(request)
        after, email = admin_path(form.get("next", "")), form.get("email", "")[:200]

        def again(fault: str, status_code: int) -> Response:
            kept = form.get("kept", "")
            return self._desk.login_page(
                request, t, status_code, after=after, fault=fault, email=email, kept=kept
            )

        if not self._desk.sessions.is_login_token(request, form.get("token", "")):
            stale = t.gettext("Sidan hade stått öppen för länge. Försök en gång till.")
            return again(stale, 403)
        if not self._throttle.passes(_client_address(request)) or not await self._may_try(email):
            wait = t.gettext("Det blev många försök. Vänta 15 minuter och försök igen.")
            return again(wait, 429)
        staff = await self._check_password(email, form.get("password", "")[:1000])
        if staff is None:
            wrong = t.gettext("Fel e-postadress eller lösenord. Försök igen.")
            return again(wrong, 401)
        session, kept = self._desk.sessions.new(staff), unseal(form.get("kept", ""))
        response: Response = RedirectResponse(after, 303)
        if kept is not None and kept.staff_id == staff.id:
            visit = Visit(self._desk, request, staff, session, self._desk.app.clock())
            facts = kept_facts(visit.texts, kept)
            response = visit.page("web/unsent_form.html", kept=kept, **facts)
        self._desk.sessions.begin(response, session)
        return response

    async def _may_try(self, email: str) -> bool:
        app = self._desk.app
        async with app.database.writing() as session:
            return await count_try(session, email_digest(email), app.clock())

    async def _check_password(self, email: str, password: str) -> Staff | None:
        app = self._desk.app
        async with app.database.reading() as session:
            staff = await staff_by_email(session, email)
        async with self._hashing:
            known = staff.password_hash if staff else None
            fits = await asyncio.to_thread(password_fits, password, known)
        async with app.database.writing() as session:
            await log_action(
                session,
                Audit.SIGNED_IN,
                app.clock(),
                staff_id=staff.id if staff else None,
                allowed=fits,
            )
            if fits:
                await forget_tries(session, email_digest(email))
        return staff if fits else None


@for_staff(ends_session=True)
async def leave(visit: Visit) -> Response:
    """End this person's sessions, on every device."""
    async with visit.app.database.writing() as session:
        await end_sessions(session, visit.staff.id)
        await log_action(session, Audit.SIGNED_OUT, visit.now, staff_id=visit.staff.id)
    response = RedirectResponse("/admin/login", 303)
    visit.desk.sessions.end(response)
    return response


@for_staff()
async def language(visit: Visit) -> Response:
    """Read the pages in another language from now on."""
    chosen = visit.form.get("language", "")
    if chosen in INTERFACE_LANGUAGES:
        async with visit.app.database.writing() as session:
            await choose_language(session, visit.staff.id, chosen)
    return RedirectResponse(admin_path(visit.form.get("back", "")), 303)


def browser_catalog(request: Request) -> Catalog:
    """Choose the language of somebody we do not know yet, by what their browser asks for."""
    return catalog(browser_language(request, INTERFACE_LANGUAGES))


def _client_address(request: Request) -> str:
    return request.client.host if request.client else ""
