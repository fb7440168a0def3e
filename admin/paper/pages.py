"""The paper pages: an instrument to be printed and filled in by hand, in any of the languages."""

from starlette.responses import Response

from admin.web import labels
from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.drawings.ours import DrawingState, origins
from bot.drawings.paper_sheet import paper_sheet
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from dialogs.people.staff import StaffRole

HANDING_OUT = (StaffRole.COACH, StaffRole.ADMIN)


@for_staff(*HANDING_OUT)
async def show_all(visit: Visit) -> Response:
    """List the instruments, each in every language."""
    return visit.page(
        "paper/papers.html",
        instruments=list(visit.app.installation.instruments.values()),
        languages=[(code, labels.language_label(visit.texts, code)) for code in languages()],
        is_tried=all(one.state is not DrawingState.DRAWN for one in origins().values()),
    )


@for_staff(*HANDING_OUT)
async def show(visit: Visit) -> Response:
    """Show one instrument in one language, as it is printed."""
    named = visit.request.path_params
    instrument = visit.app.installation.instruments.get(str(named["instrument"]))
    language = str(named["language"])
    if instrument is None or language not in languages():
        return visit.missing()
    theirs = catalog(language)
    return visit.page(
        "paper/paper.html",
        sheet=paper_sheet(instrument, theirs),
        language=language,
        theirs=theirs,
        instrument=instrument.name,
        name=labels.language_label(visit.texts, language),
        is_draft=instrument.is_draft(theirs),
    )
