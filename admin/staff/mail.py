"""Letters about somebody's own account: no outbox holds them, they leave at once or not at all."""

from admin.web.visit import Visit
from bot.channels.channel import Fate
from bot.channels.mail.calls import hand_over
from bot.channels.mail.writing import write_mail
from bot.languages.catalog import catalog
from dialogs.texts import clean
from storage.database.encryption import readable
from storage.tables.people import Staff


async def mail_staff(
    visit: Visit, staff: Staff, to: str, subject: str, text: str, name: str
) -> bool:
    """Hand a letter over to the mail server; tells whether it took it for certain.

    ``name`` is what no other letter is called.
    """
    settings = visit.app.settings
    if settings.smtp is None:
        return False
    try:
        mail = write_mail(
            sender=settings.mail_from,
            to=to,
            subject=subject,
            text=text,
            language=staff.language,
            at=visit.now,
            name=name,
        )
    except ValueError:  # no address that servers take
        return False
    return (await hand_over(settings.smtp, mail)).fate is Fate.SENT


async def tell_of_new_address(visit: Visit, staff: Staff, before: str) -> bool:
    """Tell the address that somebody had until now that they have another."""
    t = catalog(staff.language)
    # NOTE: An e-mail to somebody on the staff. {name} is theirs, {who} an administrator.
    text = t.gettext(
        "Hej {name}!\n\n{who} har bytt e-postadressen till ditt konto i Skapabot. Du loggar in "
        "med den nya, och bekräftar den på sidan om ditt konto. Känner du inte till det? Prata med "
        "{who}, eller med din chef."
    )
    return await _tell(visit, staff, before, text)


async def tell_of_new_link(visit: Visit, staff: Staff) -> bool:
    """Tell somebody that another has made a link with which their password is chosen anew."""
    t = catalog(staff.language)
    # NOTE: An e-mail to somebody on the staff. {name} is theirs, {who} an administrator.
    text = t.gettext(
        "Hej {name}!\n\n{who} har gjort en ny länk till ditt konto i Skapabot. Ditt lösenord "
        "gäller inte längre: med länken väljs ett nytt. Har du inte bett om det? Prata med {who}, "
        "eller med din chef."
    )
    return await _tell(visit, staff, readable(staff.email_before) or readable(staff.email), text)


async def _tell(visit: Visit, staff: Staff, to: str, text: str) -> bool:
    who = clean(visit.staff.name, 60)
    said = text.format(name=clean(staff.name, 60), who=who)
    subject = catalog(staff.language).gettext("Ditt konto i Skapabot")
    name = f"account {staff.id} {visit.now.isoformat()} {to}"
    return await mail_staff(visit, staff, to, subject, said, name)
