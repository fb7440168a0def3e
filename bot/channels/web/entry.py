"""The way in: an invitation or a personal link. Opening it changes nothing; a press does."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.beside.door import door_words, greeting
from bot.channels.web.beside.listening import door_listening
from bot.channels.web.sign_in.pin import STATUS_CODES, pin_trouble, remember_device
from bot.channels.web.sign_in.visitor import Front, may_chat
from bot.languages.catalog import catalog
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from bot.turn.arrival import Arrival
from bot.web.browser_language import browser_language
from bot.web.forms import read_form
from dialogs.engine.event import Opened
from dialogs.engine.reply import Notice
from dialogs.labels.refusals import Refusal
from dialogs.people.accounts import AccountStatus, Channel
from storage.clips.clips import offer_sound_first
from storage.people.invitations import account_of_invitation, check_invitation, invited_participant
from storage.people.participants import Person, hold_person, newest_open_account
from storage.people.web_accounts import (
    CHANNEL,
    DoorClaim,
    account_behind_door,
    account_with_key,
    use_door,
)
from storage.tables.people import Account, Participant


@dataclass(frozen=True)
class CodeTarget:
    """What is behind a code: an invitation, or the account that a personal key opens.

    ``why`` says why it opens nothing; ``mine`` that the browser belongs to that person already,
    ``another`` that it belongs to somebody else. ``again``: the account is opened by the
    invitation that has made it, as by somebody who comes with another browser.
    """

    why: Refusal | None = None
    account: Account | None = None
    mine: bool = False
    another: bool = False
    again: bool = False
    language: str = ""


@dataclass(frozen=True)
class EntryPages:
    """The pages behind ``/c/…``."""

    front: Front

    async def look(self, request: Request) -> Response:
        """Show what a press would open. Link previews and virus scanners come here too."""
        door = await self._door(request)
        if door.mine:
            return RedirectResponse("/chat", 303)
        return await self._page(request, door)

    async def enter(self, request: Request) -> Response:
        """Open the door: bind an invitation, or come back with a personal key."""
        form = await read_form(request)
        if "wanted" in form:
            response = RedirectResponse(f"/c/{request.path_params['code']}", 303)
            self.front.kept.want_sound(request, response, wanted=form["wanted"] == "yes")
            return response
        if form.get("language") in languages():
            response = RedirectResponse(f"/c/{request.path_params['code']}", 303)
            self.front.kept.want_language(request, response, form["language"])
            return response
        door = await self._door(request)
        if door.mine:
            return RedirectResponse("/chat", 303)
        if door.why or (door.another and form.get("instead") != "yes"):
            return await self._page(request, door)
        if not self.front.kept.is_kept(request):  # nothing is used up for a browser that forgets
            return await self._page(request, door, "unkept", 403)
        if door.account is None:
            return await self._bind_invitation(request)
        own = self.front.kept.key(request, request.path_params["code"])
        if door.again and form.get("again") != "yes" and door.account.address != own:
            return await self._page(request, door, status_code=410)  # somebody else was faster
        return await self._return_with_key(request, door, door.account, form.get("pin", ""))

    async def _door(self, request: Request) -> CodeTarget:
        code = request.path_params["code"]
        now = self.front.app.clock()
        async with self.front.app.database.reading() as session:
            person = await self.front.person(session, request)
            here = person if may_chat(person) else None
            rung = self.front.app.doorbell.links.claim(code)
            account = (
                await account_behind_door(session, rung, now)
                if rung
                else await account_with_key(session, code)
            )
            if rung and account is None:
                if here and here.account.id == rung.account_id:
                    return CodeTarget(mine=True)
                why = await _why_rung_out(session, rung)
                return CodeTarget(why, another=here is not None)
            if account:
                participant = await session.get_one(Participant, account.participant_id)
                return _target_of_key(account, participant, here)
            invitation = await check_invitation(session, code, now)
            invited = await invited_participant(session, code)
            if here and invited and here.participant.id == invited.id:
                return CodeTarget(mine=True)
            made = await account_of_invitation(session, code, now)
            if invited and made:
                return CodeTarget(
                    account=made, another=here is not None, again=True, language=invited.language
                )
            refused = invitation if isinstance(invitation, Refusal) else None
            # Swedish is what an invitation has when the coach chose no language.
            chosen = invited.language if invited and invited.language != SOURCE_LANGUAGE else ""
            language = "" if refused else chosen
            return CodeTarget(refused, another=here is not None, language=language)

    async def _page(
        self, request: Request, door: CodeTarget, trouble: str = "", status_code: int = 200
    ) -> Response:
        language = door.language or self._language(request)
        if door.why:
            return self.front.refusal_page(
                door.why, language, 404 if door.why is Refusal.UNKNOWN else 410
            )
        back, texts = door.account is not None, catalog(language)
        words = door_words(
            texts, back=back, again=door.again, another=door.another, trouble=trouble
        )
        app, chosen = self.front.app, self.front.kept.wants_sound(request)
        async with app.database.reading() as session:
            spoken = [greeting(texts), *words]
            listening = await door_listening(session, app, language, spoken, chosen=chosen)
        response = self.front.page(
            "door.html",
            language,
            status_code,
            greeting=greeting(texts),
            words=words,
            listening=listening,
            back=back,
            again=door.again,
            pin=bool(door.account and door.account.pin_hash),
            another=door.another,
            trouble=trouble,
        )
        self.front.kept.set(request, response)
        return response

    def _language(self, request: Request) -> str:
        """Give the language that was chosen at the door, else what the browser asks for."""
        chosen = self.front.kept.language(request)
        return chosen if chosen in languages() else browser_language(request, languages())

    async def _bind_invitation(self, request: Request) -> Response:
        """Use an invitation: make a personal key, and let the browser hold it."""
        code = request.path_params["code"]
        key = self.front.kept.key(request, code)
        language = self._language(request)
        arrival = Arrival(CHANNEL, key, Opened(), code=code, language=language)
        app = self.front.app
        async with app.database.writing() as session:
            outcome = await app.turns.take(session, arrival)
            person = await hold_person(session, CHANNEL, key)
            await self._keep_choice(session, request, person)
        if person is None:  # somebody else was faster
            door = await self._door(request)
            if door.again:
                return await self._page(request, door, status_code=410)
            lines = [reply.text for reply in outcome.replies if isinstance(reply, Notice)]
            line = " ".join(lines)
            return self.front.page("closed.html", language, 410, line=line, stranger=False)
        return await self._to_chat(request, person.account, outcome.scene.texts.language)

    async def _return_with_key(
        self, request: Request, door: CodeTarget, account: Account, pin: str
    ) -> Response:
        if trouble := await pin_trouble(self.front.app, request, account, pin):
            return await self._page(request, door, trouble, STATUS_CODES[trouble])
        rung = self.front.app.doorbell.links.claim(request.path_params["code"])
        if rung or self.front.kept.wants_sound(request):
            async with self.front.app.database.writing() as session:
                if rung and not await use_door(session, rung, self.front.app.clock()):
                    return await self._page(request, replace(door, why=Refusal.RUNG_OUT))
                person = await hold_person(session, CHANNEL, account.address)
                await self._keep_choice(session, request, person)
        response = await self._to_chat(request, account, door.language)
        if account.pin_hash is not None:
            remember_device(self.front.app, request, response, account)
        return response

    async def _keep_choice(
        self, session: AsyncSession, request: Request, person: Person | None
    ) -> None:
        """Keep for the person, now that they are known, that everything is to be read to them."""
        if person is not None and self.front.kept.wants_sound(request):
            await offer_sound_first(session, person.participant, wanted=True)

    async def _to_chat(self, request: Request, account: Account, language: str) -> Response:
        """Let the browser belong to the account; whoever it belonged to is signed out here."""
        await self.front.sign_out(request)
        response = RedirectResponse("/chat", 303)
        self.front.sessions.begin(response, account, language)
        self.front.kept.forget(response)
        return response


async def _why_rung_out(session: AsyncSession, rung: DoorClaim) -> Refusal:
    """Say why a nudge's link opens nothing: in Telegram a word brings another one."""
    account = await session.get(Account, rung.account_id)
    if account is None:
        return Refusal.OPENED_BEFORE
    telegram = await newest_open_account(session, account.participant_id, Channel.TELEGRAM)
    return Refusal.OPENED_BEFORE if telegram is None else Refusal.RUNG_OUT


def _target_of_key(account: Account, participant: Participant, here: Person | None) -> CodeTarget:
    if account.status != AccountStatus.OPEN:
        return CodeTarget(Refusal.EXPIRED, language=participant.language)
    mine = here is not None and here.participant.id == participant.id
    another = here is not None and not mine
    return CodeTarget(None, account, mine, another, language=participant.language)
