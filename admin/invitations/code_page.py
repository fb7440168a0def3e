"""The handover: an invitation's code is shown once, on a page that can be printed."""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from admin.invitations.links import telegram_link, web_link
from admin.web import labels
from admin.web.carried import carried, carry, put_down
from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from bot.web.qr import qr_svg, scan_words
from dialogs.people.staff import StaffRole
from storage.people.access import handed_over_participant
from storage.people.invitations import VALID_FOR
from storage.tables.bots import bot_username
from storage.tables.people import Participant

CARRIED = "handover"


@dataclass(frozen=True)
class InvitationLink:
    """One way to open the invitation: a channel's name, the link, and the link as a QR code."""

    name: str
    link: str
    qr: Markup


def code_redirect(visit: Visit, participant: Participant, code: str) -> Response:
    """Send the browser to the page that shows the code."""
    response = RedirectResponse("/admin/invitations/code", 303)
    carry(visit, response, CARRIED, participant.id, code)
    return response


@for_staff(StaffRole.COACH, StaffRole.ADMIN)
async def show(visit: Visit) -> Response:
    """Show links and QR codes, or say that they have been shown."""
    found = carried(visit, CARRIED)
    if found is None:
        return visit.page("invitations/code_gone.html", 410)
    app, (participant_id, code) = visit.app, found
    async with app.database.reading() as session:
        participant = await handed_over_participant(session, participant_id)
        username = await bot_username(session, app.settings.telegram_token)
    theirs = catalog(participant.language)
    t = visit.texts
    ways = [_invitation_link(t.gettext("Webbchatt"), web_link(app.settings.public_url, code))]
    if username:
        ways.append(_invitation_link("Telegram", telegram_link(username, code)))
    until = (visit.now + VALID_FOR).astimezone(visit.zone).date()
    response = visit.page(
        "invitations/code.html",
        ways=ways,
        pseudonym=participant.pseudonym,
        protected=participant.protected,
        own=participant.coach_id == visit.staff.id,
        until=t.date(until),
        language=labels.language_label(visit.texts, participant.language),
        theirs=theirs,
        steps=scan_words(theirs),
    )
    put_down(visit, response, CARRIED)
    return response


def _invitation_link(name: str, link: str) -> InvitationLink:
    return InvitationLink(name, link, qr_svg(link))
