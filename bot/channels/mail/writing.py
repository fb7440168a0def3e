"""A mail as it is handed over: its headers are the same for whoever it is written to."""

import datetime as dt
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from bot.settings.services.addresses import mailbox
from storage.database.encryption import vault

WIRE = SMTP.clone(cte_type="7bit")  # any server takes it


def write_mail(
    *,
    sender: str,
    to: str,
    subject: str,
    text: str,
    language: str,
    at: dt.datetime,
    name: str,
    html: str = "",
) -> EmailMessage:
    """Write a mail, with an HTML part where one is given; raises ValueError for a bad address.

    ``name`` names it among all others: the Message-ID stays the same at every try, so that a
    mailbox can tell two copies apart.
    """
    mail = EmailMessage(WIRE)
    mail["Subject"] = subject
    mail["From"], mail["To"] = sender, mailbox(to)
    mail["Date"] = format_datetime(at)
    digest = vault().digest("mail", name)[:32]
    mail["Message-ID"] = f"<{digest}@{parseaddr(sender)[1].partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    # Of all parts, and last: setting a content takes away every header about the one before.
    for part in (mail, *mail.iter_parts()):
        part["Content-Language"] = language
    return mail
