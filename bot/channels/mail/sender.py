"""Mail: what the outbox holds for e-mail, handed over to the mail server once."""

import contextlib
import datetime as dt
import hashlib
import logging
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import StrEnum

import aiosmtplib
from aiosmtplib import SMTPResponseException

from bot.app_context import AppContext
from bot.settings.smtp import SmtpServer
from storage.tables.channels import Outgoing, OutgoingStatus
from storage.tables.people import Staff
from storage.talk import mail_outbox

log = logging.getLogger(__name__)

WIRE = SMTP.clone(cte_type="7bit")  # any server takes it
TIMEOUT_SECONDS = 20
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(hours=1)
GIVE_UP_AFTER = dt.timedelta(days=1)


class MailFate(StrEnum):
    """What the server made of a mail."""

    YES = "yes"
    LATER = "later"
    """It did not take it, and may later."""
    NEVER = "never"
    UNSURE = "unsure"
    """The connection was lost after the mail had been handed over."""


async def deliver_mails(app: AppContext) -> int:
    """Send every mail that is due; gives how many the server took."""
    now = app.clock()
    async with app.database.reading() as session:
        due = await mail_outbox.mails_due(session, now)
        doubtful = await mail_outbox.has_doubtful_mails(session, now)
    if doubtful:
        async with app.database.writing() as session:
            await mail_outbox.settle_doubtful_mails(session, now)
    taken = 0
    for row_id in due:
        async with app.database.writing() as session:
            row = await mail_outbox.claim_mail(session, row_id, now)
            staff = await session.get(Staff, row.payload["staff"]) if row and row.payload else None
        if row is not None:
            taken += await _deliver(app, row, staff, now)
    return taken


async def _deliver(app: AppContext, row: Outgoing, staff: Staff | None, now: dt.datetime) -> bool:
    server = app.settings.smtp
    fate = MailFate.NEVER
    if server is not None and staff is not None:
        try:
            mail = mail_of(app, row, staff.email)
        except ValueError:
            log.error("a mail cannot be written: an address is not one")
        else:
            fate = await hand_over(server, mail)
    if fate is MailFate.LATER and now - row.created_at >= GIVE_UP_AFTER:
        fate = MailFate.NEVER
    fates = {
        MailFate.YES: OutgoingStatus.MAILED,
        MailFate.NEVER: OutgoingStatus.MAIL_REFUSED,
        MailFate.UNSURE: OutgoingStatus.MAIL_UNSURE,
    }
    async with app.database.writing() as session:
        if fate is MailFate.LATER:
            wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, 10), LONGEST_WAIT)
            await mail_outbox.put_off_mail(session, row.id, now + wait)
        else:
            await mail_outbox.settle_mail(session, row.id, fates[fate], now)
    return fate is MailFate.YES


def mail_of(app: AppContext, row: Outgoing, to: str) -> EmailMessage:
    """Write a mail with its text and HTML parts; raises ValueError for an address that is none.

    Its Message-ID stays the same at every try, so that a mailbox can tell two copies apart.
    """
    payload, sender = row.payload or {}, app.settings.mail_from
    mail = EmailMessage(WIRE)
    mail["Subject"] = payload["subject"]
    mail["From"], mail["To"] = sender, to
    mail["Date"] = format_datetime(row.created_at)
    name = f"{app.settings.secret_key}\0{row.id}\0{row.created_at.isoformat()}"
    digest = hashlib.sha256(name.encode()).hexdigest()[:32]
    mail["Message-ID"] = f"<{digest}@{parseaddr(sender)[1].partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = payload["language"]
    mail.set_content(payload["text"])
    mail.add_alternative(payload["html"], subtype="html")
    return mail


async def hand_over(server: SmtpServer, mail: EmailMessage) -> MailFate:
    """Hand a mail over to a server, and say what became of it; failures are logged by kind."""
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        timeout=TIMEOUT_SECONDS,
        use_tls=server.tls,
        # Nothing leaves this machine unencrypted; on it, a certificate says nothing.
        start_tls=False if server.tls else (None if server.near else True),
        validate_certs=not server.near,
    )
    handed_over = False
    try:
        await client.connect()
        if server.user:
            await client.login(server.user, server.password)
        await client.mail(parseaddr(str(mail["From"]))[1])
        await client.rcpt(parseaddr(str(mail["To"]))[1])
        handed_over = True
        await client.data(mail.as_bytes())
    except SMTPResponseException as answer:
        log.warning("the mail server answered %s (%s)", answer.code, type(answer).__name__)
        # Only what is said of the reader or of the mail is final; the rest can be mended by us.
        of_it = handed_over or isinstance(answer, aiosmtplib.SMTPRecipientRefused)
        if 500 <= answer.code < 600:
            return MailFate.NEVER if of_it else MailFate.LATER
        unknown = handed_over and not 400 <= answer.code < 500
        return MailFate.UNSURE if unknown else MailFate.LATER
    except (aiosmtplib.SMTPConnectError, OSError, TimeoutError) as fault:
        log.warning("the mail server does not answer: %s", type(fault).__name__)
        return MailFate.UNSURE if handed_over else MailFate.LATER
    except (aiosmtplib.SMTPException, ValueError) as fault:
        log.error("the mail server cannot be used: %s", type(fault).__name__)
        return MailFate.UNSURE if handed_over else MailFate.LATER
    else:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()  # it has the mail, whatever it says to this
        return MailFate.YES
    finally:
        client.close()
