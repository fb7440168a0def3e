"""Signing in with a passkey: alone, or as the second step after a password.

Nobody can guess one, so that tries are slowed down by where they come from alone: what somebody
else tries keeps no owner out.
"""

import asyncio
import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from admin.sign_in.letting_in import let_in
from admin.web.desk import Desk, admin_path
from admin.web.throttle import Throttle
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import staff_languages
from bot.passkeys.ceremony import Answer, checked_use, read_answer, using_options
from bot.passkeys.challenge import GOOD_FOR, Challenger
from bot.passkeys.relying_party import rp_id
from bot.web.browser_language import browser_language
from bot.web.forms import read_form
from bot.web.known_devices import KnownDevices
from storage.passkeys.challenges import use_challenge
from storage.passkeys.passkeys import note_use, passkey_of
from storage.people.audit import Audit, log_action
from storage.tables.people import Staff
from storage.tables.staff_access import Passkey

TRIES_A_MINUTE = 30


class Refusal(Enum):
    """Why a passkey lets nobody in."""

    WRONG = auto()
    OFTEN = auto()
    """There have been too many tries from there."""

    def text(self, t: Catalog) -> str:
        """Say it to whoever has tried."""
        if self is Refusal.OFTEN:
            return t.gettext("Det blev många försök. Vänta en stund och försök igen.")
        # NOTE: At the log-in, after a passkey that does not fit here.
        return t.gettext("Passnyckeln gick inte att använda här. Försök igen, eller på annat sätt.")

    @property
    def status_code(self) -> int:
        """Give what HTTP calls it."""
        return 429 if self is Refusal.OFTEN else 401


@dataclass(frozen=True)
class PasskeyStep:
    """Lets in whoever's passkey fits."""

    desk: Desk
    throttle: Throttle

    @classmethod
    def of(cls, desk: Desk) -> "PasskeyStep":
        """Make the one that all log-ins of a process share: it counts their tries."""
        span = dt.timedelta(minutes=1)
        return cls(desk, Throttle(desk.app.clock, TRIES_A_MINUTE, span))

    async def options(self, request: Request) -> Response:
        """Give a browser what it needs to use a passkey: asked for by our own script."""
        settings, now = self.desk.app.settings, self.desk.app.clock()
        challenge = Challenger(settings).make(self._whom(request), now)
        response = JSONResponse(using_options(settings, challenge))
        self.desk.sessions.set_login_cookie(request, response)
        return response

    async def enter(self, request: Request) -> Response:
        """Let somebody in by a passkey alone: their device knows them by finger, face or PIN."""
        form = await read_form(request)
        t = catalog(browser_language(request, staff_languages()))
        after, kept = admin_path(form.get("next", "")), form.get("kept", "")
        if not self.desk.sessions.is_login_token(request, form.get("token", "")):
            return RedirectResponse("/admin/login", 303)
        found = await self.owner(request, form.get("credential", ""))
        if isinstance(found, Refusal):
            fault, status_code = found.text(t), found.status_code
            return self.desk.login_page(
                request, t, status_code, after=after, fault=fault, kept=kept
            )
        return await let_in(self.desk, request, found, after, kept)

    async def owner(self, request: Request, given: str) -> Staff | Refusal:
        """Find whose passkey a device has answered with, and use its challenge up."""
        app, now = self.desk.app, self.desk.app.clock()
        answer = read_answer(given)
        found = None
        if answer is not None and rp_id(app.settings):
            async with app.database.reading() as session:
                found = await passkey_of(session, answer.credential_id)
        name = found[1].email_digest if found else ""
        source = KnownDevices(app.settings).source(request, name)
        if not self.throttle.passes(source.digest):
            return Refusal.OFTEN
        if answer is None or found is None:
            return await self._refuse(None)
        passkey, staff = found
        counted = await self._checked(request, answer, passkey)
        if counted is None:
            return await self._refuse(staff)
        async with app.database.writing() as session:
            noted = await note_use(session, passkey, counted, now)
        return staff if noted else await self._refuse(staff)

    async def _checked(self, request: Request, answer: Answer, passkey: Passkey) -> int | None:
        """Give what the device counts, where it has answered a challenge of this browser's."""
        app, now = self.desk.app, self.desk.app.clock()
        if not Challenger(app.settings).is_good(answer.challenge, self._whom(request), now):
            return None
        async with app.database.writing() as session:
            if not await use_challenge(session, answer.challenge, now, now + 2 * GOOD_FOR):
                return None
        if answer.user_handle != passkey.user_handle:
            return None
        return await asyncio.to_thread(
            checked_use, app.settings, answer, passkey.public_key, passkey.sign_count
        )

    async def _refuse(self, staff: Staff | None) -> Refusal:
        app = self.desk.app
        async with app.database.writing() as session:
            known = staff.id if staff else None
            await log_action(session, Audit.SIGNED_IN, app.clock(), staff_id=known, allowed=False)
        return Refusal.WRONG

    def _whom(self, request: Request) -> str:
        return f"use {self.desk.sessions.login_token(request)}"
