"""The second step of a log-in: a code from the app, on devices that are not remembered."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.sign_in.letting_in import let_in
from admin.web.desk import Desk, admin_path
from bot.languages.catalog import catalog
from bot.web.cookies import SignedCookie
from bot.web.forms import read_form
from bot.web.known_devices import KnownDevices
from storage.database.encryption import vault
from storage.people.audit import Audit, log_action
from storage.staff.login_attempts import SECOND_FACTOR, count_try, forget_tries
from storage.staff.second_factor import use_code
from storage.tables.people import Staff

_MINUTES, _DAYS = 10, 30
"""How long the code may take, and how long a device is remembered."""
_MOST = 5
"""So many people may share a remembered browser."""


def mark_of(staff: Staff) -> str:
    """Name password, second factor and trust: with another one nothing is remembered any more."""
    what = f"{staff.password_hash} {staff.totp_secret} {staff.trusted_since}"
    return vault().digest("second step", what)[:20]


@dataclass(frozen=True)
class SecondStep:
    """Asks for the code, and remembers the devices on which it was given."""

    desk: Desk

    def is_needed(self, request: Request, staff: Staff) -> bool:
        """Tell whether somebody whose password fits has to give a code too."""
        if not staff.totp_secret:
            return False
        return self._remembered(request).get(str(staff.id)) != mark_of(staff)

    def ask(self, request: Request, staff: Staff, after: str, kept: str) -> Response:
        """Show the form of the code, for some minutes."""
        response = self._page(request, staff, after, kept)
        self._half.write(response, {"s": staff.id, "m": mark_of(staff)})
        return response

    async def enter(self, request: Request) -> Response:
        """Check the code; wrong ones are counted, whoever gives them."""
        if request.method != "POST":
            return RedirectResponse("/admin/login", 303)
        form, app = await read_form(request), self.desk.app
        after, kept = admin_path(form.get("next", "")), form.get("kept", "")
        staff = await self._staff(request)
        if staff is None or not self.desk.sessions.is_login_token(request, form.get("token", "")):
            return RedirectResponse("/admin/login", 303)
        t, now = catalog(staff.language), app.clock()
        name = vault().digest("second step", str(staff.id))
        source = KnownDevices(app.settings).source(request, staff.email_digest)
        async with app.database.writing() as session:
            limit = await count_try(session, SECOND_FACTOR, name, source, now)
            fits = limit is None and await use_code(session, staff, form.get("code", ""), now)
            if fits:
                await forget_tries(session, name, source)
            else:
                await log_action(session, Audit.SIGNED_IN, now, staff_id=staff.id, allowed=False)
        if limit is not None:
            fault = t.gettext("Det blev många försök. Vänta en stund och försök igen.")
            return self._page(request, staff, after, kept, 429, fault)
        if not fits:
            # NOTE: The six digits from the app do not fit, or have been used.
            fault = t.gettext("Koden stämmer inte. Vänta på nästa kod i kodappen och försök igen.")
            return self._page(request, staff, after, kept, 401, fault)
        response = await let_in(self.desk, request, staff, after, kept)
        self._half.clear(response)
        if form.get("remember") == "yes":
            self._remember(request, response, staff)
        return response

    async def _staff(self, request: Request) -> Staff | None:
        """Find whose password has just fitted; None where that was too long ago."""
        data = self._half.read(request) or {}
        async with self.desk.app.database.reading() as session:
            staff = await session.get(Staff, data.get("s", 0))
        fits = staff is not None and staff.is_here and data.get("m") == mark_of(staff)
        return staff if fits else None

    def _page(
        self,
        request: Request,
        staff: Staff,
        after: str,
        kept: str,
        status_code: int = 200,
        fault: str = "",
    ) -> Response:
        response = self.desk.pages.html(
            "sign_in/second_step.html",
            catalog(staff.language),
            status_code,
            token=self.desk.sessions.login_token(request),
            after=after,
            kept=kept,
            fault=fault,
            days=_DAYS,
        )
        self.desk.sessions.set_login_cookie(request, response)
        return response

    @property
    def _half(self) -> SignedCookie:
        settings = self.desk.app.settings
        return SignedCookie("half", settings.secret_key, _MINUTES * 60, settings.secure, "strict")

    @property
    def _known(self) -> SignedCookie:
        settings = self.desk.app.settings
        return SignedCookie("second", settings.secret_key, _DAYS * 86_400, settings.secure)

    def _remembered(self, request: Request) -> dict[str, str]:
        return dict(self._known.read(request) or {})

    def _remember(self, request: Request, response: Response, staff: Staff) -> None:
        others = {
            who: mark for who, mark in self._remembered(request).items() if who != str(staff.id)
        }
        newest = dict([*others.items()][-(_MOST - 1) :])
        self._known.write(response, {**newest, str(staff.id): mark_of(staff)})
