"""What SMS may cost: taken from the month's ceiling before they leave, and given back if not."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.channel import Fate, Report
from bot.knocks.wording import KnockText
from dialogs.words.sms import sms_parts
from storage.knocks.sms_months import add_cost, give_back_parts, month_of, reserve_parts

DID_NOT_LEAVE = (Fate.LATER, Fate.UNREACHABLE, Fate.UNDELIVERABLE)


async def reserve_sms(
    session: AsyncSession, app: AppContext, said: KnockText, now: dt.datetime
) -> bool:
    """Take what an SMS costs from what may still be spent; False where that is too little."""
    gateway = app.settings.sms
    if gateway is None:
        return False
    month = month_of(now, app.settings.timezone)
    return await reserve_parts(session, month, sms_parts(said.text.strip()), gateway.monthly_parts)


async def settle_sms(
    session: AsyncSession,
    app: AppContext,
    said: KnockText,
    report: Report | None,
    reserved_at: dt.datetime,
) -> None:
    """Note what an SMS cost; one that did not leave costs nothing."""
    month = month_of(reserved_at, app.settings.timezone)
    if report is None or report.fate in DID_NOT_LEAVE:
        await give_back_parts(session, month, sms_parts(said.text.strip()))
    elif report.cost:
        await add_cost(session, month, report.cost)
