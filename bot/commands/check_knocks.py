"""Looking whether what tells people of a message works: the SMS gateway, and push."""

from urllib.parse import urlsplit

from sqlalchemy.exc import DBAPIError

from bot.app_context import AppContext
from bot.channels.push.calls import sealed, signer_of
from bot.channels.push.subscription import Subscription
from bot.channels.sms.calls import gateway_fault
from bot.commands.cli import Trouble
from bot.knocks.kinds import LONGEST_SMS
from bot.settings.services.addresses import is_loopback
from bot.settings.services.push import public_push_key
from bot.settings.sources import PREFIX
from dialogs.people.knocks import KnockKind
from storage.knocks.knocks import people_told_by
from storage.knocks.sms_months import cost_of, month_of, parts_sent

_AUTH = "A" * 22
"""Of a browser that there is not: what is sealed for it goes nowhere."""


async def check_sms(app: AppContext) -> str:
    """Ask the gateway whether it knows us; sends nothing."""
    gateway = app.settings.sms
    if gateway is None:
        await refuse_promises(app, KnockKind.SMS, "SMS_URL")
        return "none: SMS are off"
    if fault := await gateway_fault(gateway):
        raise Trouble(f"{fault}: check {PREFIX}SMS_URL")
    month = month_of(app.clock(), app.settings.timezone)
    try:
        async with app.database.reading() as session:
            sent, cost = await parts_sent(session, month), await cost_of(session, month)
    except (DBAPIError, OSError):
        return "ok, but how many were sent cannot be read: see the database"
    if sent + LONGEST_SMS > gateway.monthly_parts:
        raise Trouble(f"no more are sent this month: {PREFIX}SMS_MONTHLY_PARTS is reached")
    ok = f"ok, {sent} of {gateway.monthly_parts} parts sent this month, for {cost / 10_000:.2f}"
    if gateway.hears:
        return ok
    return f"{ok}; nobody can answer STOP to a name: a number in {PREFIX}SMS_FROM can be answered"


async def check_push(app: AppContext) -> str:
    """Say whether phones can be told by their browsers: these take a worker over https alone."""
    if not app.settings.push_key:
        await refuse_promises(app, KnockKind.PUSH, "PUSH_KEY")
        return "none: push is off"
    to = Subscription("https://push.example.org/", public_push_key(app.settings.push_key), _AUTH)
    sealed(app.settings.push_key, signer_of(app.settings), to, "sv", app.clock())
    host = urlsplit(app.settings.public_url).hostname or ""
    if not app.settings.secure and not is_loopback(host):
        raise Trouble(f"browsers take notices over https alone: check {PREFIX}PUBLIC_URL")
    return "ok"


async def refuse_promises(app: AppContext, kind: KnockKind, setting: str) -> None:
    """Find people who count on what is off; raises Trouble where there are any."""
    try:
        async with app.database.reading() as session:
            people = await people_told_by(session, kind)
    except (DBAPIError, OSError):
        return  # see the database
    if people:
        raise Trouble(f"off, but participants count on it ({people}): set {PREFIX}{setting}")
