"""How somebody is told that something lies in the chat: chosen here, shown to be theirs, ended."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.push.subscription import parse_subscription
from bot.channels.push.worker import ADDRESS as WORKER
from bot.channels.web.sign_in.pin import pin_digits
from bot.channels.web.sign_in.visitor import Front, may_chat
from bot.knocks.addresses import read_address, shown_address
from bot.knocks.codes import send_code
from bot.knocks.kinds import offered_kinds
from bot.languages.catalog import catalog
from bot.settings.services.push import public_push_key
from bot.web.forms import read_form
from dialogs.labels.contact import hour_label
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind, KnockStatus
from storage.knocks.knocks import (
    choose_knock,
    drop_knock,
    forget_waiting,
    known_knock,
    try_code,
    waiting_knock,
)
from storage.people.participants import Person, newest_open_account

ADDRESS = "/chat/knock"
TYPED = (KnockKind.SMS, KnockKind.MAIL)
"""What somebody types a number or an address for."""
FAULTS = ("wrong-code", "not-sent")
"""What is said beside the form, so that nothing has to be chosen anew."""


@dataclass(frozen=True)
class KnockPages:
    """The page of the choice. It works without JavaScript, apart from the phone's own notices."""

    front: Front

    async def show(self, request: Request, person: Person) -> Response:
        """Show what is chosen, and what can be."""
        said = self.front.flash.code(request, person.account.id)
        response = await self._page(person, said)
        self.front.flash.forget(request, response)
        return response

    async def change(self, request: Request, person: Person) -> Response:
        """Take what somebody has chosen, or the code that shows that it is theirs."""
        form = await read_form(request)
        do, app = form.get("do", ""), self.front.app
        if do in TYPED:
            kind, typed = KnockKind(do), form.get("address", "")
            try:
                address = read_address(kind, typed)
            except ValueError:
                return await self._page(person, f"unfit-{kind}", typed, 422)
            if trouble := await send_code(app, person, kind, address):
                return await self._page(person, trouble, typed, 422)
            return self._back(person, "")
        async with app.database.writing() as session:
            held = await self.front.held_person(session, request)
            if held is None or not may_chat(held):  # ended or erased in another tab
                return await self.front.stranger(session, request, held)
            said = await self._carry_out(session, held, do, form)
        if said in FAULTS:
            return await self._page(person, said, status_code=422)
        return self._back(person, said)

    async def _carry_out(
        self, session: AsyncSession, held: Person, do: str, form: dict[str, str]
    ) -> str:
        """Do what was pressed, for a person that is held; gives what is to be said."""
        who = held.participant.id
        match do:
            case "push":
                return await self._take_browser(session, who, form.get("subscription", ""))
            case "code":
                return await self._take_code(session, who, form.get("code", ""))
            case "not-now":
                await forget_waiting(session, who)
                return ""
            case "none":
                await drop_knock(session, who)
                return "none"
            case _:
                return ""

    async def _take_code(self, session: AsyncSession, who: int, typed: str) -> str:
        app, waiting = self.front.app, await waiting_knock(session, who)
        if waiting is None:
            return "too-late"
        kind, address = waiting.kind, waiting.address
        if not await try_code(session, waiting, pin_digits(typed) or ""):
            return "wrong-code"
        await choose_knock(session, who, kind, address, app.clock(), app.calendar)
        return "chosen"

    async def _take_browser(self, session: AsyncSession, who: int, said: str) -> str:
        """Let the browser that somebody sits before tell them: nobody else can have sent it."""
        app = self.front.app
        try:
            near = app.settings.environment == "test"
            address = parse_subscription(said, near=near).to_text()
        except ValueError:
            return "not-sent"
        if KnockKind.PUSH not in offered_kinds(app.settings):
            return "not-sent"
        await choose_knock(session, who, KnockKind.PUSH, address, app.clock(), app.calendar)
        return "chosen"

    def _back(self, person: Person, said: str) -> Response:
        response = RedirectResponse(ADDRESS, 303)
        if said:
            self.front.flash.put(response, said, person.account.id)
        return response

    async def _page(
        self, person: Person, said: str, typed: str = "", status_code: int = 200
    ) -> Response:
        app, who = self.front.app, person.participant
        texts = catalog(who.language)
        async with app.database.reading() as session:
            known, waiting = (
                await known_knock(session, who.id),
                await waiting_knock(session, who.id),
            )
            telegram = await newest_open_account(session, who.id, Channel.TELEGRAM)
        return self.front.page(
            "knock.html",
            who.language,
            status_code,
            person=person,
            said=said,
            typed=typed,
            offered=offered_kinds(app.settings),
            known=known,
            works=known is not None and known.status is KnockStatus.OPEN,
            waiting=waiting,
            shown=shown_address,
            hour=hour_label(texts, who.hour),
            has_telegram=telegram is not None,
            worker=WORKER,
            public_key=public_push_key(app.settings.push_key) if app.settings.push_key else "",
            can_answer=app.settings.sms is not None and app.settings.sms.hears,
        )
