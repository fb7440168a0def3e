"""My link, its PIN, my data, and leaving."""

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.people import Account, Participant
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.conftest import StandingClock
from tests.people import invite_participant


@pytest.fixture
async def bo(app: AppContext) -> Visitor:
    return await begin_rating(app, await invite_participant(app, "Bo"))


async def key(app: AppContext) -> str:
    async with app.database.reading() as session:
        return (await session.scalars(select(Account.address))).one()


async def account(app: AppContext) -> Account:
    async with app.database.reading() as session:
        return (await session.scalars(select(Account))).one()


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
    assert "Länken har en PIN-kod." in bo.text
    assert "Om du vill kan du sätta en PIN-kod" not in bo.text
    path = f"/c/{await key(app)}"
    other = Visitor(app)
    await other.open(path)
    assert "Din PIN-kod" in other.text
    await other.post(path, {"pin": "99999"})
    assert other.page.status_code == 403
    assert "chat" not in other.http.cookies
    await other.post(path, {"pin": "04711"})
    assert other.page.request.url.path == "/chat"
    late = await Visitor(app).open(path)
    for wrong in range(5):
        await late.post(path, {"pin": f"1000{wrong}"})
        assert "stämmer inte" in late.text
    await late.post(path, {"pin": "04711"})
    assert late.page.status_code == 429
    assert "Vänta 15 minuter" in late.text
    clock.passes(minutes=16)
    await late.post(path, {"pin": "04711"})
    assert late.page.request.url.path == "/chat"
    await bo.post("/chat/link", {"do": "no-pin", "old": "04711"})
    assert "ingen PIN-kod" in bo.text
    assert "Om du vill kan du sätta en PIN-kod" in bo.text
    third = Visitor(app)
    await third.open(path)
    assert "Din PIN-kod" not in third.text


@pytest.mark.parametrize(
    "fields", [{"do": "pin", "pin": "2222"}, {"do": "no-pin"}, {"do": "new-link"}], ids=str
)
async def test_only_who_knows_the_pin_changes_it_or_the_link(
    bo: Visitor, app: AppContext, clock: StandingClock, fields: dict[str, str]
) -> None:
    await bo.post("/chat/link", {"do": "pin", "pin": "1111"})
    before = await account(app)
    for old in ({}, {"old": ""}, {"old": "3333"}):
        await bo.post("/chat/link", {**fields, **old})
        assert bo.page.status_code == 403
        assert "PIN-koden stämde inte. Inget är ändrat" in bo.text
        now = await account(app)
        assert (now.pin_hash, now.address) == (before.pin_hash, before.address)
    for _ in range(5):
        await bo.post("/chat/link", {**fields, "old": "4444"})
    assert bo.page.status_code == 429
    clock.passes(minutes=16)
    await bo.post("/chat/link", {**fields, "old": "1111"})
    now = await account(app)
    assert (now.pin_hash, now.address) != (before.pin_hash, before.address)


async def test_a_pin_is_seen_while_it_is_typed_once(bo: Visitor, app: AppContext) -> None:
    await bo.open("/chat/link")
    assert '<input id="pin" name="pin" type="text"' in bo.page.text
    assert 'name="old"' not in bo.page.text
    await bo.post("/chat/link", {"do": "pin", "pin": "1111"})
    assert 'name="old" type="password"' in bo.page.text


async def test_a_pin_set_by_two_presses_is_set_once(bo: Visitor, app: AppContext) -> None:
    """The answer to the first may still come; the second neither undoes it nor takes it away."""
    cookie = bo.http.cookies["chat"]
    await bo.post("/chat/link", {"do": "pin", "pin": "1111"})
    assert "Nu har länken en PIN-kod" in bo.text
    late = Visitor(app, Cookie=f"chat={cookie}")
    await late.post("/chat/link", {"do": "pin", "pin": "2222"})
    assert "Du är inte inloggad här längre" in late.text
    assert "set-cookie" not in late.page.headers
    await bo.post("/chat/link", {"do": "pin", "pin": "1111"})
    assert "Nu har länken en PIN-kod" in bo.text
    assert (await account(app)).session_epoch == 1


async def test_a_new_link_opens_and_the_one_before_does_not(bo: Visitor, app: AppContext) -> None:
    before = await key(app)
    await bo.open("/chat/link")
    await bo.press("Byt till en ny länk")
    assert "Den gamla fungerar inte längre" in bo.text
    await bo.press("Visa min länk")
    now = await key(app)
    assert now != before
    assert f"/c/{now}" in bo.page.text
    other = Visitor(app)
    await other.enter(before)
    assert other.page.status_code == 404
    await other.enter(now)
    assert "din hälsa" in other.text


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


async def test_help_says_where_things_are(bo: Visitor) -> None:
    await bo.write("/help")
    assert bo.page.request.url.path == "/chat/help"
    assert "Fråga din handledare" in bo.text
