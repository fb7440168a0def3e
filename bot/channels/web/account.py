"""What is a participant's own: the personal link and its PIN, other browsers, signing out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.beside.listening import listening_to
from bot.channels.web.sign_in.pin import (
    STATUS_CODES,
    hash_pin,
    pin_digits,
    pin_trouble,
    remember_device,
)
from bot.channels.web.sign_in.visitor import Front, may_chat
from bot.web.forms import read_form
from bot.web.qr import qr_svg
from dialogs.engine.scene import Scene
from dialogs.people.coach import coach_text
from storage.database.hashing import BusyError
from storage.orientation.coach import coach_of, reader_of
from storage.people.participants import Person
from storage.people.web_accounts import end_all_sessions, make_new_key
from storage.tables.people import Account

Change = Callable[[AsyncSession, Account], Awaitable[None]]
NEEDS_PIN = ("pin", "no-pin", "new-link")
"""What only somebody may do who knows the PIN, where there is one."""


def help_texts(scene: Scene) -> tuple[str, ...]:
    """Say how it works, and whom to ask."""
    t = scene.texts
    return (
        t.gettext("Jag ställer en fråga i taget. Du kan pausa när du vill och fortsätta sedan."),
        # NOTE: Where the menu is: a button with three lines and the name of the language.
        t.gettext(
            "Högst upp finns en meny. Där kan du byta språk och ändra påminnelser. Du kan också "
            "se eller ta bort allt som är sparat om dig."
        ),
        t.gettext("Är det något annat? Fråga din handledare."),
    )


@dataclass(frozen=True)
class AccountPages:
    """The pages beside the conversation."""

    front: Front

    async def help(self, _request: Request, person: Person) -> Response:
        """Say how it works."""
        app, participant = self.front.app, person.participant
        scene = app.installation.scene_of(person)
        async with app.database.reading() as session:
            coach = await coach_of(session, participant)
            reader = await reader_of(session, participant)
            said = [*help_texts(scene), scene.urgent]
            listening = await listening_to(
                session,
                app,
                participant.language,
                said,
                chosen=participant.heard_first,
                person=person,
            )
        return self.front.page(
            "help.html",
            participant.language,
            person=person,
            listening=listening,
            said=help_texts(scene),
            coach=coach_text(scene.texts, coach) if coach else "",
            reader=reader,
            urgent=scene.urgent,
        )

    async def link(self, request: Request, person: Person) -> Response:
        """Explain the personal link, without showing it yet."""
        said = self.front.flash.code(request, person.account.id)
        response = self._link_page(person, said=said)
        self.front.flash.forget(request, response)
        return response

    async def change_link(self, request: Request, person: Person) -> Response:
        """Show the link or make another, set or remove its PIN, sign other browsers out."""
        form = await read_form(request)
        do, pin = form.get("do", ""), form.get("pin", "")
        if do == "show":
            return self._link_page(person, shown=True)
        if do in NEEDS_PIN:
            first = do == "pin" and "old" not in form  # there was none when the page was made
            known = pin if first else form.get("old", "")
            trouble = await pin_trouble(self.front.app, request, person.account, known)
            if trouble:
                return self._link_page(person, said=trouble, status_code=STATUS_CODES[trouble])
            if first and person.account.pin_hash:
                return self._done(request, person.account, person, "set")  # pressed twice
        match do:
            case "pin":
                digits = pin_digits(pin)
                if digits is None:
                    return self._link_page(person, said="unfit", status_code=422)
                try:
                    pin_hash = await hash_pin(person.account, digits)
                except BusyError:
                    return self._link_page(person, said="busy", status_code=503)
                return await self._change(request, person, _put_pin(pin_hash), "set")
            case "no-pin":
                return await self._change(request, person, _put_pin(None), "removed")
            case "new-link":
                return await self._change(request, person, make_new_key, "new-link")
            case "out-elsewhere":
                return await self._change(request, person, _leave_account, "out-elsewhere")
            case _:
                return self._link_page(person)

    async def out(self, request: Request, person: Person) -> Response:
        """Let this browser forget whose it was, and every copy of its cookie."""
        await self.front.sign_out(request)
        response = self.front.page("farewell.html", person.participant.language, erased=False)
        self.front.sessions.forget(response)
        return response

    async def _change(
        self, request: Request, person: Person, change: Change, said: str
    ) -> Response:
        """Change something about the account, and sign it out everywhere but here."""
        async with self.front.app.database.writing() as session:
            held = await self.front.held_person(session, request)
            if held is None or not may_chat(held):
                return await self.front.stranger(session, request, held)
            if held.account.pin_hash != person.account.pin_hash:
                return RedirectResponse("/chat/link", 303)  # another tab was faster
            await change(session, held.account)
            await end_all_sessions(session, held.account)
            account = held.account
        return self._done(request, account, person, said, anew=True)

    def _done(
        self, request: Request, account: Account, person: Person, said: str, *, anew: bool = False
    ) -> Response:
        response = RedirectResponse("/chat/link", 303)
        language = person.participant.language
        self.front.sessions.renew(request, response, account, language, anew=anew)
        self.front.flash.put(response, said, account.id)
        if account.pin_hash is not None:
            remember_device(self.front.app, request, response, account)
        return response

    def _link_page(
        self, person: Person, *, shown: bool = False, said: str = "", status_code: int = 200
    ) -> Response:
        address = f"{self.front.app.settings.public_url}/c/{person.account.address}"
        return self.front.page(
            "link.html",
            person.participant.language,
            status_code,
            person=person,
            address=address if shown else "",
            picture=qr_svg(address) if shown else "",
            said=said,
        )


def _put_pin(pin_hash: str | None) -> Change:
    async def change(_session: AsyncSession, account: Account) -> None:
        account.pin_hash = pin_hash

    return change


async def _leave_account(_session: AsyncSession, _account: Account) -> None:
    """Change nothing but who is signed in."""
