"""Speaking instead of writing: what comes from the recorders of the page, and what is kept."""

import hashlib
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.sign_in.visitor import Front, may_chat
from bot.clips.serving import sound_part
from bot.clips.waiting.places import PLACES, NoPlaceError
from bot.turn.arrival import Recorded
from bot.turn.spoken import begin_recording, recorded_event
from bot.web.forms import LARGEST_UPLOAD, pass_over, read_upload
from dialogs.engine.event import Opened, Unreadable
from dialogs.engine.reply import Code
from storage.people.participants import Person
from storage.talk.spoken_words import sound_of

NO_ASK = "none"
"""Stands for the ask of a form that names none: it fits no question."""


async def spoken_event(front: Front, request: Request) -> Recorded | Unreadable | Opened | Response:
    """Take what a recorder has sent, or say why it cannot be kept; a stranger gets a page.

    No transaction is open while it is converted. Nothing is received before there is room for it.
    """
    async with front.app.database.reading() as session:
        person = await front.person(session, request)
        if person is None or not may_chat(person):
            return await front.stranger(session, request, person)
        whose = f"participant {person.participant.id}"
    try:
        async with PLACES.place(whose, LARGEST_UPLOAD):
            return await _received(front, request)
    except NoPlaceError:
        await pass_over(request)
        return Unreadable(Code.SPOKEN_NOT_TAKEN)


async def _received(front: Front, request: Request) -> Recorded | Unreadable | Opened | Response:
    form, recorded = await read_upload(request)
    if recorded is None:
        return Unreadable(Code.SPOKEN_TOO_LONG)
    if not recorded:
        return Opened()
    async with front.app.database.writing() as session:
        person = await front.person(session, request)
        if person is None or not may_chat(person):
            return await front.stranger(session, request, person)
        name = f"web {hashlib.sha256(recorded).hexdigest()}"
        tried = await begin_recording(session, person.participant.id, name, front.app.clock())
    if isinstance(tried, Code):
        return Unreadable(tried)
    token = form.get("ask") or NO_ASK
    return await recorded_event(tried, recorded, token=token, for_coach="words" in form)


@dataclass(frozen=True)
class SpokenPages:
    """What somebody has spoken, for their own ears."""

    front: Front

    async def play(self, request: Request, person: Person) -> Response:
        """Let one of their recordings be heard, part by part."""
        async with self.front.app.database.reading() as session:
            number: int = request.path_params["recording"]
            sound = await sound_of(session, person.participant.id, number)
        if sound is None:
            raise HTTPException(404)
        return sound_part(request, sound, "audio/mp4")
