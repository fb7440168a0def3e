"""The way in: nothing is bound before a press, and a key goes no further than it must."""

import asyncio
import logging

import pytest
from sqlalchemy import update

from bot.app_context import AppContext
from bot.languages.spoken import languages
from storage.tables.people import Account
from tests.bot.channels.web.visitor import Visitor, accounts, come_in, used
from tests.conftest import StandingClock
from tests.people import invite_participant


async def test_a_link_preview_changes_nothing(app: AppContext) -> None:
    code = await invite_participant(app, "Bo")
    preview = Visitor(app)
    for _ in range(3):
        await preview.open(f"/c/{code}")
    assert preview.page.status_code == 200
    assert "chat" not in preview.http.cookies
    assert not await accounts(app)
    assert not await used(app)


async def test_a_press_binds_and_the_chat_opens(app: AppContext) -> None:
    visitor = await come_in(app, await invite_participant(app, "Bo"))
    assert visitor.page.request.url.path == "/chat"
    assert "Välj ditt språk" in visitor.text
    assert [one.channel for one in await accounts(app)] == ["web"]


async def test_the_same_browser_goes_on_with_its_used_invitation(app: AppContext) -> None:
    code = await invite_participant(app, "Bo")
    visitor = await come_in(app, code)
    await visitor.open(f"/c/{code}")
    assert visitor.page.request.url.path == "/chat"
    await visitor.post(f"/c/{code}", {})
    assert visitor.page.request.url.path == "/chat"
    assert len(await accounts(app)) == 1


async def test_two_presses_on_one_invitation_at_once_bind_once(app: AppContext) -> None:
    code = await invite_participant(app, "Bo")
    browsers = [await Visitor(app).open(f"/c/{code}") for _ in range(3)]
    await asyncio.gather(*(one.post(f"/c/{code}", {}) for one in browsers))
    assert sorted(one.page.status_code for one in browsers) == [200, 410, 410]
    assert len(await accounts(app)) == 1


async def test_an_unknown_code_is_a_friendly_404(app: AppContext) -> None:
    visitor = Visitor(app)
    for path in ("/c/no-such-code", "/c/" + "x" * 4000, "/c/%00%ff"):
        await visitor.open(path)
        assert visitor.page.status_code == 404
        assert "känner inte igen" in visitor.text
    await visitor.post("/c/no-such-code", {})
    assert visitor.page.status_code == 404


async def test_an_expired_invitation_is_a_friendly_410(
    app: AppContext, clock: StandingClock
) -> None:
    code = await invite_participant(app, "Bo")
    clock.passes(days=31)
    visitor = Visitor(app)
    await visitor.open(f"/c/{code}")
    assert visitor.page.status_code == 410
    assert "gäller inte längre" in visitor.text
    await visitor.post(f"/c/{code}", {})
    assert not await accounts(app)


async def test_the_personal_key_opens_the_same_conversation_elsewhere(app: AppContext) -> None:
    first = await come_in(app, await invite_participant(app, "Bo"))
    await first.press("Svenska")
    [account] = await accounts(app)
    second = Visitor(app)
    await second.open(f"/c/{account.address}")
    assert "chat" not in second.http.cookies
    await second.press("Fortsätt")
    assert second.page.request.url.path == "/chat"
    assert "Vill du vara med?" in second.text
    assert len(await accounts(app)) == 1


async def test_a_revoked_account_is_shut_out_and_its_cookie_cleared(app: AppContext) -> None:
    visitor = await come_in(app, await invite_participant(app, "Bo"))
    [account] = await accounts(app)
    async with app.database.writing() as session:
        await session.execute(update(Account).values(status="revoked"))
    await visitor.open("/chat")
    assert visitor.page.status_code == 403
    assert "gäller inte längre" in visitor.text
    assert not visitor.http.cookies
    await visitor.open(f"/c/{account.address}")
    assert visitor.page.status_code == 410


async def test_no_key_in_a_log_a_cookie_or_an_address(
    app: AppContext, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = await invite_participant(app, "Bo")
    visitor = await come_in(app, code)
    [account] = await accounts(app)
    await visitor.open("/chat")
    await visitor.open("/chat/link")
    for answer in visitor.trail:
        spoken = repr(answer.headers.raw)
        assert account.address not in spoken
        assert code not in answer.headers.get("location", "")
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
    assert account.address not in visitor.page.text
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))]
    logged = "\n".join(one.getMessage() for one in ours)
    assert account.address not in logged
    assert code not in logged


async def test_the_browsers_first_language_is_spoken_where_we_know_it(app: AppContext) -> None:
    visitor = Visitor(app, "tlh, fr;q=0.9, *;q=bad, ar-SY;q=0.8, sv;q=0.3")
    await visitor.open("/c/unknown")
    spoken = "ar" if "ar" in languages() else "sv"
    assert f'<html lang="{spoken}"' in visitor.page.text


async def test_the_coachs_choice_of_language_greets(app: AppContext) -> None:
    """A Swedish browser, lent for the purpose, still shows an Arabic invitation in Arabic."""
    visitor = Visitor(app, "sv")
    await visitor.open(f"/c/{await invite_participant(app, 'Amal', 'ar')}")
    assert '<html lang="ar" dir="rtl"' in visitor.page.text
