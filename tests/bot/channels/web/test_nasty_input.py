"""What anybody can send: a friendly page and no fault of ours, and nobody is led elsewhere."""

from urllib.parse import quote

import httpx
import pytest

from bot.app_context import AppContext
from bot.web_app import web_app
from tests.admin.visits import form_token, log_in, open_browser
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.people import add_coach, add_participant, invite_participant

LONG = "9" * 5000
WORDS = ("", "é", "\0", "\ud800", "x" * 5000, LONG, "٣" * 30, "[", "\u202e", "=1+1")
FIELDS = ("token", "ask", "text", "command", "argument", "pin", "old", "do", "instead")
ORIGINS = ("http://[", "http://]", "[", "null", "", "http://[::1", "é")


async def ask(app: AppContext, method: str, path: str, headers: list[tuple[bytes, bytes]]) -> int:
    """Send what no browser would, and no client library either; give the status."""
    status: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            status.append(int(str(message["status"])))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(errors="replace"),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8080),
    }
    await web_app(app)(scope, receive, send)  # type: ignore[arg-type]
    return status[0]


@pytest.mark.parametrize("field", FIELDS)
async def test_no_field_of_a_form_breaks_a_page(app: AppContext, field: str) -> None:
    code = await invite_participant(app, "Bo")
    bo = await begin_rating(app, code)
    for word in WORDS:
        body = f"{field}={quote(word, errors='surrogatepass')}"
        for path in ("/chat", "/chat/link", f"/c/{code}", "/admin/login"):
            answer = await bo.http.post(
                path,
                content=body,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
            assert answer.status_code < 500, (path, word[:20])


@pytest.mark.parametrize("address", ["/chat/meetings/{}.ics", "/chat/{}", "/c/{}", "/{}"])
async def test_an_address_of_five_thousand_digits_is_not_there(
    app: AppContext, address: str
) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    for digits in (LONG, "9" * 10, "2147483648", "0"):
        await bo.open(address.format(digits))
        assert bo.page.status_code == 404


@pytest.mark.parametrize("origin", ORIGINS)
async def test_an_origin_that_is_no_address_is_refused(app: AppContext, origin: str) -> None:
    for path in ("/chat", "/admin/login"):
        assert await ask(app, "POST", path, [(b"origin", origin.encode())]) in (403, 413)


@pytest.mark.parametrize("path", ["/", "/chat", "/chat/link", "/c/x", "/admin", "/admin/plans/"])
@pytest.mark.parametrize("host", [b"[", b"", b"\xff", b"a b", b"evil.example"])
async def test_no_host_breaks_a_page(app: AppContext, path: str, host: bytes) -> None:
    assert await ask(app, "GET", path, [(b"host", host)]) < 500


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/chat/", "/chat"),
        ("/chat//", "/chat"),
        ("/chat/link/", "/chat/link"),
        ("//evil.example/", "/evil.example"),
        ("/\\evil.example/", "/%5Cevil.example"),
    ],
)
async def test_a_stroke_too_many_leads_on_within_this_site(
    app: AppContext, path: str, place: str
) -> None:
    visitor = Visitor(app, Host="evil.example")
    answer = await visitor.http.get(httpx.URL("http://127.0.0.1:8080", raw_path=path.encode()))
    assert answer.is_redirect
    assert answer.headers["location"] == place


async def test_what_is_not_there_is_not_kept_for_a_year(app: AppContext) -> None:
    visitor = Visitor(app)
    lasting = "public, max-age=31536000"
    for path, status, kept in (
        ("/static/chat.css", 200, lasting),
        ("/static/nothing.css", 404, "no-store"),
        ("/static/../chat", 404, "no-store"),
    ):
        answer = await visitor.http.get(path)
        assert answer.status_code in (status, 403)
        assert answer.headers["cache-control"] == kept
    tag = (await visitor.http.get("/static/chat.css")).headers["etag"]
    fresh = await visitor.http.get("/static/chat.css", headers={"If-None-Match": tag})
    assert (fresh.status_code, fresh.headers["cache-control"]) == (304, lasting)


async def test_no_cookie_breaks_a_page(app: AppContext) -> None:
    names = ("chat", "said", "kept", "staff")
    for word in (b"\xff\xe9", b"[", b"x.y.z", b"." * 4000, b'"', b"{}"):
        cookie = b"; ".join(name.encode() + b"=" + word for name in names)
        for path in ("/chat", "/c/x", "/admin", "/chat/link"):
            assert await ask(app, "GET", path, [(b"cookie", cookie)]) < 500


async def test_no_address_of_the_coaches_breaks_a_page(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        for number in ("0", "999999999", "9" * 10, LONG):
            one = f"/admin/participants/{bo.pseudonym}"
            for path in (f"{one}/meetings/{number}", f"/admin/plans/{number}", f"{one}/{number}"):
                assert (await client.get(path)).status_code == 404
            token = form_token(await client.get(one))
            noted = await client.post(f"{one}/steps/{number}", data={"token": token})
            assert noted.status_code in (404, 405)
