"""The one-time link of somebody on the staff: sent to their address, or shown once to hand over."""

from starlette.responses import RedirectResponse, Response

from admin.staff.mail import mail_staff
from admin.staff.said import Said, to_list
from admin.web.carried import carried, carry, put_down
from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.database.encryption import readable
from storage.staff.invitations import VALID_FOR
from storage.tables.people import Staff

CARRIED = "welcome"
NOT_MAILED = "link not mailed"
"""The flash's code: it was to be sent."""


async def give_link(visit: Visit, staff: Staff, code: str) -> Response:
    """Send a link that is stored, where that was chosen and goes; else lead to where it stands."""
    by_mail = visit.form.get("how") == "mail"
    if by_mail and await _mail(visit, staff, code):
        return to_list(visit, Said.MAILED)
    response = RedirectResponse("/admin/staff/invitation", 303)
    carry(visit, response, CARRIED, staff.id, code)
    if by_mail:
        visit.desk.flash.put(response, NOT_MAILED, visit.staff.id)
    return response


async def _mail(visit: Visit, staff: Staff, code: str) -> bool:
    """Hand a link over to the mail server; tells whether it took it for certain.

    It waits in no outbox: nothing that opens an account lies anywhere.
    """
    settings, t = visit.app.settings, catalog(staff.language)
    if settings.smtp is None:
        return False
    # NOTE: An e-mail to somebody on the staff. {name} is theirs, {day} the last day of the link.
    text = t.gettext(
        "Hej {name}!\n\nDu har ett konto i Skapabot. Öppna länken och välj ditt eget lösenord. "
        "Den gäller till {day}, en gång.\n\n{link}\n\nVisa länken för ingen annan. "
        "Väntade du dig inget brev? Då kan du kasta det."
    ).format(name=clean(staff.name), day=_last_day(visit, staff.language), link=_link(visit, code))
    # NOTE: The subject of an e-mail to somebody new on the staff.
    subject = t.gettext("Ditt konto i Skapabot")
    return await mail_staff(
        visit, staff, readable(staff.email), subject, text, f"staff link {code}"
    )


def _link(visit: Visit, code: str) -> str:
    return f"{visit.app.settings.public_url}/admin/welcome/{code}"


def _last_day(visit: Visit, language: str) -> str:
    return catalog(language).date((visit.now + VALID_FOR).astimezone(visit.zone).date())


@for_staff(StaffRole.ADMIN)
async def show_link(visit: Visit) -> Response:
    """Show a link once, or say that it has been shown."""
    found = carried(visit, CARRIED)
    if found is None:
        return visit.page("staff/link_gone.html", 410)
    staff_id, code = found
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    async with visit.app.database.reading() as session:
        staff = await session.get_one(Staff, staff_id)
    response = visit.page(
        "staff/link.html",
        name=clean(staff.name),
        link=_link(visit, code),
        until=_last_day(visit, visit.staff.language),
        not_mailed=said == NOT_MAILED,
    )
    visit.desk.flash.forget(visit.request, response)
    put_down(visit, response, CARRIED)
    return response
