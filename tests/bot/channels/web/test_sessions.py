"""A session ends: signed out here or elsewhere, after a rest, after its time."""

import pytest
from sqlalchemy import select
from starlette.responses import Response

from bot.app_context import AppContext
from bot.web.cookies import SignedCookie
from storage.people.erasure import erase_participant
from storage.people.web_accounts import key_mark
from storage.tables.people import Account
from storage.tables.web_sessions import EndedSession
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


RAISES: list[dict[str, str]] = [
    {"do": "pin", "pin": "1111"},
    {"do": "new-link"},
    {"do": "out-elsewhere"},
]


@pytest.mark.parametrize("fields", RAISES, ids=str)
async def test_others_are_signed_out_and_this_browser_stays(
    bo: Visitor, app: AppContext, fields: dict[str, str]
) -> None:
    other = Visitor(app)
    await other.enter(await key(app))
    assert "din hälsa" in other.text
    copied = bo.http.cookies["chat"]
    await bo.post("/chat/link", fields)
    assert bo.page.status_code == 200
    await other.open("/chat")
    assert other.page.status_code == 403
    assert "Du är inte inloggad här längre" in other.text
    assert "chat" not in other.http.cookies
    await bo.open("/chat")
    assert "din hälsa" in bo.text
    thief = Visitor(app, Cookie=f"chat={copied}")
    for address in ("/chat", "/chat/link", "/chat/mydata"):
        await thief.open(address)
        assert thief.page.status_code == 403, "a copy of this browser's own cookie is dead too"
    await thief.post("/chat/out", {})  # and ends nothing
    await bo.press("4 God")
    assert "Vet du vad du ska göra" in bo.text
    await bo.post("/chat/out", {})
    assert "Du är utloggad här" in bo.text


async def test_a_session_ends_after_so_long_a_rest_and_after_so_long_a_time(
    bo: Visitor, app: AppContext, clock: StandingClock
) -> None:
    """From one rating to the next it is half a year at most; but it does not last for ever."""
    clock.passes(days=199)
    await bo.press("4 God")
    clock.passes(days=199)
    await bo.press("2 Vet lite")
    assert bo.page.status_code == 200
    clock.passes(days=3)
    await bo.open("/chat")
    assert bo.page.status_code == 403
    assert "Du är inte inloggad här längre" in bo.text
    await bo.enter(await key(app))
    assert "Har du tid i vardagen" in bo.text
    clock.passes(days=201)
    await bo.open("/chat")
    assert bo.page.status_code == 403


async def test_the_cookie_of_an_earlier_version_goes_on_and_can_be_signed_out(
    bo: Visitor, app: AppContext
) -> None:
    stored = await account(app)
    signed = SignedCookie("chat", app.settings.secret_key, 400 * 24 * 3600, secure=False)
    answer = Response()
    signed.write(answer, {"k": stored.id, "m": key_mark(stored), "l": "sv"})
    cookie = answer.headers["set-cookie"].partition(";")[0].partition("=")[2]
    early = Visitor(app)
    early.http.cookies.set("chat", cookie, domain="127.0.0.1", path="/")
    await early.open("/chat")
    assert "din hälsa" in early.text
    await early.press("4 God")
    assert "Vet du vad du ska göra" in early.text
    assert early.http.cookies["chat"] != cookie
    await early.post("/chat/out", {})
    for old in (cookie, early.trail[-2].cookies.get("chat", cookie)):
        again = Visitor(app, Cookie=f"chat={old}")
        await again.open("/chat")
        assert again.page.status_code == 403
    await bo.open("/chat")
    assert bo.page.status_code == 200


async def test_signing_out_forgets_the_browser_and_nothing_else(
    bo: Visitor, app: AppContext
) -> None:
    copied = bo.http.cookies["chat"]
    other = Visitor(app)
    await other.enter(await key(app))
    await bo.post("/chat/out", {})
    assert "Du är utloggad här" in bo.text
    await bo.open("/chat")
    assert bo.page.status_code == 403
    restored = Visitor(app, Cookie=f"chat={copied}")
    await restored.open("/chat")
    assert restored.page.status_code == 403
    assert "Du är inte inloggad här längre" in restored.text
    await other.open("/chat")
    assert "din hälsa" in other.text
    await bo.enter(await key(app))
    assert "din hälsa" in bo.text


async def test_what_was_signed_out_is_forgotten_when_it_would_have_ended(
    bo: Visitor, app: AppContext, clock: StandingClock
) -> None:
    await bo.post("/chat/out", {})
    clock.passes(days=401)
    await bo.enter(await key(app))
    await bo.post("/chat/out", {})
    async with app.database.reading() as session:
        assert len((await session.scalars(select(EndedSession))).all()) == 1


async def test_a_second_browser_of_somebody_erased_is_not_sent_to_a_dead_link(
    bo: Visitor, app: AppContext, clock: StandingClock
) -> None:
    other = Visitor(app)
    await other.enter(await key(app))
    copied = other.http.cookies["chat"]
    async with app.database.writing() as session:
        stored = (await session.scalars(select(Account))).one()
        await erase_participant(session, stored.participant_id, clock())
    for address in ("/chat", "/chat/link"):
        again = Visitor(app, Cookie=f"chat={copied}")
        await again.open(address)
        assert again.page.status_code == 403
        assert "Den här chatten är inte öppen längre" in again.text
        assert "Öppna din egen länk" not in again.text
        assert "Bo" not in again.text.split()  # a stranger at this browser learns no name
