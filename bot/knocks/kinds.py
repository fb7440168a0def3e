"""Which kinds of knock there are: what the operator has set up, and what can be used now."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.settings.settings import Settings
from dialogs.people.knocks import KnockKind
from storage.knocks.sms_months import month_of, parts_sent

LONGEST_SMS = 3
"""How many parts a nudge has at most."""


def offered_kinds(settings: Settings) -> tuple[KnockKind, ...]:
    """List the kinds that are set up, in the order in which people choose among them."""
    set_up = {
        KnockKind.SMS: settings.sms,
        KnockKind.MAIL: settings.smtp,
        KnockKind.PUSH: settings.push_key,
    }
    return tuple(kind for kind, service in set_up.items() if service)


async def usable_kinds(
    session: AsyncSession, app: AppContext, now: dt.datetime
) -> Collection[KnockKind]:
    """List the kinds that something can be sent with at this moment.

    An SMS only where the month's ceiling leaves room for a long one: who has Telegram too is
    written to there, and for all others it lies in the chat.
    """
    kinds, gateway = offered_kinds(app.settings), app.settings.sms
    if gateway is None:
        return kinds
    sent = await parts_sent(session, month_of(now, app.settings.timezone))
    has_room = sent + LONGEST_SMS <= gateway.monthly_parts
    if has_room:
        app.health.sms.goes()
    else:
        app.health.sms.fails("are not sent any more this month: the ceiling is reached")
    return tuple(kind for kind in kinds if has_room or kind is not KnockKind.SMS)
