"""The front of the web chat: who is reading, in which language, and the page they get."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.app_context import AppContext
from bot.channels.web.sign_in.kept_cookie import KeptCookie, make_kept_cookie
from bot.channels.web.sign_in.sessions import ChatSessions, make_sessions
from bot.clips.aside import can_convert
from bot.knocks.kinds import offered_kinds
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from bot.web.browser_language import browser_language
from bot.web.flash import Flash, make_flash
from bot.web.origin import is_from_our_pages
from bot.web.pages import Pages
from dialogs.engine.reply import Offer
from dialogs.labels.commands import command_words
from dialogs.labels.refusals import Refusal, refusal_text
from dialogs.people.accounts import AccountStatus
from dialogs.talks.unheard import sender_text
from dialogs.words.spoken import LONGEST_SPEECH
from storage.people.participants import Person
from storage.people.web_accounts import (
    end_session,
    hold_person_in_session,
    is_account_known,
    person_in_session,
)

Handler = Callable[[Request], Awaitable[Response]]
PersonHandler = Callable[[Request, Person], Awaitable[Response]]


@dataclass(frozen=True)
class Front:
    """What every address of the chat shares."""

    app: AppContext
    pages: Pages
    sessions: ChatSessions
    flash: Flash
    kept: KeptCookie

    def language(self, request: Request) -> str:
        """Give the language to speak with somebody, without asking the database."""
        session = self.sessions.last(request)
        return (session.language if session else "") or browser_language(request, languages())

    async def person(self, session: AsyncSession, request: Request) -> Person | None:
        """Find who the browser belongs to; a revoked account is still a person."""
        said = self.sessions.read(request)
        return await person_in_session(session, said.claim) if said else None

    async def held_person(self, session: AsyncSession, request: Request) -> Person | None:
        """Find who the browser belongs to, and hold their row until the transaction ends."""
        said = self.sessions.read(request)
        return await hold_person_in_session(session, said.claim) if said else None

    async def sign_out(self, request: Request) -> None:
        """End the session that this browser has, in every copy of its cookie."""
        async with self.app.database.writing() as session:
            person, said = await self.held_person(session, request), self.sessions.read(request)
            if person is not None and said is not None:
                await end_session(session, said.claim, said.until, self.app.clock())

    def offer_token(self, person: Person) -> Callable[[Offer], str]:
        """Give what names the buttons beside lines for somebody."""
        return lambda offer: self.app.buttons.offer_token(person.participant.id, offer.id)

    def page(
        self, template: str, language: str, status_code: int = 200, **context: Any
    ) -> HTMLResponse:
        """Answer with a page. ``person`` tells the layout whose menu to show, if anybody's."""
        texts = catalog(language)
        person = context.get("person")
        words = dict(command_words(texts, knocks=not isinstance(person, Person) or person.knocks))
        scene = self.app.installation.scene(language, "")
        known = {
            "person": None,
            "can_choose_knock": bool(offered_kinds(self.app.settings)),
            "listening": None,
            "second_wanted": False,
            "longest_speech": LONGEST_SPEECH if can_convert() else 0,
            "languages": languages(),
            "commands": words,
            "sender": sender_text(scene, self.app.settings.organisation),
            **context,
        }
        return self.pages.html(template, texts, status_code, **known)

    def refusal_page(self, why: Refusal, language: str, status_code: int) -> HTMLResponse:
        """Answer with one friendly line on why nothing opens."""
        line = refusal_text(why, catalog(language))
        is_stranger = why is Refusal.STRANGER
        return self.page("closed.html", language, status_code, line=line, stranger=is_stranger)

    async def stranger(
        self, session: AsyncSession, request: Request, person: Person | None
    ) -> Response:
        """Answer somebody without an open account, and let the browser forget an old one.

        Where the account is gone its link opens nothing either; the page does not say whose it was.
        After a press it is not forgotten: the one before may have given the browser a new session.
        """
        last = self.sessions.last(request)
        if person is not None:
            response = self.refusal_page(Refusal.EXPIRED, person.participant.language, 403)
        elif last is not None:
            gone = not await is_account_known(session, last.claim)
            response = self.page("signed_out.html", self.language(request), 403, gone=gone)
        else:
            response = self.refusal_page(Refusal.STRANGER, self.language(request), 403)
        if request.method == "GET":
            self.sessions.forget(response)
        return response

    def require_account(self, handler: PersonHandler) -> Handler:
        """Let only people with an open account reach a handler."""

        async def guarded(request: Request) -> Response:
            async with self.app.database.reading() as session:
                person = await self.person(session, request)
                if person is None or not may_chat(person):
                    return await self.stranger(session, request, person)
            return await handler(request, person)

        return guarded

    def ours(self, handler: Handler) -> Handler:
        """Let only forms from our own pages reach a handler."""

        async def guarded(request: Request) -> Response:
            if is_from_our_pages(request, self.app.settings.public_url):
                return await handler(request)
            return self.page("trouble.html", self.language(request), 403, kind="elsewhere")

        return guarded


def may_chat(person: Person | None) -> bool:
    """Tell whether the account is open."""
    return person is not None and person.account.status == AccountStatus.OPEN


def make_front(app: AppContext) -> Front:
    """Set the front up."""
    settings = app.settings
    return Front(
        app,
        Pages(Path(__file__).parents[1] / "templates"),
        make_sessions(settings, app.clock),
        make_flash(settings, "said"),
        make_kept_cookie(settings),
    )
