"""Letting somebody in: their session begins, and what they had typed before it is shown."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.sign_in.browser_name import browser_name
from admin.web.desk import Desk
from admin.web.unsent_form import kept_facts, unseal
from admin.web.visit import Visit
from bot.web.known_devices import KnownDevices
from storage.people.audit import Audit, log_action
from storage.staff.sessions import begin_session
from storage.tables.people import Staff


async def let_in(desk: Desk, request: Request, staff: Staff, after: str, kept: str) -> Response:
    """Begin a session; leads to ``after``, or to a form that was typed before: ``kept``, sealed."""
    app, now = desk.app, desk.app.clock()
    device = browser_name(request.headers.get("user-agent", ""))
    async with app.database.writing() as session:
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
