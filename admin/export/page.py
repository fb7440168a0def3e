"""The answers without names, as a file for whoever evaluates."""

from starlette.responses import Response, StreamingResponse

from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.files.answer_file import nameless_file
from dialogs.people.staff import StaffRole
from storage.ratings.export import protected_left_out

NAME = "svar-utan-namn"


@for_staff(StaffRole.EVALUATOR)
async def show(visit: Visit) -> Response:
    """Say what the file has, and what it has not."""
    async with visit.app.database.reading() as session:
        left_out = await protected_left_out(session)
    return visit.page("export/export.html", left_out=left_out)


@for_staff(StaffRole.EVALUATOR)
async def download(visit: Visit) -> Response:
    """Give the file; each person's log says that their figures were taken out, and by whom."""
    named = f'attachment; filename="{NAME}-{visit.today:%Y-%m-%d}.csv"'
    return StreamingResponse(
        nameless_file(visit.app, visit.staff.id),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": named},
    )
