"""Wrong PINs: few of 10,000 can be tried, and the owner's own browser never waits for others."""

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from storage.database.hashing import hashing_places
from storage.tables.people import Account
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.conftest import StandingClock
from tests.people import invite_participant


@pytest.fixture
async def key(app: AppContext) -> str:
    """The key in a link with the PIN 4711."""
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.post("/chat/link", {"do": "pin", "pin": "4711"})
    async with app.database.reading() as session:
        return (await session.scalars(select(Account.address))).one()


async def test_a_day_of_guessing_tries_few(app: AppContext, clock: StandingClock, key: str) -> None:
    tried = 0
    for quarter in range(96):
        for number in range(3):
            guesser = Visitor(app, address=f"2001:db8:0:{quarter % 7}::{number:x}")
            await guesser.enter(key, f"{1000 + quarter * 3 + number}")
            tried += guesser.page.status_code == 403
        clock.passes(minutes=15)
    assert tried == 20
    clock.passes(days=-1)
    owner = Visitor(app, address="192.0.2.9")
    await owner.enter(key, "4711")
    assert owner.page.status_code == 429
    assert "i morgon" in owner.text


async def test_a_browser_that_was_let_in_before_is_let_in_again(app: AppContext, key: str) -> None:
    owner = Visitor(app)
    await owner.enter(key, "4711")
    await owner.post("/chat/out", {})
    guesser = Visitor(app)
    for number in range(8):
        await guesser.enter(key, f"100{number}")
    assert guesser.page.status_code == 429
    await owner.enter(key, "4711")
    assert owner.page.request.url.path == "/chat"


async def test_the_browser_that_set_the_pin_is_known(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.post("/chat/link", {"do": "pin", "pin": "4711"})
    async with app.database.reading() as session:
        key = (await session.scalars(select(Account.address))).one()
    await bo.post("/chat/out", {})
    guesser = Visitor(app)
    for number in range(8):
        await guesser.enter(key, f"100{number}")
    await bo.enter(key, "4711")
    assert bo.page.request.url.path == "/chat"


async def test_when_too_many_wait_nothing_is_lost(
    app: AppContext, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing_places, "most_of_one", 0)
    visitor = Visitor(app)
    for _ in range(8):
        await visitor.enter(key, "4711")
        assert visitor.page.status_code == 503
        assert "Vänta en liten stund" in visitor.text
    monkeypatch.undo()
    await visitor.enter(key, "4711")
    assert visitor.page.request.url.path == "/chat"
    monkeypatch.setattr(hashing_places, "most_of_one", 0)
    await visitor.post("/chat/link", {"do": "pin", "pin": "0815"})
    assert visitor.page.status_code == 503
    assert "Vänta en liten stund" in visitor.text
