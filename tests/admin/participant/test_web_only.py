"""Somebody who has only the web chat: the pages say so, whatever else holds."""

import httpx
import pytest
from sqlalchemy import update

from bot.app_context import AppContext
from storage.tables.people import Account
from tests.admin.meetings.forms import PAGE, open_bo_diary
from tests.admin.visits import log_in, open_browser, page_text
from tests.moments import moment
from tests.people import change_participant

ONLY_WEB = "Personen har bara webbchatten"
CANNOT_TELL = "som bara har webbchatten"
HEARS = "Personen får veta att mötet är ändrat och får svara igen."
SEES = "Personen ser på sin sida att mötet är ändrat och får svara igen där."


def section(page: httpx.Response, id_: str) -> str:
    """Give the card with that heading."""
    return page.text.split(f'id="{id_}"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("columns", "first"),
    [
        ({"quiet_until": moment("2026-11-30T10:00")}, "Personen har valt paus."),
        ({"stopped": True}, "Personen vill inte ha "),
    ],
)
async def test_neither_a_pause_nor_a_stop_hides_it(
    app: AppContext, columns: dict[str, object], first: str
) -> None:
    meets = await open_bo_diary(app)
    await change_participant(app, meets.who, **columns)
    async with open_browser(app) as client:
        await log_in(client)
        before = await client.get(PAGE)
        async with app.database.writing() as session:
            await session.execute(update(Account).values(channel="web"))
        after = await client.get(PAGE)
    for card in ("meetings", "occasions"):
        assert first in section(before, card)
        assert ONLY_WEB not in section(before, card)
        assert first in section(after, card)
        assert ONLY_WEB in section(after, card)


@pytest.mark.parametrize(
    ("channel", "columns", "said"),
    [
        ("telegram", {}, HEARS),
        ("telegram", {"quiet_until": moment("2026-11-30T10:00")}, HEARS),
        ("telegram", {"stopped": True}, ""),
        ("web", {}, SEES),
        ("web", {"quiet_until": moment("2026-11-30T10:00")}, SEES),
        ("web", {"stopped": True}, SEES),
    ],
)
async def test_a_changed_meeting_promises_only_what_holds(
    app: AppContext, channel: str, columns: dict[str, object], said: str
) -> None:
    meets = await open_bo_diary(app)
    await meets.book()
    [meeting] = await meets.meetings()
    if columns:
        await change_participant(app, meets.who, **columns)
    async with app.database.writing() as session:
        await session.execute(update(Account).values(channel=channel))
    async with open_browser(app) as client:
        await log_in(client)
        told = page_text(await client.get(f"{PAGE}/meetings/{meeting.id}"))
    assert [one for one in (HEARS, SEES) if one in told] == ([said] if said else [])
