"""The chat itself: one page that shows where the conversation stands, one address to answer."""

from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.last_lines import with_last_lines
from bot.channels.web.meetings import meetings_beside
from bot.channels.web.view import idle_view, view_of
from bot.channels.web.visitor import Front, may_chat
from bot.turn.arrival import Arrival, Outcome, Written
from bot.web.forms import read_form
from bot.channels.web.input import understood
from dialogs.engine.reply import Code
from storage.meetings.conversations import is_over
from storage.people.participants import Person
from storage.people.web_accounts import CHANNEL
from storage.talk.conversations import last_ended, newest_ended, open_conversations

KEPT = "kept"
"""The notice after somebody decided to keep everything."""


@dataclass(frozen=True)
class Chat:
    """The pages of the conversation."""

    front: Front

    async def show(self, request: Request) -> Response:
        """Show where the conversation stands."""
        async with self.front.parts.database.reading() as session:
            person = await self.front.person(session, request)
            if person is None or not may_chat(person):
                return self.front.stranger(request, person)
            return await self._page(session, person, request.query_params.get("notice", ""))

    async def answer(self, request: Request) -> Response:
        """Take what the person pressed or wrote, and go on to where that led."""
        form = await read_form(request)
        event = understood(form)
        parts = self.front.parts
        async with parts.database.writing() as session:
            person = await self.front.person(session, request)
            if person is None or not may_chat(person):
                return self.front.stranger(request, person)
            account = person.account
            arrival = Arrival(CHANNEL, account.address, event)
            outcome = await parts.turns.take(session, arrival)
        language = outcome.scene.texts.language
        if outcome.erased:
            return self._farewell(language)
        if outcome.notice is Code.TOO_LONG and isinstance(event, Written):
            return await self._given_back(request, event.text)
        response = RedirectResponse(_next_page(outcome), 303)
        self.front.remember(response, account, language)
        return response

    async def _page(
        self,
        session: AsyncSession,
        person: Person,
        notice: str,
        kept: str = "",
        status_code: int = 200,
    ) -> Response:
        scene = self.front.parts.stage.scene(person.participant.language, person.sub_project)
        code = Code(notice) if notice in set(Code) else None
        parts, participant = self.front.parts, person.participant
        stored = await open_conversations(session, participant.id)
        stored = [row for row in stored if not is_over(row, parts.clock())]
        if stored:
            view = view_of(stored[0], scene, self.front.parts.buttons, code)
        else:
            view = idle_view(await newest_ended(session, participant.id), scene, code)
        ended = await last_ended(session, participant.id)
        view = with_last_lines(view, ended, stored[0] if stored else None, scene)
        return self.front.page(
            "chat.html",
            scene.texts.language,
            status_code,
            person=person,
            view=view,
            meetings=await meetings_beside(session, parts, person, stored[0] if stored else None),
            nothing_erased=notice == KEPT,
            kept=kept,
        )

    async def _given_back(self, request: Request, text: str) -> Response:
        """Show the same question with a text that was too long, so that nothing is lost."""
        async with self.front.parts.database.reading() as session:
            person = await self.front.person(session, request)
            if person is None:
                return self.front.stranger(request, person)
            return await self._page(session, person, Code.TOO_LONG, text, 422)

    def _farewell(self, language: str) -> Response:
        response = self.front.page("farewell.html", language, erased=True)
        self.front.cookie.clear(response)
        return response


def _next_page(outcome: Outcome) -> str:
    """Give the address to go to; it carries the code of the notice and nothing else."""
    if outcome.wants_data:
        return "/chat/mydata"
    notice: str = outcome.notice or ""
    if notice == Code.HELP:
        return "/chat/help"
    said = outcome.answered
    if said and said.ask.id in ("sure", "really"):
        notice = KEPT if said.answer.key == "keep" else ""
    if notice in ("", Code.IDLE):
        return "/chat#now"
    if notice == Code.CLOSED:
        return "/chat"
    return f"/chat?{urlencode({'notice': notice})}#now"
