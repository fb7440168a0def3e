"""Protected identity: marked on every page about somebody, and no form there takes a name."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from admin.routes import ROUTES
from bot.app_context import AppContext
from dialogs.instruments.rating_mode import RatingMode
from storage.tables.ratings import Rating
from tests.admin.visits import log_in, open_browser, page_text
from tests.people import Diary, add_coach, add_participant, add_rating, change_participant

PAGES = [path for method, path, _ in ROUTES if method == "GET" and "{pseudonym}" in path]
NO_PAGE = {
    one
    for one in PAGES
    # A sound alone, and pages that are turned to the person.
    if one.endswith(".m4a") or "/conversation" in one or "/together/" in one
}


@pytest.mark.parametrize("path", sorted({*PAGES} - NO_PAGE))
async def test_every_page_about_somebody_says_so(app: AppContext, path: str) -> None:
    bo = await add_participant(app, await add_coach(app))
    await Diary(app, bo.id).book()
    await add_rating(app, bo.id, (3, 4, 3, 2, 4, 4))
    async with app.database.writing() as session:
        [rating] = await session.scalars(select(Rating))
        rating.mode, rating.entered_by, rating.entered_at = RatingMode.PAPER, 1, app.clock()
    address = re.sub(r"\{\w+:row\}", "1", path).replace("{pseudonym}", "A-01")
    async with open_browser(app) as client:
        await log_in(client)
        for protected in (False, True):
            await change_participant(app, bo.id, protected=protected)
            page = await client.get(address)
            assert page.status_code == 200
            text = re.sub(r"<form.*?</form>", "", page.text, flags=re.DOTALL)
            assert ("Skyddad identitet" in text) is protected
            if protected:
                assert 'name="name"' not in page.text


async def test_who_has_left_is_marked_too(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app))
    gone = app.clock().date() - dt.timedelta(days=9)
    await change_participant(app, bo.id, protected=True, name="", exit_on=gone)
    async with open_browser(app) as client:
        await log_in(client)
        assert "A-01 Skyddad identitet" in page_text(await client.get("/admin"))
