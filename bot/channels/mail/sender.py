"""Mail: what the outbox holds for e-mail, handed over to the mail server once."""

import datetime as dt
import logging
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.back_off import MAIL
from bot.channels.channel import PERMANENT, Fate
from bot.channels.mail.calls import hand_over
from bot.channels.mail.message import MailMessage, from_json
from bot.channels.mail.writing import write_mail
from bot.channels.settling import Settling
from storage.database.encryption import readable
from storage.database.faults import kind_and_place
from storage.tables.channels import Outgoing, OutgoingStatus
from storage.tables.people import Staff
from storage.talk import mail_outbox

log = logging.getLogger(__name__)

GIVE_UP_AFTER = dt.timedelta(days=1)


async def deliver_mails(app: AppContext) -> int:
    """Send every mail that is due; gives how many the server took.

    Without a server mails are left to a process with one, until it is time to give them up.
    """
    now = app.clock()
    patience = dt.timedelta(0) if app.settings.smtp else GIVE_UP_AFTER
    async with app.database.reading() as session:
        due = await mail_outbox.mails_due(session, now, now - patience)
        doubtful = await mail_outbox.has_doubtful_mails(session, now)
    if doubtful:
        async with app.database.writing() as session:
            await mail_outbox.settle_doubtful_mails(session, now)
    taken = 0
    for row_id in due:
        try:
            taken += await _send_once(app, row_id, now)
        except Exception as fault:  # noqa: BLE001  # one mail must not hold up the others
            log.error("a mail could not be sent: %s", kind_and_place(fault))
    return taken


async def _send_once(app: AppContext, row_id: int, now: dt.datetime) -> bool:
    """Take a mail in hand, by a write before it leaves, and send it."""
    async with app.database.writing() as session:
        row = await mail_outbox.claim_mail(session, row_id, now)
        message = _message(row) if row else None
        to = await _address(session, row, message) if row and message else None
    return row is not None and await _deliver(app, row, _mail(app, row, message, to), now)


def _message(row: Outgoing) -> MailMessage | None:
    """Read a mail; one that cannot be read holds up no other."""
    try:
        return from_json(row.payload)
    except ValueError:
        log.error("a mail could not be read, by id: %s", row.id)
        return None


async def _address(session: AsyncSession, row: Outgoing, message: MailMessage) -> str | None:
    """Look up where a mail goes; None where nobody is left, or no key opens the address.

    Nor does it go to an address that another has put there, until its owner has confirmed it.
    """
    known = (Staff.id == message.staff_id, Staff.email_before.is_(None))
    to = await session.scalar(select(Staff.email).where(*known))
    if to is None or readable(to):
        return to
    log.error("the address of a mail could not be read, by id: %s", row.id)
    return None


def _mail(
    app: AppContext, row: Outgoing, message: MailMessage | None, to: str | None
) -> EmailMessage | None:
    if message is None or to is None:
        return None
    try:
        return mail_of(app, row, message, to)
    except ValueError:
        log.error("the address of a mail is none that servers take, by id: %s", row.id)
        return None


async def _deliver(
    app: AppContext, row: Outgoing, mail: EmailMessage | None, now: dt.datetime
) -> bool:
    """Try a mail that is in hand once, and write down how it went; None cannot be sent."""
    server, fate = app.settings.smtp, Fate.UNDELIVERABLE
    if server is not None and mail is not None:
        fate = (await hand_over(server, mail)).fate
    if fate is Fate.LATER and now - row.created_at >= GIVE_UP_AFTER:
        fate = Fate.UNDELIVERABLE

    async def settle(session: AsyncSession) -> None:
        if fate is Fate.LATER:
            await mail_outbox.put_off_mail(session, row.id, now + MAIL.wait(row.attempts))
        else:
            await mail_outbox.settle_mail(session, row.id, _status(fate), now)

    # What cannot be written stays in hand, and is in doubt after a while: it is not sent again.
    await Settling(app.database).settle(row.id, settle)
    return fate is Fate.SENT


def _status(fate: Fate) -> OutgoingStatus:
    if fate in PERMANENT:
        return OutgoingStatus.MAIL_REFUSED
    return OutgoingStatus.MAILED if fate is Fate.SENT else OutgoingStatus.MAIL_UNSURE


def mail_of(app: AppContext, row: Outgoing, message: MailMessage, to: str) -> EmailMessage:
    """Write a mail with its text and HTML parts; raises ValueError for an address that is none."""
    return write_mail(
        sender=app.settings.mail_from,
        to=to,
        subject=message.subject,
        text=message.text,
        html=message.html,
        language=message.language,
        at=row.created_at,
        name=f"{row.id}\0{row.created_at.isoformat()}",
    )
