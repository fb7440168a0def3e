"""What is a participant's own: the personal link, its PIN, the stored data, signing out."""

import asyncio
import io
from dataclasses import dataclass

import segno
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web_form import pin_digits, read_form
from bot.channels.web_front import Front, may_chat
from bot.mydata import my_data
from dialogs.commands import command_words
from storage.keys import set_pin
from storage.participants import Person
from storage.staff import hash_password


@dataclass(frozen=True)
class Own:
    """The pages beside the conversation."""

    front: Front

    async def _person(self, request: Request) -> Person | None:
        async with self.front.parts.database.reading() as session:
            return await self.front.person(session, request)

    async def help(self, request: Request) -> Response:
        """Say how it works."""
        person = await self._person(request)
        if person is None or not may_chat(person):
            return self.front.stranger(request, person)
        return self.front.page("chat/help.html", person.participant.language, person=person)

    async def data(self, request: Request) -> Response:
        """Hand out everything that is stored, as a file."""
        person = await self._person(request)
        if person is None or not may_chat(person):
            return self.front.stranger(request, person)
        file = await my_data(self.front.parts, person.participant.id)
        named = {"Content-Disposition": 'attachment; filename="mydata.html"'}
        return Response(file, media_type="text/html; charset=utf-8", headers=named)

    async def link(self, request: Request) -> Response:
        """Explain the personal link, without showing it yet."""
        person = await self._person(request)
        if person is None or not may_chat(person):
            return self.front.stranger(request, person)
        return self._link_page(person)

    async def change_link(self, request: Request) -> Response:
        """Show the link, or set, change or remove its PIN, or sign this browser out."""
        form = await read_form(request)
        person = await self._person(request)
        if person is None or not may_chat(person):
            return self.front.stranger(request, person)
        match form.get("do"):
            case "show":
                return self._link_page(person, shown=True)
            case "pin":
                digits = pin_digits(form.get("pin", ""))
                if digits is None:
                    return self._link_page(person, status_code=422, said="unfit")
                await self._put_pin(person, await asyncio.to_thread(hash_password, digits))
                return RedirectResponse("/chat/link?said=set", 303)
            case "no-pin":
                await self._put_pin(person, None)
                return RedirectResponse("/chat/link?said=removed", 303)
            case "out":
                response = self.front.page(
                    "chat/farewell.html", person.participant.language, erased=False
                )
                self.front.cookie.clear(response)
                return response
        return self._link_page(person)

    async def _put_pin(self, person: Person, pin_hash: str | None) -> None:
        async with self.front.parts.database.writing() as session:
            await set_pin(session, person.account.id, pin_hash)
