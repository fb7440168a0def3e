"""A knock handed over to the service that carries it, by its kind."""

import datetime as dt
from dataclasses import dataclass

from bot.app_context import AppContext
from bot.channels.channel import Report
from bot.channels.mail.calls import hand_over as hand_mail_over
from bot.channels.mail.writing import write_mail
from bot.channels.push.calls import hand_over as push_over
from bot.channels.push.calls import signer_of
from bot.channels.push.subscription import parse_subscription
from bot.channels.sms.calls import hand_over as hand_sms_over
from bot.channels.sms.pages import report_address
from bot.channels.sms.provider import Sms
from bot.knocks.wording import KnockText
from dialogs.people.knocks import KnockKind


@dataclass(frozen=True)
class Parcel:
    """A knock on its way: where to, what it says, when it was made, and by which name.

    ``name`` tells it from all others. ``reminder_id`` is what a report will be about, if anything.
    """

    kind: KnockKind
    address: str
    said: KnockText
    at: dt.datetime
    name: str
    reminder_id: int | None = None


async def carry(app: AppContext, parcel: Parcel) -> Report | None:
    """Make one try, and say how it went; None where it could not even be tried."""
    match parcel.kind:
        case KnockKind.MAIL:
            return await _by_mail(app, parcel)
        case KnockKind.SMS:
            return await _by_sms(app, parcel)
        case KnockKind.PUSH:
            return await _by_push(app, parcel)


async def _by_push(app: AppContext, parcel: Parcel) -> Report | None:
    settings = app.settings
    if not settings.push_key:
        return None
    try:
        to = parse_subscription(parcel.address, near=settings.environment == "test")
    except ValueError:
        return None
    signer = signer_of(settings)
    return await push_over(settings.push_key, signer, to, parcel.said.language, parcel.at)


async def _by_sms(app: AppContext, parcel: Parcel) -> Report | None:
    gateway = app.settings.sms
    if gateway is None:
        return None
    about = parcel.reminder_id
    report_to = report_address(app, gateway, about) if about is not None else ""
    return await hand_sms_over(gateway, Sms(parcel.address, parcel.said.text.strip(), report_to))


async def _by_mail(app: AppContext, parcel: Parcel) -> Report | None:
    server, said = app.settings.smtp, parcel.said
    if server is None:
        return None
    try:
        mail = write_mail(
            sender=app.settings.mail_from,
            to=parcel.address,
            subject=said.subject,
            text=said.text,
            language=said.language,
            at=parcel.at,
            name=parcel.name,
        )
    except ValueError:  # no address that servers take
        return None
    return await hand_mail_over(server, mail)
