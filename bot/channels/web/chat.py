"""The chat itself: one page that shows where the conversation stands, one address to answer."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.beside.listening import listening_beside
from bot.channels.web.beside.meetings import meetings_beside
from bot.channels.web.beside.next_time import FILE_ADDRESS, next_time_line
from bot.channels.web.beside.second_language import SecondLanguage
from bot.channels.web.beside.speaking import spoken_event
from bot.channels.web.beside.words import words_beside
from bot.channels.web.input import event_of_form
from bot.channels.web.last_lines import is_fresh, with_last_lines
from bot.channels.web.sign_in.visitor import Front, may_chat
from bot.channels.web.view import idle_view, rest_text, view_of
from bot.turn.arrival import Arrival, CameIn, FormWords, Outcome
from bot.web.forms import is_upload, read_form
from dialogs.engine.reply import Code
from dialogs.engine.understanding import NOT_UNDERSTOOD
from dialogs.texts import has_ink, isolate
from storage.meetings.conversations import is_meeting_over
from storage.orientation.coach import reader_of
from storage.people.participants import Person
from storage.people.web_accounts import CHANNEL
from storage.talk.conversations import (
    newest_ended_conversation,
    newest_ended_rating,
    open_conversations,
)

TO_BE_KEPT = (*NOT_UNDERSTOOD, Code.STALE)
"""Where words led to one of these, nobody has to write them again."""
NOTHING_ERASED = "kept"
"""The notice after somebody decided to keep everything."""


@dataclass(frozen=True)
class ChatPages:
    """The pages of the conversation."""

    front: Front

    @property
    def second(self) -> SecondLanguage:
        """Give what puts another language beside the person's own."""
        return SecondLanguage(self.front)

    async def show(self, request: Request) -> Response:
        """Show where the conversation stands."""
        async with self.front.app.database.reading() as session:
            person = await self.front.person(session, request)
            if person is None or not may_chat(person):
                return await self.front.stranger(session, request, person)
            notice = self.front.flash.code(request, person.account.id)
            page = await self._page(request, session, person, notice)
        self.front.flash.forget(request, page)
        return page

    async def answer(self, request: Request) -> Response:
        """Take what the person pressed or wrote, and go on to where that led."""
        if is_upload(request):
            spoken = await spoken_event(self.front, request)
            return spoken if isinstance(spoken, Response) else await self._take(request, spoken)
        form = await read_form(request)
        return await self._take(request, event_of_form(form), heard=form.get("heard") == "yes")

    async def _take(self, request: Request, event: CameIn, *, heard: bool = False) -> Response:
        app = self.front.app
        async with app.database.writing() as session:
            person = await self.front.person(session, request)
            if person is None or not may_chat(person):
                return await self.front.stranger(session, request, person)
            account = person.account
            arrival = Arrival(CHANNEL, account.address, event, heard=heard)
            outcome = await app.turns.take(session, arrival)
        language = outcome.scene.texts.language
        if outcome.erased:
            return self._farewell(language)
        if isinstance(event, FormWords) and outcome.notice in TO_BE_KEPT:
            return await self._ask_again(request, outcome.notice, event.text)
        address, notice = _way_on(outcome)
        response = RedirectResponse(address, 303)
        self.front.sessions.renew(request, response, account, language)
        if notice:
            self.front.flash.put(response, notice, account.id)
        else:
            self.front.flash.forget(request, response)
        return response

    async def _page(
        self,
        request: Request,
        session: AsyncSession,
        person: Person,
        notice: str,
        kept: str = "",
        status_code: int = 200,
    ) -> Response:
        app, participant = self.front.app, person.participant
        scene = app.installation.scene_of(person)
        code = Code(notice) if notice in set(Code) else None
        stored = await open_conversations(session, participant.id)
        stored = [row for row in stored if not is_meeting_over(row, app.clock())]
        if stored:
            view = view_of(stored[0], scene, self.front.app.buttons, code)
        else:
            view = idle_view(await newest_ended_rating(session, participant.id), scene, code)
        top = stored[0] if stored else None
        ended = await newest_ended_conversation(session, participant.id)
        view = with_last_lines(view, ended, top, scene)
        last = ended if ended is not None and is_fresh(ended, top) else None
        too_late = kept if code is Code.STALE else ""  # it was for another question's field
        meetings = await meetings_beside(session, app, person, top, last)
        next_time = await next_time_line(session, app, person) if view.ask is None else ""
        words = await words_beside(session, scene, participant, app.clock(), code, kept)
        rest = rest_text(scene.texts) if view.resting else ""
        beside = (*meetings.texts, next_time, words.text if words else "", rest)
        beside = (*beside, view.urgent if view.writes else "")
        offers = (*view.offers, *(words.offers if words else ()))
        beside = (*beside, *(one.label for one in offers))
        said = [*view.said_texts, *filter(None, beside)]
        return self.front.page(
            "chat.html",
            scene.texts.language,
            status_code,
            person=person,
            view=view,
            second=self.second.ask(request, scene, top),
            second_wanted=self.second.is_wanted(request, scene),
            listening=await listening_beside(session, app, person, view.ask, said),
            rest_text=rest,
            meetings=meetings,
            next_time=next_time,
            next_time_file=FILE_ADDRESS,
            words=words,
            reader=None if stored else await reader_of(session, participant),
            urgent=scene.urgent,
            offer_token=self.front.offer_token(person),
            nothing_erased=notice == NOTHING_ERASED,
            kept="" if too_late else kept,
            too_late=isolate(too_late) if has_ink(too_late) else "",
        )

    async def _ask_again(self, request: Request, why: Code, text: str) -> Response:
        """Show what is open with words that did not answer it, so that nothing is lost."""
        async with self.front.app.database.reading() as session:
            person = await self.front.person(session, request)
            if person is None or not may_chat(person):
                return await self.front.stranger(session, request, person)
            return await self._page(request, session, person, why, text, 422)

    def _farewell(self, language: str) -> Response:
        response = self.front.page("farewell.html", language, erased=True)
        self.front.sessions.forget(response)
        return response


def _way_on(outcome: Outcome) -> tuple[str, str]:
    """Give the address to go to, which says nothing, and the code of what is to be said there."""
    if outcome.wants_data:
        return "/chat/mydata", ""
    notice: str = outcome.notice or ""
    if notice == Code.HELP:
        return "/chat/help", ""
    if notice == Code.WHEREABOUTS:
        return "/chat/coach", ""
    said = outcome.answered
    if said and said.ask.id in ("sure", "really"):
        notice = NOTHING_ERASED if said.answer.key == "keep" else ""
    if notice == Code.CLOSED:
        return "/chat", ""
    return "/chat#now", "" if notice == Code.IDLE else notice
