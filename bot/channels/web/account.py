"""What is a participant's own: the personal link and its PIN, the stored data, signing out."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.input import pin_digits
from bot.channels.web.visitor import Front
from bot.files.personal_data import personal_data_file
from bot.web.forms import read_form
from bot.web.qr import qr_svg
from dialogs.talks.unheard import coach_text
from storage.database.passwords import hash_password
from storage.people.participants import Person
from storage.people.web_accounts import set_pin
from storage.talk.coach_words import coach_of, reader_of


@dataclass(frozen=True)
class AccountPages:
    """The pages beside the conversation."""

    front: Front

    async def help(self, _request: Request, person: Person) -> Response:
        """Say how it works."""
        app, participant = self.front.app, person.participant
        scene = app.installation.scene(participant.language, person.sub_project)
        async with app.database.reading() as session:
            coach = await coach_of(session, participant)
            reader = await reader_of(session, participant)
        return self.front.page(
            "help.html",
            participant.language,
            person=person,
            coach=coach_text(scene.texts, coach) if coach else "",
            reader=reader,
            urgent=scene.urgent,
        )

    async def data(self, _request: Request, person: Person) -> Response:
        """Hand out everything that is stored, as a file."""
        file = await personal_data_file(self.front.app, person.participant.id)
        named = {"Content-Disposition": 'attachment; filename="mydata.html"'}
        return Response(file, media_type="text/html; charset=utf-8", headers=named)

    async def link(self, request: Request, person: Person) -> Response:
        """Explain the personal link, without showing it yet."""
        return self._link_page(person, said=request.query_params.get("said", ""))

    async def change_link(self, request: Request, person: Person) -> Response:
        """Show the link, set or remove its PIN, or sign this browser out."""
        form = await read_form(request)
        match form.get("do"):
            case "show":
                return self._link_page(person, shown=True)
            case "pin":
                digits = pin_digits(form.get("pin", ""))
                if digits is None:
                    return self._link_page(person, said="unfit", status_code=422)
                pin_hash = await asyncio.to_thread(hash_password, digits)
                return await self._put_pin(request, person, pin_hash)
            case "no-pin":
                return await self._put_pin(request, person, None)
            case _:
                return self._link_page(person)

    async def out(self, _request: Request, person: Person) -> Response:
        """Let this browser forget whose it was."""
        language = person.participant.language
        response = self.front.page("farewell.html", language, erased=False)
        self.front.cookie.clear(response)
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

    async def _put_pin(self, request: Request, person: Person, pin_hash: str | None) -> Response:
        async with self.front.app.database.writing() as session:
            if not await set_pin(session, person.account, pin_hash):
                return self.front.stranger(request, await self.front.person(session, request))
        return RedirectResponse(f"/chat/link?said={'set' if pin_hash else 'removed'}", 303)
