"""What keeps the chat closed: origins, cookies, headers, and friendly errors."""

import pytest
from sqlalchemy import select

import bot.channels.web.chat
from bot.app_context import AppContext
from storage.tables.people import Account
from storage.tables.ratings import StoredAnswer
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.people import invite_participant

ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:8080.elsewhere.example"},
]


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
async def test_a_form_from_another_site_is_refused(
    app: AppContext, headers: dict[str, str]
) -> None:
    visitor = await begin_rating(app, await invite_participant(app, "Bo"))
    action, fields = visitor.button("4 God")
    await visitor.post(action, fields, **headers)
    assert visitor.page.status_code == 403
    assert "Inget har ändrats" in visitor.text
    code = await invite_participant(app, "Amal")
    await Visitor(app).post(f"/c/{code}", {}, **headers)
    async with app.database.reading() as session:
        assert not (await session.scalars(select(StoredAnswer))).all()
        assert len((await session.scalars(select(Account))).all()) == 1


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://127.0.0.1:8080"}], ids=str
)
async def test_our_own_forms_are_taken(app: AppContext, headers: dict[str, str]) -> None:
    visitor = await begin_rating(app, await invite_participant(app, "Bo"))
    action, fields = visitor.button("4 God")
    await visitor.post(action, fields, **headers)
    assert "4 · God" in visitor.text


async def test_a_forged_cookie_opens_nothing(app: AppContext) -> None:
    visitor = await begin_rating(app, await invite_participant(app, "Bo"))
    real = visitor.http.cookies["chat"]
    for forged in ("", "x", real[:-4], "x" + real, real.replace(".", "A.", 1), real.swapcase()):
        other = Visitor(app, Cookie=f"chat={forged}")
        await other.open("/chat")
        assert other.page.status_code == 403
        assert "inbjudan från din handledare" in other.text


async def test_the_cookie_is_out_of_scripts_and_other_sites_reach(app: AppContext) -> None:
    visitor = await begin_rating(app, await invite_participant(app, "Bo"))
    set_cookies = [one for it in visitor.trail for one in it.headers.get_list("set-cookie")]
    cookie = next(one for one in set_cookies if one.startswith("chat="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=34560000" in cookie


async def test_pages_hold_no_inline_script_or_style(app: AppContext) -> None:
    visitor = await begin_rating(app, await invite_participant(app, "Bo"))
    for answer in visitor.trail:
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "style=" not in answer.text
        assert "<style" not in answer.text
        assert "<script>" not in answer.text


async def test_an_unknown_page_is_friendly(app: AppContext) -> None:
    visitor = Visitor(app)
    await visitor.open("/nowhere")
    assert visitor.page.status_code == 404
    assert "Den sidan finns inte" in visitor.text


async def test_a_fault_of_ours_is_friendly_and_keeps_its_headers(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await begin_rating(app, await invite_participant(app, "Bo"))

    def broken(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(bot.channels.web.chat, "view_of", broken)
    await visitor.open("/chat")
    assert visitor.page.status_code == 500
    assert "är sparat" in visitor.text
    assert "secret words" not in visitor.page.text
    assert "content-security-policy" in visitor.page.headers
    assert visitor.page.headers["cache-control"] == "no-store"


async def test_a_page_is_light(app: AppContext) -> None:
    """Everything that a phone fetches for the first question, compressed, stays under 60 KB."""
    visitor = await begin_rating(app, await invite_participant(app, "Bo"))
    weight = 0
    for path in ("/chat", "base.css", "chat.css", "htmx.min.js", "chat.js", "icon.svg"):
        address = path if path.startswith("/") else f"/static/{path}"
        async with visitor.http.stream("GET", address) as answer:
            assert answer.status_code == 200
            weight += sum([len(chunk) async for chunk in answer.aiter_raw()])
    assert weight < 60_000
