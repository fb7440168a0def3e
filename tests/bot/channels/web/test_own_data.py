"""Everything that is stored about somebody, as they see it: a page first, then a file."""

import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from storage.tables.people import AuditEntry, Participant
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.conftest import StandingClock
from tests.people import invite_participant


@pytest.fixture
async def bo(app: AppContext) -> Visitor:
    return await begin_rating(app, await invite_participant(app, "Bo"))


async def test_my_data_is_a_page_first_and_a_file_for_who_wants_it(
    bo: Visitor, app: AppContext
) -> None:
    await bo.press("4 God")
    await bo.press("Se allt som är sparat om dig")
    assert bo.page.request.url.path == "/chat/mydata"
    assert "content-disposition" not in bo.page.headers
    assert "4 · God" in bo.text
    assert "Alla tider är som klockan går i Stockholm." in bo.text
    assert "star-full" not in bo.page.text  # nothing is finished yet
    assert "style=" not in bo.page.text
    await bo.press("Spara som fil")
    assert bo.page.headers["content-disposition"].startswith("attachment")
    assert "4 · God" in bo.page.text
    async with app.database.reading() as session:
        actions = (await session.scalars(select(AuditEntry.action))).all()
    assert actions.count("own data") == 2


async def test_my_data_shows_the_star_and_my_own_clock(
    bo: Visitor, app: AppContext, clock: StandingClock
) -> None:
    for word in ("4 God", "2 Vet lite", "3 Viss tid", "5 Tror helt och hållet", "1 Inte alls"):
        await bo.press(word)
    await bo.press("4 Ganska bra")
    await bo.press("Ja, det stämmer")
    async with app.database.writing() as session:
        await session.execute(update(Participant).values(zone="Asia/Bangkok"))
    await bo.open("/chat/mydata")
    assert "star-full" in bo.page.text
    assert "Alla tider är som klockan går i Bangkok." in bo.text
    assert "23 nov. 2026 16:00" in bo.text
    assert "10:00" not in bo.text
    await bo.press("Spara som fil")
    assert "star-full" in bo.page.text
    assert "16:00" in bo.page.text
