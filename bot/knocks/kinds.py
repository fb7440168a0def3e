"""Which kinds of knock there are: what the operator has set up, and what can be used now."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.settings.settings import Settings
from dialogs.people.knocks import KnockKind


def offered_kinds(settings: Settings) -> tuple[KnockKind, ...]:
    """List the kinds that are set up, in the order in which people choose among them."""
    return (KnockKind.MAIL,) if settings.smtp else ()


async def usable_kinds(
    session: AsyncSession, app: AppContext, now: dt.datetime
) -> Collection[KnockKind]:
    """List the kinds that something can be sent with at this moment."""
    return offered_kinds(app.settings)
