"""Somebody works here no more: their way in is shut, and another coach takes their caseload."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.staff.pages import staff_of_path
from admin.staff.said import Said, to_list
from admin.web.guard import for_staff
from admin.web.input import number_of
from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.caseload.consent import log_alone
from storage.caseload.hand_over import caseload_ids, caseload_size, hand_over
from storage.caseload.requests import ask_coach
from storage.staff.leaving import let_go
from storage.staff.staff import coaches, is_still_administrator
from storage.tables.people import Staff
from storage.trust.independence import is_tied


@for_staff(StaffRole.ADMIN)
async def confirm(visit: Visit) -> Response:
    """Ask once, and who takes the participants."""
    return await _page(visit, closes=True)


@for_staff(StaffRole.ADMIN)
async def choose_successor(visit: Visit) -> Response:
    """Ask who takes the participants of somebody who stays."""
    return await _page(visit, closes=False)


@for_staff(StaffRole.ADMIN)
async def give_caseload(visit: Visit) -> Response:
    """Give the whole caseload to another coach, who is asked; of who has left, at once."""
    return await _hand_over(visit, closes=False)


@for_staff(StaffRole.ADMIN)
async def leave(visit: Visit) -> Response:
    """Shut every way in first; then give each participant the coach who was chosen.

    One participant after the other, each in a transaction: a caseload of many holds up nobody,
    and pressed again it goes on where it stopped.
    """
    return await _hand_over(visit, closes=True)


async def _hand_over(visit: Visit, *, closes: bool) -> Response:
    app = visit.app
    async with app.database.writing() as session:
        if not await is_still_administrator(session, visit.staff.id):
            return visit.missing()
        staff = await staff_of_path(session, visit)
        if staff is None or (closes and staff.id == visit.staff.id):
            return visit.missing()
        moving, to = await caseload_ids(session, staff.id), await _successor(session, visit)
        if to is not None and moving and staff.is_here and not closes:
            await ask_coach(session, staff.id, to.id, visit.staff, visit.now, span=None)
            return RedirectResponse(f"/admin/staff/{staff.id}/requests", 303)
        if closes and staff.is_here and (to is not None or not moving):
            await let_go(session, staff, visit.staff, visit.now)
        if to is not None and moving and to.id == visit.staff.id:  # another says yes first
            await ask_coach(session, staff.id, to.id, visit.staff, visit.now, span=None)
            return RedirectResponse("/admin/requests", 303)
        if to is not None and moving and await is_tied(session, to.id, visit.staff.id, visit.now):
            await log_alone(session, visit.staff, staff.id, visit.now)
    if to is None and moving:
        fault = visit.texts.gettext("Välj vem som tar över.")
        return await _page(visit, 422, closes=closes, fault=fault)
    if to is not None:
        for participant_id in moving:
            async with app.database.writing() as session:
                taken = await hand_over(
                    session, participant_id, staff.id, to.id, visit.staff, visit.now, app.calendar
                )
            if not taken:
                fault = visit.texts.gettext("Välj vem som tar över.")
                return await _page(visit, 422, closes=closes, fault=fault)
    return to_list(visit, Said.CLOSED if closes else Said.HANDED_OVER)


async def _successor(session: AsyncSession, visit: Visit) -> Staff | None:
    """Find the coach who was chosen; None where it is nobody who can be."""
    chosen = visit.form.get("to", "")
    found = await session.get(Staff, number_of(chosen) or 0)
    if found is None or not found.is_here or StaffRole.COACH not in found.roles:
        return None
    return None if found.id == visit.request.path_params["staff"] else found


async def _page(visit: Visit, status_code: int = 200, *, closes: bool, fault: str = "") -> Response:
    async with visit.app.database.reading() as session:
        staff = await staff_of_path(session, visit)
        if staff is None or staff.id == visit.staff.id:
            return visit.missing()
        size = await caseload_size(session, staff.id)
        others = [one for one in await coaches(session) if one.id != staff.id]
    return visit.page(
        "staff/leave.html",
        status_code,
        id=staff.id,
        name=clean(staff.name),
        closes=closes and staff.is_here,
        asks=not closes and staff.is_here,
        size=size,
        coaches=[(one.id, clean(one.name)) for one in others],
        fault=fault,
    )
