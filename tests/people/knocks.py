"""Knocks: an installation that can knock, and people who are told."""

from dataclasses import replace

from sqlalchemy import select

from bot.app_context import AppContext
from bot.settings.services.push import make_push_key
from bot.settings.services.sms import SmsGateway
from bot.settings.services.smtp import parse_smtp
from dialogs.people.knocks import KnockKind
from storage.knocks.knocks import choose_knock
from storage.people.participants import hold_participant
from storage.tables.knocks import Knock
from tests.bot.channels.sms.gateway import PASSWORD, USER

SENDER = "Skapabot <bot@example.org>"
NUMBER = "+46701740605"
"""One of those that are kept for films and books."""
PUSH_KEY = make_push_key()
CALLBACK_KEY = "a-key-that-only-the-gateway-has"


EVERY_KIND = {
    "SKAPABOT_SMTP_URL": "smtp://127.0.0.1:1",
    "SKAPABOT_MAIL_FROM": SENDER,
    "SKAPABOT_SMS_URL": "elks://u1:password@127.0.0.1:1/a1",
    "SKAPABOT_SMS_FROM": "+46766861234",
    "SKAPABOT_SMS_MONTHLY_PARTS": "100",
    "SKAPABOT_SMS_CALLBACK_KEY": CALLBACK_KEY,
    "SKAPABOT_PUSH_KEY": PUSH_KEY,
}
"""Settings with which every kind is offered; nobody listens at their addresses."""


def with_mail(app: AppContext, port: int) -> AppContext:
    """Let an installation send e-mail through a server on this machine."""
    smtp = parse_smtp(f"smtp://127.0.0.1:{port}")
    return replace(app, settings=replace(app.settings, smtp=smtp, mail_from=SENDER))


def with_sms(app: AppContext, port: int, monthly_parts: int = 100) -> AppContext:
    """Let an installation send SMS through a gateway on this machine."""
    api = f"http://127.0.0.1:{port}/a1"
    gateway = SmsGateway("elks", api, USER, PASSWORD, "+46766861234", monthly_parts, CALLBACK_KEY)
    return replace(app, settings=replace(app.settings, sms=gateway))


def with_push(app: AppContext) -> AppContext:
    """Let an installation tell browsers."""
    return replace(app, settings=replace(app.settings, push_key=PUSH_KEY))


async def give_knock(
    app: AppContext,
    who: int,
    kind: KnockKind = KnockKind.MAIL,
    address: str = "bo@example.net",
    *,
    by_coach: bool = False,
) -> None:
    """Let somebody be told this way."""
    async with app.database.writing() as session:
        await hold_participant(session, who)
        now = app.clock()
        await choose_knock(session, who, kind, address, now, app.calendar, by_coach=by_coach)


async def knocks_of(app: AppContext, who: int) -> list[Knock]:
    """List somebody's knocks, the oldest first."""
    async with app.database.reading() as session:
        theirs = select(Knock).where(Knock.participant_id == who).order_by(Knock.id)
        return list(await session.scalars(theirs))
