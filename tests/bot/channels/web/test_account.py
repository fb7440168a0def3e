"""My link, its PIN, my data, and leaving."""

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.people import Account, AuditEntry, Participant
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.conftest import StandingClock
from tests.people import invite_participant


@pytest.fixture
async def bo(app: AppContext) -> Visitor:
    return await begin_rating(app, await invite_participant(app, "Bo"))


async def key(app: AppContext) -> str:
    async with app.database.reading() as session:
        return (await session.scalars(select(Account.address))).one()


async def test_the_link_is_shown_after_a_press_only(bo: Visitor, app: AppContext) -> None:
    await bo.open("/chat/link")
    assert await key(app) not in bo.page.text
    await bo.press("Visa min länk")
    assert f"http://127.0.0.1:8080/c/{await key(app)}" in bo.page.text
    assert 'class="qr"' in bo.page.text
    assert "style=" not in bo.page.text


async def test_a_pin_in_any_digits_guards_the_link(
    bo: Visitor, app: AppContext, clock: StandingClock
) -> None:
    await bo.post("/chat/link", {"do": "pin", "pin": "12"})
    assert "fyra till åtta siffror" in bo.text
    await bo.post("/chat/link", {"do": "pin", "pin": "٠٤٧١١"})
    assert "Nu har länken en PIN-kod" in bo.text
    path = f"/c/{await key(app)}"
    other = Visitor(app)
    await other.open(path)
    assert "Din PIN-kod" in other.text
    await other.post(path, {"pin": "99999"})
    assert other.page.status_code == 403
    assert not other.http.cookies
    await other.post(path, {"pin": "04711"})
    assert other.page.request.url.path == "/chat"
    late = Visitor(app)
    for wrong in range(5):
        await late.post(path, {"pin": f"1000{wrong}"})
        assert "stämmer inte" in late.text
    await late.post(path, {"pin": "04711"})
    assert late.page.status_code == 429
    assert "Vänta 15 minuter" in late.text
    clock.passes(minutes=16)
    await late.post(path, {"pin": "04711"})
    assert late.page.request.url.path == "/chat"
    await bo.post("/chat/link", {"do": "no-pin"})
    assert "ingen PIN-kod" in bo.text
    third = Visitor(app)
    await third.open(path)
    assert "Din PIN-kod" not in third.text


async def test_my_data_is_a_file_and_the_reading_is_logged(bo: Visitor, app: AppContext) -> None:
    await bo.press("4 God")
    await bo.press("Se allt som är sparat om dig")
    assert bo.page.headers["content-disposition"].startswith("attachment")
    assert "God" in bo.page.text
    async with app.database.reading() as session:
        actions = (await session.scalars(select(AuditEntry.action))).all()
    assert "own data" in actions


async def test_erasing_is_asked_twice_and_ends_calmly(bo: Visitor, app: AppContext) -> None:
    await bo.press("Ta bort allt som är sparat om dig")
    await bo.press("Nej, behåll")
    assert "Inget har tagits bort" in bo.text
    assert "din hälsa" in bo.text
    await bo.press("Ta bort allt som är sparat om dig")
    await bo.press("Ja, ta bort")
    await bo.press("Ja, ta bort allt nu")
    assert "Nu är allt borttaget" in bo.text
    assert not bo.http.cookies
    async with app.database.reading() as session:
        assert (await session.scalars(select(Participant.status))).all() == ["erased"]
    await bo.open("/chat")
    assert bo.page.status_code == 403


async def test_an_erased_persons_cookie_never_opens_somebody_else(
    bo: Visitor, app: AppContext
) -> None:
    kept = httpx.Cookies(bo.http.cookies)
    for words in ("Ta bort allt som är sparat om dig", "Ja, ta bort", "Ja, ta bort allt nu"):
        await bo.press(words)
    await begin_rating(
        app, await invite_participant(app, "Kim")
    )  # SQLite gives the account the same id again
    bo.http.cookies = kept
    await bo.open("/chat")
    assert bo.page.status_code == 403


async def test_signing_out_forgets_the_browser_and_nothing_else(
    bo: Visitor, app: AppContext
) -> None:
    await bo.post("/chat/out", {})
    assert "Du är utloggad här" in bo.text
    await bo.open("/chat")
    assert bo.page.status_code == 403
    await bo.post(f"/c/{await key(app)}", {})
    assert "din hälsa" in bo.text


async def test_help_says_where_things_are(bo: Visitor) -> None:
    await bo.write("/help")
    assert bo.page.request.url.path == "/chat/help"
    assert "Fråga din handledare" in bo.text
