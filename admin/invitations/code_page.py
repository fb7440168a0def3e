"""The handover: an invitation's code is shown once, on a page that can be printed.

The code travels from the press of the button to that page in a sealed cookie that the page takes
away again, so that reloading or going back neither shows it twice nor makes another invitation.
"""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from admin.invitations.links import telegram_link, web_link
from admin.web import labels
from admin.web.desk import Desk
from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from bot.web.cookies import SignedCookie
from bot.web.qr import qr_svg, scan_words
from dialogs.people.staff import StaffRole
from storage.database.encryption import UnreadableError, vault
from storage.people.access import handed_over_participant
from storage.people.invitations import VALID_FOR
from storage.tables.bots import bot_username
from storage.tables.people import Participant

_MINUTES = 5


@dataclass(frozen=True)
class InvitationLink:
    """One way to open the invitation: a channel's name, the link, and the link as a QR code."""

    name: str
    link: str
    qr: Markup


def _cookie(desk: Desk) -> SignedCookie:
    settings = desk.app.settings
    return SignedCookie("handover", settings.secret_key, _MINUTES * 60, settings.secure, "strict")


def code_redirect(visit: Visit, participant: Participant, code: str) -> Response:
    """Send the browser to the page that shows the code."""
    response = RedirectResponse("/admin/invitations/code", 303)
    sealed = vault().seal(f"{visit.staff.id} {participant.id} {code}").decode()
    _cookie(visit.desk).write(response, {"c": sealed})
    return response


def _carried(visit: Visit) -> tuple[int, str] | None:
    """Read the participant's id and the code from the cookie; None where they are another's."""
    data = _cookie(visit.desk).read(visit.request)
    try:
        opened = vault().open(str(data["c"]).encode()) if data else ""
    except (KeyError, UnreadableError):
        return None
    owner, _, rest = opened.partition(" ")
    participant, _, code = rest.partition(" ")
    return (int(participant), code) if owner == str(visit.staff.id) and code else None


@for_staff(StaffRole.COACH, StaffRole.ADMIN)
async def show(visit: Visit) -> Response:
    """Show links and QR codes, or say that they have been shown."""
    carried = _carried(visit)
    if carried is None:
        return visit.page("invitations/code_gone.html", 410)
    app, (participant_id, code) = visit.app, carried
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
        own=participant.coach_id == visit.staff.id,
        until=t.date(until),
        language=labels.language_label(visit.texts, participant.language),
        theirs=theirs,
        steps=scan_words(theirs),
    )
    _cookie(visit.desk).clear(response)
    return response


def _invitation_link(name: str, link: str) -> InvitationLink:
    return InvitationLink(name, link, qr_svg(link))
