"""The desk: what every page of the coaches' module shares, and the way in to it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.web import labels
from admin.web.session import Session, Sessions, is_same_secret
from admin.web.unsent_form import UnsentForm, labelled_input
from bot.app_context import AppContext
from bot.languages.catalog import Catalog, catalog
from bot.web.forms import read_form
from bot.web.pages import Pages
from dialogs.texts import clean
from storage.tables.people import Staff

_OWN_PATH = re.compile(r"/admin(/[A-Za-z0-9_-]{1,40}){0,5}")


@dataclass(frozen=True)
class Visit:
    """One request of somebody who is signed in; ``form`` is what they posted, checked."""

    request: Request
    staff: Staff
    session: Session
    texts: Catalog
    form: Mapping[str, str] = field(default_factory=dict)


Endpoint = Callable[[Request], Awaitable[Response]]
Handler = Callable[[Visit], Awaitable[Response]]


class Desk:
    """The parts, the templates and the sessions that the pages work with."""

    def __init__(self, app: AppContext) -> None:
        self.app = app
        self.sessions = Sessions(app.settings, app.clock)
        self._pages = Pages(Path(__file__).parents[1])

    def require_sign_in(self, *roles: str) -> Callable[[Handler], Endpoint]:
        """Make an endpoint for those who are signed in, of these roles (none named: of any).

        A posted form needs the session's token; others are sent to the log-in page.
        """

        def guard(handler: Handler) -> Endpoint:
            @wraps(handler)
            async def endpoint(request: Request) -> Response:
                session = self.sessions.read(request)
                staff = await self._staff(session)
                if session is None or staff is None:
                    return await self._login_with_unsent(request) or login_redirect(request)
                visit = Visit(request, staff, session, catalog(staff.language))
                if roles and staff.role not in roles:
                    return self.missing(visit)
                if request.method == "POST":
                    form = await read_form(request)
                    if not self._own_form(session, form):
                        shown = list(labelled_input(visit.texts, form))
                        return self.page(visit, "web/forbidden.html", 403, typed=shown)
                    visit = Visit(request, staff, session, visit.texts, form)
                response = await handler(visit)
                if staff.session_epoch == session.epoch:
                    self.sessions.renew(response, session)
                return response

            return endpoint

        return guard

    async def _staff(self, session: Session | None) -> Staff | None:
        if session is None:
            return None
        async with self.app.database.reading() as reading:
            staff = await reading.get(Staff, session.staff_id)
        return staff if staff and staff.session_epoch == session.epoch else None

    def _own_form(self, session: Session, form: Mapping[str, str]) -> bool:
        return is_same_secret(self.sessions.token(session), form.get("token", ""))

    async def _login_with_unsent(self, request: Request) -> Response | None:
        """Show the log-in page with what was typed, where a form's session is over.

        None where nothing was typed, or the form is not one of that session's own.
        """
        before, path = self.sessions.last(request), admin_path(request.url.path)
        if request.method != "POST" or before is None or path != request.url.path:
            return None
        form = await read_form(request)
        async with self.app.database.reading() as reading:
            staff = await reading.get(Staff, before.staff_id)
        if staff is None or not self._own_form(before, form):
            return None
        t = catalog(staff.language)
        if not any(labelled_input(t, form)):
            return None
        # NOTE: Above the log-in form, for somebody who sent a form after a long rest.
        fault = t.gettext("Du behöver logga in igen. Det du skrev är kvar.")
        kept = UnsentForm(staff.id, path, form).seal()
        return self.login_page(request, t, 401, after="/admin", fault=fault, kept=kept)

    def page(self, visit: Visit, template: str, status_code: int = 200, **more: Any) -> Response:
        """Show a page to somebody who is signed in."""
        return self._pages.html(
            template,
            visit.texts,
            status_code,
            who=clean(visit.staff.name),
            role=visit.staff.role,
            token=self.sessions.token(visit.session),
            here=visit.request.url.path,
            # A form with faults is nowhere but on this page: another language would lose it.
            choices=[] if status_code == 422 or "kept" in more else _language_choices(),
            chosen=visit.staff.language,
            **more,
        )

    def login_page(
        self,
        request: Request,
        texts: Catalog,
        status_code: int = 200,
        *,
        after: str,
        fault: str = "",
        email: str = "",
        kept: str = "",
    ) -> Response:
        """Show the log-in page; ``kept`` is what was typed before it, sealed."""
        response = self._pages.html(
            "sign_in/login.html",
            texts,
            status_code,
            token=self.sessions.login_token(request),
            after=after,
            fault=fault,
            email=email,
            kept=kept,
        )
        self.sessions.set_login_cookie(request, response)
        return response

    def missing(self, visit: Visit) -> Response:
        """Say that there is nothing here: the same page for what is not there and not theirs."""
        return self.page(visit, "web/missing.html", 404)


def _language_choices() -> list[tuple[str, str]]:
    return [(code, labels.language_name(code).capitalize()) for code in labels.INTERFACE_LANGUAGES]


def admin_path(path: str) -> str:
    """Give a path of this module, as somebody asked to come back to it; else its first page."""
    return path if _OWN_PATH.fullmatch(path) else "/admin"


def login_redirect(request: Request) -> Response:
    """Send somebody to the log-in page, and back here afterwards."""
    wanted = admin_path(request.url.path) if request.method == "GET" else "/admin"
    query = f"?next={quote(wanted)}" if wanted != "/admin" else ""
    return RedirectResponse(f"/admin/login{query}", 303)


_PSEUDONYM = re.compile(r"[A-Za-z0-9-]{1,20}")


def pseudonym_of(visit: Visit) -> str:
    """Read the pseudonym from the address; what cannot be one becomes nobody's."""
    given = str(visit.request.path_params["pseudonym"])
    return given if _PSEUDONYM.fullmatch(given) else ""
