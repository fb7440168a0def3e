"""The way in: an invitation or a personal link. Opening it changes nothing; a press does."""

import asyncio
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.input import pin_digits
from bot.channels.web.visitor import Front, may_chat
from bot.languages.catalog import SOURCE_LANGUAGE, languages
from bot.turn.arrival import Arrival
from bot.web.browser_language import browser_language
from bot.web.forms import read_form
from dialogs.engine.event import Opened
from dialogs.engine.reply import Notice
from dialogs.labels.refusals import Refusal
from dialogs.people.accounts import AccountStatus
from storage.database.passwords import password_fits
from storage.people.invitations import check_invitation, invited_participant
from storage.people.participants import Person, hold_person
from storage.people.web_accounts import CHANNEL, account_with_key, tries_digest
from storage.staff.login_attempts import count_try, forget_tries
from storage.tables.people import Account, Participant


@dataclass(frozen=True)
class CodeTarget:
    """What is behind a code: an invitation, or the account that a personal key opens.

    ``why`` says why it opens nothing; ``mine`` that the browser belongs to that person already.
    """

    why: Refusal | None = None
    account: Account | None = None
    mine: bool = False
    another: bool = False
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
        return self._page(request, door)

    async def enter(self, request: Request) -> Response:
        """Open the door: bind an invitation, or come back with a personal key."""
        form = await read_form(request)
        door = await self._door(request)
        if door.mine:
            return RedirectResponse("/chat", 303)
        if door.why:
            return self._page(request, door)
        if door.account:
            return await self._return_with_key(request, door, door.account, form.get("pin", ""))
        return await self._bind_invitation(request)

    async def _door(self, request: Request) -> CodeTarget:
        code = request.path_params["code"]
        now = self.front.app.clock()
        async with self.front.app.database.reading() as session:
            person = await self.front.person(session, request)
            here = person if may_chat(person) else None
            account = await account_with_key(session, code)
            if account:
                participant = await session.get_one(Participant, account.participant_id)
                return _target_of_key(account, participant, here)
            invitation = await check_invitation(session, code, now)
            invited = await invited_participant(session, code)
            if here and invited and here.participant.id == invited.id:
                return CodeTarget(mine=True)
            why = invitation if isinstance(invitation, Refusal) else None
            # Swedish is what an invitation has when the coach chose no language.
            chosen = invited.language if invited and invited.language != SOURCE_LANGUAGE else ""
            return CodeTarget(why, another=here is not None, language="" if why else chosen)

    def _page(
        self, request: Request, door: CodeTarget, trouble: str = "", status_code: int = 200
    ) -> Response:
        language = door.language or browser_language(request, languages())
        if door.why:
            return self.front.refusal_page(
                door.why, language, 404 if door.why is Refusal.UNKNOWN else 410
            )
        return self.front.page(
            "door.html",
            language,
            status_code,
            back=door.account is not None,
            pin=bool(door.account and door.account.pin_hash),
            another=door.another,
            trouble=trouble,
        )

    async def _bind_invitation(self, request: Request) -> Response:
        """Use an invitation: make a personal key, and let the browser hold it."""
        key = secrets.token_urlsafe(24)
        language = browser_language(request, languages())
        arrival = Arrival(
            CHANNEL, key, Opened(), code=request.path_params["code"], language=language
        )
        app = self.front.app
        async with app.database.writing() as session:
            outcome = await app.turns.take(session, arrival)
            person = await hold_person(session, CHANNEL, key)
        if person is None:  # somebody else was faster
            lines = [reply.text for reply in outcome.replies if isinstance(reply, Notice)]
            return self.front.page("closed.html", language, 410, line=" ".join(lines))
        return self._to_chat(person.account, outcome.scene.texts.language)

    async def _return_with_key(
        self, request: Request, door: CodeTarget, account: Account, pin: str
    ) -> Response:
        if account.pin_hash:
            trouble = await self._pin_trouble(account, account.pin_hash, pin)
            if trouble:
                return self._page(request, door, trouble, 429 if trouble == "throttled" else 403)
        return self._to_chat(account, door.language)

    async def _pin_trouble(self, account: Account, pin_hash: str, pin: str) -> str:
        """Check a PIN; say what is wrong with it, if anything."""
        database, now = self.front.app.database, self.front.app.clock()
        digits = pin_digits(pin)
        if digits is None:
            return "wrong"
        async with database.writing() as session:
            if not await count_try(session, tries_digest(account), now):
                return "throttled"
        if not await asyncio.to_thread(password_fits, digits, pin_hash):
            return "wrong"
        async with database.writing() as session:
            await forget_tries(session, tries_digest(account))
        return ""

    def _to_chat(self, account: Account, language: str) -> Response:
        response = RedirectResponse("/chat", 303)
        self.front.remember(response, account, language)
        return response


def _target_of_key(account: Account, participant: Participant, here: Person | None) -> CodeTarget:
    if account.status != AccountStatus.OPEN:
        return CodeTarget(Refusal.EXPIRED, language=participant.language)
    mine = here is not None and here.participant.id == participant.id
    another = here is not None and not mine
    return CodeTarget(None, account, mine, another, participant.language)
