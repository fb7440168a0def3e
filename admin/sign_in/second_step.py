"""The second step of a log-in: a passkey or a code, on devices that are not remembered."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.sign_in.letting_in import let_in
from admin.sign_in.passkey import PasskeyStep, Refusal
from admin.web.desk import Desk, admin_path
from bot.languages.catalog import catalog
from bot.passkeys.relying_party import rp_id
from bot.web.cookies import SignedCookie
from bot.web.forms import read_form
from bot.web.known_devices import KnownDevices
from storage.database.encryption import vault
from storage.passkeys.passkeys import has_passkey, has_second_factor
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
    """Asks for a passkey or a code, and remembers the devices on which it was given."""

    desk: Desk
    passkeys: PasskeyStep

    async def is_needed(self, request: Request, staff: Staff) -> bool:
        """Tell whether somebody whose password fits has to give something more."""
        async with self.desk.app.database.reading() as session:
            if not await has_second_factor(session, staff):
                return False
        return self._remembered(request).get(str(staff.id)) != mark_of(staff)

    async def ask(self, request: Request, staff: Staff, after: str, kept: str) -> Response:
        """Show the form of it, for some minutes."""
        response = await self._page(request, staff, after, kept)
        self._half.write(response, {"s": staff.id, "m": mark_of(staff)})
        return response

    async def enter(self, request: Request) -> Response:
        """Check what was given; what does not fit is counted, whoever gives it."""
        if request.method != "POST":
            return RedirectResponse("/admin/login", 303)
        form = await read_form(request)
        after, kept = admin_path(form.get("next", "")), form.get("kept", "")
        staff = await self._staff(request)
        if staff is None or not self.desk.sessions.is_login_token(request, form.get("token", "")):
            return RedirectResponse("/admin/login", 303)
        refused = (
            await self._fault_of_passkey(request, staff, form["credential"])
            if form.get("credential")
            else await self._fault_of_code(request, staff, form.get("code", ""))
        )
        if refused is not None:
            status_code, fault = refused
            return await self._page(request, staff, after, kept, status_code, fault)
        response = await let_in(self.desk, request, staff, after, kept)
        self._half.clear(response)
        if form.get("remember") == "yes":
            self._remember(request, response, staff)
        return response

    async def _fault_of_code(
        self, request: Request, staff: Staff, code: str
    ) -> tuple[int, str] | None:
        """Use a code up; gives the status and the words where it does not fit."""
        t, app = catalog(staff.language), self.desk.app
        now, name = app.clock(), vault().digest("second step", str(staff.id))
        source = KnownDevices(app.settings).source(request, staff.email_digest)
        async with app.database.writing() as session:
            limit = await count_try(session, SECOND_FACTOR, name, source, now)
            fits = limit is None and await use_code(session, staff, code, now)
            if fits:
                await forget_tries(session, name, source)
            else:
                await log_action(session, Audit.SIGNED_IN, now, staff_id=staff.id, allowed=False)
        if limit is not None:
            return 429, t.gettext("Det blev många försök. Vänta en stund och försök igen.")
        if not fits:
            # NOTE: The six digits from the app do not fit, or have been used.
            wrong = t.gettext("Koden stämmer inte. Vänta på nästa kod i kodappen och försök igen.")
            return 401, wrong
        return None

    async def _fault_of_passkey(
        self, request: Request, staff: Staff, credential: str
    ) -> tuple[int, str] | None:
        """Use a passkey; it has to be this person's."""
        found = await self.passkeys.owner(request, credential)
        if isinstance(found, Staff) and found.id == staff.id:
            return None
        refusal = found if isinstance(found, Refusal) else Refusal.WRONG
        return refusal.status_code, refusal.text(catalog(staff.language))

    async def _staff(self, request: Request) -> Staff | None:
        """Find whose password has just fitted; None where that was too long ago."""
        data = self._half.read(request) or {}
        async with self.desk.app.database.reading() as session:
            staff = await session.get(Staff, data.get("s", 0))
        fits = staff is not None and staff.is_here and data.get("m") == mark_of(staff)
        return staff if fits else None

    async def _page(
        self,
        request: Request,
        staff: Staff,
        after: str,
        kept: str,
        status_code: int = 200,
        fault: str = "",
    ) -> Response:
        async with self.desk.app.database.reading() as session:
            by_passkey = await has_passkey(session, staff.id)
        response = self.desk.pages.html(
            "sign_in/second_step.html",
            catalog(staff.language),
            status_code,
            token=self.desk.sessions.login_token(request),
            after=after,
            kept=kept,
            fault=fault,
            days=_DAYS,
            by_passkey=by_passkey and bool(rp_id(self.desk.app.settings)),
            has_app=bool(staff.totp_secret),
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
