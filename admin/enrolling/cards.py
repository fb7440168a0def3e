"""Invitations for many at once: who has one and how far it has come, and cards to print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from admin.enrolling.invitation_labels import invitation_label
from admin.enrolling.list_pages import stored_count, stored_text
from admin.invitations.links import telegram_link, web_link
from admin.web import labels
from admin.web.guard import for_staff
from admin.web.input import moment_of, ticked_numbers
from admin.web.visit import Visit
from bot.drawings.invitation_card import card_lines
from bot.languages.catalog import Catalog, catalog
from bot.web.qr import qr_svg, scan_words
from dialogs.people.invitation_state import CAN_BE_INVITED, InvitationState
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.enrolling.inviting import Invited, MadeInvitation, invite_unreached, invited_people
from storage.tables.bots import bot_username

TO_A_SHEET = 8
MOST = 200
"""Cards in one go."""


@dataclass(frozen=True)
class Card:
    """One card, in its reader's language. The name is not on it: cards lie about."""

    pseudonym: str
    theirs: Catalog
    qr: Markup
    link: str
    steps: str
    lines: tuple[str, ...]


@for_staff(StaffRole.COACH)
async def show(visit: Visit) -> Response:
    """List everybody with the state of the invitation; whom a list has just enrolled is chosen."""
    async with visit.app.database.reading() as session:
        people = await invited_people(session, visit.staff.id, visit.now)
        username = await bot_username(session, visit.app.settings.telegram_token)
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    uninvited = [one.participant_id for one in people if one.state is InvitationState.NONE]
    new = sorted(uninvited)[-count:] if (count := stored_count(said)) else []
    page = _list(visit, people, bool(username), said=stored_text(visit, said), chosen=new)
    visit.desk.flash.forget(visit.request, page)
    return page


def _list(
    visit: Visit,
    people: Sequence[Invited],
    has_telegram: bool,
    status_code: int = 200,
    *,
    said: str = "",
    fault: str = "",
    chosen: Collection[int] = (),
) -> Response:
    t = visit.texts
    rows = [
        {
            "id": one.participant_id,
            "pseudonym": one.pseudonym,
            "name": clean(one.name or "", 60),
            "language": labels.language_label(t, one.language),
            "state": invitation_label(t, one.state, one.newest, visit.today, visit.zone),
            "waits": one.state is InvitationState.WAITING,
            "may": one.state in CAN_BE_INVITED,
            "chosen": one.participant_id in chosen,
        }
        for one in people
    ]
    return visit.page(
        "enrolling/invitations.html",
        status_code,
        rows=[one for one in rows if one["may"]],
        others=[one for one in rows if not one["may"]],
        said=said,
        fault=fault,
        has_telegram=has_telegram,
        since=visit.now.isoformat(),
        to_a_sheet=TO_A_SHEET,
    )


@for_staff(StaffRole.COACH, takes_file=True)
async def make(visit: Visit) -> Response:
    """Make an invitation for each who was chosen, and show the cards once.

    A page that is sent again makes none: those who were invited since it was shown keep theirs.
    """
    t = visit.texts
    chosen = ticked_numbers(visit.form, "who-")
    since = moment_of(visit.form.get("since", ""))
    since = None if since is None or since > visit.now else since
    too_many = len(chosen) > MOST
    if not chosen or too_many or since is None:
        async with visit.app.database.reading() as session:
            people = await invited_people(session, visit.staff.id, visit.now)
            username = await bot_username(session, visit.app.settings.telegram_token)
        fault = t.gettext("Kryssa i minst en person.")
        if too_many:
            fault = t.gettext("Välj högst {count} personer.").format(count=t.number(MOST))
        return _list(visit, people, bool(username), 422, fault=fault, chosen=chosen)
    async with visit.app.database.writing() as session:
        made = await invite_unreached(
            session,
            chosen,
            by=visit.staff,
            coach_id=visit.staff.id,
            since=since,
            now=visit.now,
        )
        known = await bot_username(session, visit.app.settings.telegram_token)
        people = await invited_people(session, visit.staff.id, visit.now)
    if not made:
        return visit.page("enrolling/cards_gone.html", 410)
    username = known or "" if visit.form.get("way") == "telegram" else ""
    sheets = [made[place : place + TO_A_SHEET] for place in range(0, len(made), TO_A_SHEET)]
    return visit.page(
        "enrolling/cards.html",
        whose=_names(made, people),
        sheets=[[_card(visit, one, username) for one in sheet] for sheet in sheets],
        count=len(made),
    )


def _names(made: Sequence[MadeInvitation], people: Sequence[Invited]) -> list[tuple[str, str]]:
    """Say whose each card is, in the order of the cards: by pseudonym, the name."""
    names = {one.participant_id: clean(one.name or "", 60) for one in people}
    return [(one.pseudonym, names.get(one.participant_id, "")) for one in made]


def _card(visit: Visit, one: MadeInvitation, username: str) -> Card:
    theirs, app = catalog(one.language), visit.app
    by_telegram = bool(username) and not one.protected
    link = web_link(app.settings.public_url, one.code)
    if by_telegram:
        link = telegram_link(username, one.code)
    until = one.expires_at.astimezone(visit.zone).date()
    return Card(
        one.pseudonym,
        theirs,
        qr_svg(link),
        link.removeprefix("https://").removeprefix("http://"),
        scan_words(theirs),
        card_lines(theirs, app.settings.organisation, visit.staff.name, until),
    )
