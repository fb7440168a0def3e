"""An administrator asks for a coach, who may be ill: for a substitute, and sees what is open."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.requests.form import RequestDraft
from admin.requests.lines import neutral_lines
from admin.staff.pages import staff_of_path
from admin.web.guard import for_staff, with_form
from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.caseload.consent import consent
from storage.caseload.hand_over import caseload_size
from storage.caseload.requests import ask_coach, close, held_request
from storage.staff.staff import coaches, is_still_administrator
from storage.tables.people import Staff


@for_staff(StaffRole.ADMIN)
async def show(visit: Visit) -> Response:
    """Show what is open for a coach, and the form that asks for a substitute."""
    return await _page(visit, RequestDraft())


@for_staff(StaffRole.ADMIN)
@with_form(RequestDraft.read)
async def ask(visit: Visit, draft: RequestDraft) -> Response:
    """Ask a coach to stand in for another, for all of that one's participants."""
    async with visit.app.database.writing() as session:
        staff = await _staff(visit, session)
        if staff is None:
            return visit.missing()
        others = [one for one in await coaches(session) if one.id != staff.id]
        to, span = draft.coach(visit.texts, others), draft.span(visit.texts, visit.now, visit.zone)
        asked = (
            span
            and to
            and await ask_coach(session, staff.id, to, visit.staff, visit.now, span=span)
        )
    if not asked:
        return await _page(visit, draft, 422)
    return RedirectResponse(visit.request.url.path, 303)


@for_staff(StaffRole.ADMIN)
async def take_back(visit: Visit) -> Response:
    """Take a request back, or end a substitute's time; say yes to what its taker has asked for."""
    async with visit.app.database.writing() as session:
        staff = await _staff(visit, session)
        if staff is None:
            return visit.missing()
        request = await held_request(session, visit.request.path_params["request"], visit.now)
        open_ = request is not None and staff.id in (request.from_id, request.to_id)
        if request is not None and open_ and visit.form.get("do") == "consent":
            await consent(session, request, visit.staff, visit.now)
        elif request is not None and open_:
            await close(session, request, visit.staff, visit.now)
    if not open_:
        return await _page(visit, RequestDraft(), 409)
    return RedirectResponse(f"/admin/staff/{staff.id}/requests", 303)


async def _staff(visit: Visit, session: AsyncSession) -> Staff | None:
    """Find whom the address names; None where the reader is no administrator any more."""
    if not await is_still_administrator(session, visit.staff.id):
        return None
    return await staff_of_path(session, visit)


async def _page(visit: Visit, draft: RequestDraft, status_code: int = 200) -> Response:
    async with visit.app.database.reading() as session:
        staff = await staff_of_path(session, visit)
        if staff is None:
            return visit.missing()
        lines = await neutral_lines(
            session, visit.texts, staff.id, visit.now, visit.zone, reader_id=visit.staff.id
        )
        others = [one for one in await coaches(session) if one.id != staff.id]
        size = await caseload_size(session, staff.id)
    return visit.page(
        "requests/for_others.html",
        status_code,
        id=staff.id,
        name=clean(staff.name),
        lines=lines,
        size=size,
        coaches=[(one.id, clean(one.name)) for one in others],
        draft=draft,
        gone=status_code == 409,
        today=visit.today.isoformat(),
    )
