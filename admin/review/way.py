"""The cards about somebody's way: whether they go on, and how it goes after the exit."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from admin.follow_ups.card import follow_up_card
from admin.review.card import review_card
from bot.languages.catalog import Catalog
from storage.caseload.case_file import Casefile


async def way_cards(
    session: AsyncSession, t: Catalog, case: Casefile, today: dt.date, zone: ZoneInfo, code: str
) -> dict[str, Any]:
    """Give both, by the name that the page has for each."""
    who, plan = case.participant, case.plan
    return {
        "review": await review_card(session, t, who, plan, today, zone, code),
        "follow_ups": await follow_up_card(session, t, case, zone),
    }
