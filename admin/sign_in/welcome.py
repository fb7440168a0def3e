"""The welcome: whoever is new chooses a password that nobody else knows, and is let in."""

import datetime as dt
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from admin.account.form import PasswordDraft
from admin.sign_in.letting_in import let_in
from admin.web.desk import Desk
from admin.web.throttle import Throttle
from bot.languages.catalog import catalog
from bot.languages.spoken import staff_languages
from bot.web.browser_language import browser_language
from bot.web.forms import read_form
from bot.web.network import client_network
from dialogs.texts import clean
from storage.database.hashing import BusyError, hashing_places
from storage.database.passwords import hash_password
from storage.staff.invitations import accept_staff_invitation, invited_staff
from storage.tables.people import Staff

TRIES_A_MINUTE = 30


class Welcome:
    """Lets in whoever comes with a one-time link."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._throttle = Throttle(desk.app.clock, TRIES_A_MINUTE, dt.timedelta(minutes=1))

    async def show(self, request: Request) -> Response:
        """Show the form of a password, or say that the link is no good."""
        staff = await self._invited(request)
        return self._page(request, staff, PasswordDraft())

    async def accept(self, request: Request) -> Response:
        """Use the link up, and go to the first page."""
        draft, staff = PasswordDraft.read(await read_form(request)), await self._invited(request)
        if staff is None:
            return self._page(request, None, draft)
        t, app = catalog(staff.language), self._desk.app
        if not draft.is_good(t, staff):
            return self._page(request, staff, draft, 422)
        work = partial(hash_password, draft.new)
        try:
            hashed = await hashing_places.run(work, f"staff {staff.id}")
        except BusyError:
            draft.faults["new"] = t.gettext("Just nu är det många på en gång. Försök igen.")
            return self._page(request, staff, draft, 503)
        async with app.database.writing() as session:
            staff = await accept_staff_invitation(session, _code(request), hashed, app.clock())
        if staff is None:
            return self._page(request, None, draft)
        return await let_in(self._desk, request, staff, "/admin", "")

    async def _invited(self, request: Request) -> Staff | None:
        if not self._throttle.passes(client_network(request)):
            return None
        app = self._desk.app
        async with app.database.reading() as session:
            return await invited_staff(session, _code(request), app.clock())

    def _page(
        self, request: Request, staff: Staff | None, draft: PasswordDraft, status_code: int = 200
    ) -> Response:
        if staff is None:
            t = catalog(browser_language(request, staff_languages()))
            return self._desk.pages.html("sign_in/welcome.html", t, 410, faults={})
        return self._desk.pages.html(
            "sign_in/welcome.html",
            catalog(staff.language),
            status_code,
            name=clean(staff.name),
            email=staff.email,
            faults=draft.faults,
        )


def _code(request: Request) -> str:
    return str(request.path_params["code"])[:60]
