"""The way in with browsers that forget, with a second browser, and at a phone that is shared."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import update

from bot.app_context import AppContext
from storage.tables.people import Account, Participant
from tests.bot.channels.web.visitor import Visitor, accounts, come_in, used
from tests.conftest import StandingClock
from tests.people import invite_participant


async def test_a_browser_that_keeps_no_cookies_uses_nothing_up(app: AppContext) -> None:
    code = await invite_participant(app, "Bo")
    forgets = Visitor(app)
    for _ in range(2):
        await forgets.open(f"/c/{code}")
        forgets.http.cookies.clear()
        await forgets.post(f"/c/{code}", {})
        assert forgets.page.status_code == 403
        assert "sparar inga kakor" in forgets.text
        assert "Din inbjudan fungerar fortfarande" in forgets.text
        assert not await used(app)
        assert not await accounts(app)
    bo = await come_in(app, code)
    assert "Välj ditt språk" in bo.text


async def test_cookies_that_were_allowed_meanwhile_lead_on_with_the_next_press(
    app: AppContext,
) -> None:
    code = await invite_participant(app, "Bo")
    bo = await Visitor(app).post(f"/c/{code}", {})
    assert "sparar inga kakor" in bo.text
    await bo.press("Börja")
    assert "Välj ditt språk" in bo.text


async def test_a_personal_link_says_so_too_before_any_pin_is_tried(app: AppContext) -> None:
    bo = await come_in(app, await invite_participant(app, "Bo"))
    await bo.post("/chat/link", {"do": "pin", "pin": "04711"})
    [account] = await accounts(app)
    for _ in range(6):
        forgets = await Visitor(app).post(f"/c/{account.address}", {"pin": "04711"})
        assert "sparar inga kakor" in forgets.text
    other = await Visitor(app).open(f"/c/{account.address}")
    await other.post(f"/c/{account.address}", {"pin": "04711"})
    assert other.page.request.url.path == "/chat"


async def test_an_invitation_leads_on_in_the_same_persons_other_browser(app: AppContext) -> None:
    """Begun in Telegram's own browser, gone on with in Chrome."""
    code = await invite_participant(app, "Bo")
    first = await come_in(app, code)
    await first.press("Svenska")
    other = await Visitor(app).open("/chat")  # what Telegram's browser had open
    assert "redan börjat i en annan webbläsare? Öppna din inbjudan" in other.text
    await other.open(f"/c/{code}")
    assert "redan öppnad" in other.text
    assert "Vill du vara med?" not in other.text
    await other.press("Fortsätt")
    assert "Vill du vara med?" in other.text
    await first.open("/chat")
    assert "Vill du vara med?" in first.text
    assert len(await accounts(app)) == 1


async def later(app: AppContext, clock: StandingClock) -> None:
    clock.passes(days=1, minutes=1)


async def protect(app: AppContext, clock: StandingClock) -> None:
    async with app.database.writing() as session:
        await session.execute(update(Participant).values(protected=True))


async def revoke(app: AppContext, clock: StandingClock) -> None:
    async with app.database.writing() as session:
        await session.execute(update(Account).values(status="revoked"))


async def shut_others_out(app: AppContext, clock: StandingClock) -> None:
    async with app.database.writing() as session:
        await session.execute(update(Account).values(session_epoch=1))


@pytest.mark.parametrize("happens", [later, protect, revoke, shut_others_out])
async def test_a_used_invitation_opens_nothing_once(
    app: AppContext,
    clock: StandingClock,
    happens: Callable[[AppContext, StandingClock], Awaitable[None]],
) -> None:
    code = await invite_participant(app, "Bo")
    await come_in(app, code)
    await happens(app, clock)
    other = Visitor(app)
    await other.enter(code)
    assert other.page.status_code == 410
    assert "redan använd" in other.text
    assert "chat" not in other.http.cookies
    assert len(await accounts(app)) == 1


async def test_two_presses_of_one_browser_make_one_account_and_both_come_in(
    app: AppContext,
) -> None:
    """Without JavaScript the browser drops the answer to the first press."""
    code = await invite_participant(app, "Bo")
    bo = await Visitor(app).open(f"/c/{code}")
    answers = await asyncio.gather(*(bo.http.post(f"/c/{code}", data={}) for _ in range(3)))
    assert [one.status_code for one in answers] == [303, 303, 303]
    assert len(await accounts(app)) == 1
    await bo.open("/chat")
    assert "Välj ditt språk" in bo.text


async def test_the_next_person_at_a_phone_does_not_lock_the_first_one_out(
    app: AppContext,
) -> None:
    visitor = await come_in(app, await invite_participant(app, "Bo"))
    code = await invite_participant(app, "Amal")
    await visitor.open(f"/c/{code}")
    assert "redan ett annat samtal" in visitor.text
    ways = re.findall(r'href="(/chat[^"]*)"', visitor.page.text)
    assert ways == ["/chat", "/chat/link"]  # no, back; save my link
    await visitor.post(f"/c/{code}", {})  # from a page that was opened before Bo came in
    assert "redan ett annat samtal" in visitor.text
    assert len(await accounts(app)) == 1
    await visitor.open(f"/c/{code}")
    await visitor.press("Börja")
    assert visitor.page.request.url.path == "/chat"
    assert len(await accounts(app)) == 2


async def test_who_made_way_at_a_shared_phone_is_signed_out_there_and_comes_back(
    app: AppContext,
) -> None:
    visitor = await come_in(app, await invite_participant(app, "Bo"))
    [bos] = await accounts(app)
    copied = visitor.http.cookies["chat"]
    await visitor.open(f"/c/{await invite_participant(app, 'Amal')}")
    await visitor.press("Börja")
    other = Visitor(app, Cookie=f"chat={copied}")
    await other.open("/chat")
    assert other.page.status_code == 403
    back = Visitor(app)
    await back.enter(bos.address)
    assert "Välj ditt språk" in back.text
