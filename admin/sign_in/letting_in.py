"""Letting somebody in: their session begins, and what they had typed before it is shown."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.sign_in.browser_name import browser_name
from admin.web.desk import Desk
from admin.web.unsent_form import kept_facts, unseal
from admin.web.visit import Visit
from bot.web.known_devices import KnownDevices
from storage.orientation.coach import hold_staff
from storage.people.audit import Audit, log_action
from storage.staff.sessions import begin_session
from storage.tables.people import Staff


async def let_in(desk: Desk, request: Request, staff: Staff, after: str, kept: str) -> Response:
    """Begin a session; leads to ``after``, or to a form that was typed before: ``kept``, sealed.

    ``staff`` is as it was when password or code were checked: whoever has got others meanwhile, or
    has left, is not let in by those.
    """
    app, now = desk.app, desk.app.clock()
    device = browser_name(request.headers.get("user-agent", ""))
    async with app.database.writing() as session:
        held = await hold_staff(session, staff.id)
        if not held.is_here or _keys_of(held) != _keys_of(staff):
            return RedirectResponse("/admin/login", 303)
        begun = desk.sessions.of(await begin_session(session, staff.id, device, now))
        await log_action(session, Audit.SIGNED_IN, now, staff_id=staff.id)
    found = unseal(kept)
    response: Response = RedirectResponse(after, 303)
    if found is not None and found.staff_id == staff.id:
        visit = Visit(desk, request, staff, begun, now)
        facts = kept_facts(visit.texts, found)
        response = visit.page("web/unsent_form.html", kept=found, **facts)
    desk.sessions.begin(response, begun)
    KnownDevices(app.settings).remember(request, response, staff.email_digest)
    return response


def _keys_of(staff: Staff) -> tuple[str, str | None]:
    return staff.password_hash, staff.totp_secret
