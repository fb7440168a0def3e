"""The gate: from a request to a guarded handler, by way of session, role and the form's token."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from functools import wraps
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.web.desk import Desk, admin_path
from admin.web.guard import Guarded
from admin.web.session import Session
from admin.web.unsent_form import UnsentForm, input_labels, kept_facts, labelled_input
from admin.web.visit import Visit
from bot.clips.waiting.places import PLACES, NoPlaceError
from bot.languages.catalog import catalog
from bot.web.forms import LARGEST_UPLOAD, is_upload, pass_over, read_form, read_upload
from bot.words.identity_number import has_identity_number
from dialogs.people.staff import SEES_PERSONS
from storage.passkeys.passkeys import has_passkey
from storage.staff.sessions import staff_of_session, touch_session
from storage.tables.people import Staff

SET_UP = "/admin/account/app"
OWN_ACCOUNT = ("/admin/account", "/admin/logout", "/admin/language")
"""What is open to whoever has yet to set up a second factor."""

Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint_of(desk: Desk, guarded: Guarded) -> Endpoint:
    """Make an endpoint for those whom the handler's law lets in.

    A posted form needs the session's token; who is not signed in is sent to the log-in page.
    """

    @wraps(guarded.handle)
    async def endpoint(request: Request) -> Response:
        async with AsyncExitStack() as held:
            return await answer(request, held)

    async def answer(request: Request, held: AsyncExitStack) -> Response:
        session = desk.sessions.read(request)
        staff = await _staff(desk, session)
        if session is None or staff is None:
            return await _login_with_unsent(desk, request) or _login_redirect(request)
        law, form = guarded.law, dict[str, str]()
        file: bytes | None = b""
        if law.roles and not law.roles & staff.roles:
            return Visit(desk, request, staff, session, desk.app.clock()).missing()
        if await _needs_second_factor(desk, request, staff):
            return RedirectResponse(SET_UP, 303)
        if request.method == "POST":
            if law.takes_file:
                await _hold_place(request, held)
                form, file = await read_upload(request)
            else:
                form = await read_form(request)
            # The form may have come slowly: who sends it may have left, or do other things now.
            staff = await _staff(desk, session)
            if staff is None or (law.roles and not law.roles & staff.roles):
                return await _login_with(desk, request, form) or _login_redirect(request)
        visit = Visit(desk, request, staff, session, desk.app.clock(), form, file)
        if request.method == "POST" and not _is_own_form(desk, session, form):
            return _not_this_session(visit, form)
        if any(has_identity_number(form.get(name, "")) for name in input_labels(visit.texts)):
            return _mend_identity_number(visit)
        response = await guarded.handle(visit)
        if not law.ends_session and desk.sessions.renew(response, session):
            async with desk.app.database.writing() as writing:
                await touch_session(writing, session.name, visit.now)
        return response

    return endpoint


async def _hold_place(request: Request, held: AsyncExitStack) -> None:
    """Wait for room for a file until it has been handled; raises HTTPException (503)."""
    try:
        await held.enter_async_context(PLACES.place("staff", LARGEST_UPLOAD))
    except NoPlaceError:
        await pass_over(request)
        raise HTTPException(503) from None


async def _needs_second_factor(desk: Desk, request: Request, staff: Staff) -> bool:
    """Tell whether somebody has to set up a second factor first; their own account stays open."""
    if desk.app.settings.second_factor == "offered" or staff.totp_secret:
        return False
    if not SEES_PERSONS & staff.roles or request.url.path.startswith(OWN_ACCOUNT):
        return False
    async with desk.app.database.reading() as reading:
        return not await has_passkey(reading, staff.id)


async def _staff(desk: Desk, session: Session | None) -> Staff | None:
    if session is None:
        return None
    async with desk.app.database.reading() as reading:
        return await staff_of_session(reading, session.name, session.staff_id)


def _is_own_form(desk: Desk, session: Session, form: Mapping[str, str]) -> bool:
    return desk.sessions.is_token_of(session, form.get("token", ""))


def _not_this_session(visit: Visit, form: Mapping[str, str]) -> Response:
    """Refuse a form; one of their own from an earlier log-in can be saved by one more press."""
    t, path = visit.texts, admin_path(visit.request.url.path)
    typed = list(labelled_input(t, form))
    earlier = visit.desk.sessions.session_of(form.get("token", ""))
    is_own = earlier is not None and earlier.staff_id == visit.staff.id
    if is_own and typed and path == visit.request.url.path:
        kept = UnsentForm.of(visit.staff.id, path, form)
        return visit.page("web/unsent_form.html", 403, kept=kept, **kept_facts(t, kept))
    return visit.page("web/forbidden.html", 403, typed=typed)


def _mend_identity_number(visit: Visit) -> Response:
    """Refuse a form with an identity number in it: nothing is kept, and it is mended here."""
    labels = input_labels(visit.texts)
    faulty = {
        name: (label, visit.form[name])
        for name, label in labels.items()
        if has_identity_number(visit.form.get(name, ""))
    }
    others = {
        name: text for name, text in visit.form.items() if name not in faulty and name != "token"
    }
    return visit.page("web/identity_number.html", 422, faulty=faulty, others=others)


async def _login_with_unsent(desk: Desk, request: Request) -> Response | None:
    """Show the log-in page with what was typed, where a form's session is over.

    None where nothing was typed, or a file was sent, or the form is not one of that session's own.
    """
    path = admin_path(request.url.path)
    if request.method != "POST" or path != request.url.path or is_upload(request):
        return None
    return await _login_with(desk, request, await read_form(request))


async def _login_with(desk: Desk, request: Request, form: Mapping[str, str]) -> Response | None:
    path = admin_path(request.url.path)
    # The cookie may be gone by now; forms from before an upgrade do not name their session.
    before = desk.sessions.session_of(form.get("token", "")) or desk.sessions.last(request)
    if before is None:
        return None
    async with desk.app.database.reading() as reading:
        staff = await reading.get(Staff, before.staff_id)
    if staff is None or not _is_own_form(desk, before, form):
        return None
    t = catalog(staff.language)
    if not any(labelled_input(t, form)):
        return None
    # NOTE: Above the log-in form, for somebody who sent a form after a long rest.
    fault = t.gettext("Du behöver logga in igen. Det du skrev är kvar.")
    kept = UnsentForm.of(staff.id, path, form).seal()
    return desk.login_page(request, t, 401, after="/admin", fault=fault, kept=kept)


def _login_redirect(request: Request) -> Response:
    """Send somebody to the log-in page, and back here afterwards."""
    wanted = admin_path(request.url.path) if request.method == "GET" else "/admin"
    query = f"?next={quote(wanted)}" if wanted != "/admin" else ""
    return RedirectResponse(f"/admin/login{query}", 303)
