"""A coach's own calendar: the secret address from which it reads the meetings."""

from starlette.responses import Response

from admin.web.guard import for_staff
from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from storage.meetings.feeds import feed_since, make_feed, remove_feed

HERE = "/admin/calendar"
REMOVED = "calendar removed"


@for_staff(StaffRole.COACH)
async def show(visit: Visit) -> Response:
    """Show whether there is an address; never the address itself."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    async with visit.app.database.reading() as session:
        since = await feed_since(session, visit.staff.id)
    page = visit.page(
        "calendar/calendar.html",
        since=visit.texts.date(since.astimezone(visit.zone).date()) if since else "",
        removed=said == REMOVED,
    )
    visit.desk.flash.forget(visit.request, page)
    return page


@for_staff(StaffRole.COACH)
async def make(visit: Visit) -> Response:
    """Make an address, in the place of any before it, and show it: on this page only."""
    async with visit.app.database.writing() as session:
        secret = await make_feed(session, visit.staff.id, visit.now)
    address = f"{visit.app.settings.public_url}{HERE}/{secret}.ics"
    return visit.page("calendar/address.html", link=address)


@for_staff(StaffRole.COACH)
async def remove(visit: Visit) -> Response:
    """Let the address open nothing any more."""
    async with visit.app.database.writing() as session:
        await remove_feed(session, visit.staff.id, visit.now)
    return visit.go_to(HERE, REMOVED)
