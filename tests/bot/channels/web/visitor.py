"""A visitor of the web pages: opens, presses and writes, as somebody without JavaScript does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from sqlalchemy import func, select

from bot.app_context import AppContext
from bot.web_app import web_app
from storage.tables.people import Account, Invitation

Fields = dict[str, str]


@dataclass
class Seen(HTMLParser):
    """The forms of a page: each button's words with where it posts, and what."""

    buttons: list[tuple[str, str, Fields]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._action, self._hidden = "", dict[str, str]()
        self._button: Fields | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self._action, self._hidden = found.get("action", ""), {}
            case "input" if found.get("type") == "hidden":
                self._hidden[found["name"]] = found["value"]
            case "button":
                pressed = {found["name"]: found["value"]} if "name" in found else {}
                self._button, self._words = {**self._hidden, **pressed}, ""
            case _:
                pass

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._button is not None:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "button" and self._button is not None:
            self.buttons.append((" ".join(self._words.split()), self._action, self._button))
            self._button = None


class Visitor:
    """One browser. ``page`` is what it shows; redirects are followed and kept in ``trail``."""

    def __init__(
        self, app: AppContext, language: str = "sv", *, address: str = "127.0.0.1", **headers: str
    ) -> None:
        transport = httpx.ASGITransport(
            web_app(app), raise_app_exceptions=False, client=(address, 123)
        )
        self.http = httpx.AsyncClient(
            transport=transport,
            base_url=app.settings.public_url,
            headers={"Accept-Language": language, **headers},
        )
        self.page = httpx.Response(200, text="")
        self.trail: list[httpx.Response] = []

    @property
    def seen(self) -> Seen:
        seen = Seen()
        seen.feed(self.page.text)
        return seen

    @property
    def text(self) -> str:
        return " ".join(self.seen.text.split())

    async def open(self, path: str) -> "Visitor":
        return await self._arrived(await self.http.get(path))

    async def post(self, path: str, fields: Fields, **headers: str) -> "Visitor":
        return await self._arrived(await self.http.post(path, data=fields, headers=headers))

    async def enter(self, code: str, pin: str | None = None) -> "Visitor":
        """Open an invitation or a personal link, and press its button."""
        await self.open(f"/c/{code}")
        return await self.post(f"/c/{code}", {} if pin is None else {"pin": pin})

    async def press(self, words: str) -> "Visitor":
        action, fields = self.button(words)
        return await self.post(action, fields)

    async def write(self, text: str) -> "Visitor":
        """Write into the page's field, as it stands in its form."""
        forms = (fields for _, _, fields in self.seen.buttons if "ask" in fields)
        return await self.post("/chat", {**next(forms, {}), "text": text})

    def button(self, words: str) -> tuple[str, Fields]:
        for label, action, fields in self.seen.buttons:
            if label == words:
                return action or self.page.request.url.path, fields
        raise AssertionError(f"no button {words!r} among {[one[0] for one in self.seen.buttons]}")

    async def _arrived(self, page: httpx.Response) -> "Visitor":
        self.page = page
        self.trail.append(page)
        if page.is_redirect:
            return await self.open(page.headers["location"])
        return self


async def come_in(app: AppContext, code: str, language: str = "sv", **headers: str) -> Visitor:
    """Open an invitation and press its button."""
    visitor = Visitor(app, language, **headers)
    return await visitor.enter(code)


async def begin_rating(app: AppContext, code: str) -> Visitor:
    """Come in, choose Swedish and agree: the first question is open."""
    visitor = await come_in(app, code)
    await visitor.press("Svenska")
    return await visitor.press("Ja, jag vill vara med")


async def accounts(app: AppContext) -> list[Account]:
    """Give all ways in, the oldest first."""
    async with app.database.reading() as session:
        return list(await session.scalars(select(Account).order_by(Account.id)))


async def used(app: AppContext) -> int:
    """Count the invitations that are used up."""
    async with app.database.reading() as session:
        count = select(func.count()).where(Invitation.used_at.is_not(None))
        return await session.scalar(count) or 0
