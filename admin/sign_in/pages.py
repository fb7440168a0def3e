"""The entrance: log in, log out, and the language of the pages."""

import datetime as dt
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.sign_in.letting_in import let_in
from admin.sign_in.second_step import SecondStep
from admin.web.desk import Desk, admin_path
from admin.web.guard import for_staff
from admin.web.throttle import Throttle
from admin.web.visit import Visit
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import staff_languages
from bot.web.browser_language import browser_language
from bot.web.forms import read_form
from bot.web.known_devices import KnownDevices
from bot.web.network import client_network
from storage.database.hashing import BusyError, hashing_places
from storage.database.passwords import password_fits
from storage.people.audit import Audit, log_action
from storage.staff.login_attempts import (
    DAY,
    PASSWORDS,
    QUARTER,
    Limit,
    Source,
    count_try,
    forget_tries,
)
from storage.staff.sessions import end_session
from storage.staff.staff import choose_language, email_digest, staff_by_email
from storage.tables.people import Staff

TRIES_A_MINUTE = 30


class Entrance:
    """Lets staff in."""

    def __init__(self, desk: Desk, second: SecondStep) -> None:
        self._desk = desk
        self._throttle = Throttle(desk.app.clock, TRIES_A_MINUTE, dt.timedelta(minutes=1))
        self._devices = KnownDevices(desk.app.settings)
        self._second = second

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
        name = email_digest(email)
        source = self._devices.source(request, name)
        if limit := await self._limit_reached(request, name, source):
            return again(_wait_text(t, limit), 429)
        try:
            staff = await self._check_password(email, form.get("password", "")[:1000], source)
        except BusyError:
            # NOTE: When very many people sign in or set a PIN at the same moment.
            busy = t.gettext(
                "Just nu är det många på en gång. Vänta en liten stund och försök igen."
            )
            return again(busy, 503)
        if staff is None:
            wrong = t.gettext("Fel e-postadress eller lösenord. Försök igen.")
            return again(wrong, 401)
        kept = form.get("kept", "")
        if await self._second.is_needed(request, staff):
            return await self._second.ask(request, staff, after, kept)
        return await let_in(self._desk, request, staff, after, kept)

    async def _limit_reached(self, request: Request, name: str, source: Source) -> Limit | None:
        """Count a try; gives the limit where there have been too many."""
        if not source.is_known and not self._throttle.passes(client_network(request)):
            return Limit(TRIES_A_MINUTE, QUARTER)
        app = self._desk.app
        async with app.database.writing() as session:
            return await count_try(session, PASSWORDS, name, source, app.clock())

    async def _check_password(self, email: str, password: str, source: Source) -> Staff | None:
        """Find whose e-mail address and password these are; raises BusyError."""
        app, name = self._desk.app, email_digest(email)
        async with app.database.reading() as session:
            staff = await staff_by_email(session, email)
        check = partial(password_fits, password, staff.password_hash if staff else None)
        try:
            fits = await hashing_places.run(check, source.digest, is_known=source.is_known)
        except BusyError:
            async with app.database.writing() as session:
                await forget_tries(session, name, source)  # it has not been tried
            raise
        async with app.database.writing() as session:
            if staff is None or not fits:
                known = staff.id if staff else None
                await log_action(
                    session, Audit.SIGNED_IN, app.clock(), staff_id=known, allowed=False
                )
                return None
            await forget_tries(session, name, source)
        return staff


@for_staff(ends_session=True)
async def leave(visit: Visit) -> Response:
    """End this session; others of the same person go on, and stand on their own page."""
    async with visit.app.database.writing() as session:
        await end_session(session, visit.staff.id, visit.session.name)
        await visit.log(session, Audit.SIGNED_OUT)
    response = RedirectResponse("/admin/login", 303)
    visit.desk.sessions.end(response)
    return response


@for_staff()
async def language(visit: Visit) -> Response:
    """Read the pages in another language from now on."""
    chosen = visit.form.get("language", "")
    if chosen in staff_languages():
        async with visit.app.database.writing() as session:
            await choose_language(session, visit.staff.id, chosen)
    return RedirectResponse(admin_path(visit.form.get("back", "")), 303)


def browser_catalog(request: Request) -> Catalog:
    """Choose the language of somebody we do not know yet, by what their browser asks for."""
    return catalog(browser_language(request, staff_languages()))


def _wait_text(t: Catalog, limit: Limit) -> str:
    if limit.within < DAY:
        return t.gettext("Det blev många försök. Vänta 15 minuter och försök igen.")
    # NOTE: On the log-in page, after very many tries with one e-mail address or from one network.
    return t.gettext(
        "Det har blivit väldigt många försök. Försök igen i morgon, på en enhet där du har loggat "
        "in förut, eller hör av dig till den som sköter Skapabot hos er."
    )
