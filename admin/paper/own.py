"""The paper of one participant: in their language, with their code where it is asked for."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.invitations.links import web_link
from admin.web.carried import carried, carry, put_down
from admin.web.guard import own_participant
from admin.web.visit import Visit
from bot.drawings.paper_sheet import paper_sheet
from bot.languages.catalog import catalog
from bot.web.qr import qr_svg, scan_words
from dialogs.texts import near_day
from storage.people.audit import Audit
from storage.people.invitations import VALID_FOR, invite
from storage.people.timing import participant_timing
from storage.tables.people import Participant

CARRIED = "paper"


@own_participant(Audit.PAPER_OPENED)
async def show(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Show the paper as it is printed; the code of an invitation is shown on it once."""
    when = await participant_timing(session, participant, visit.app.calendar)
    instrument = visit.app.installation.instruments[when.plan.instrument]
    theirs, found = catalog(participant.language), carried(visit, CARRIED)
    code = found[1] if found and found[0] == participant.id else ""
    until = (visit.now + VALID_FOR).astimezone(visit.zone).date()
    response = visit.page(
        "paper/own.html",
        pseudonym=participant.pseudonym,
        sheet=paper_sheet(instrument, theirs),
        theirs=theirs,
        is_draft=instrument.is_draft(theirs),
        qr=qr_svg(web_link(visit.app.settings.public_url, code)) if code else "",
        scan=scan_words(theirs),
        until=near_day(visit.texts, until, visit.today),
    )
    put_down(visit, response, CARRIED)
    return response


@own_participant(Audit.INVITATION_RENEWED, hold=True)
async def add_code(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Make an invitation for the paper, and lead to it; others that are not used stay."""
    code, _ = await invite(session, participant.id, visit.now)
    address = f"/admin/participants/{participant.pseudonym}/paper/blank"
    response = RedirectResponse(address, 303)
    carry(visit, response, CARRIED, participant.id, code)
    return response
