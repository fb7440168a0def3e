"""Listening: what of the open question can be heard, and who is offered that first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.sign_in.visitor import Front, may_chat
from bot.languages.text_states import digest_of
from bot.web.forms import read_form
from dialogs.engine.ask import Ask
from storage.clips.clips import clip_digests, is_spoken, offer_sound_first
from storage.people.participants import Person


@dataclass(frozen=True)
class Listening:
    """What a page can let be heard, each by the digest of its clip; "" and missing: nothing.

    ``chosen``: each question is to be offered for listening first.
    """

    chosen: bool = False
    question: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    """By the option's key. Only where the question itself can be heard."""


async def listening_beside(
    session: AsyncSession, person: Person, ask: Ask | None
) -> Listening | None:
    """Find the clips of an ask by the words that it shows; None where nobody has spoken any."""
    language, chosen = person.participant.language, person.participant.heard_first
    if not await is_spoken(session, language):
        return Listening(chosen) if chosen else None
    if ask is None:
        return Listening(chosen)
    labels = {
        option.key: digest_of(option.label)
        for option in ask.options
        if option.language in ("", language)
    }
    question = digest_of(ask.text)
    clips = await clip_digests(session, language, [question, *labels.values()])
    if question not in clips:
        return Listening(chosen)
    heard = {key: clips[words] for key, words in labels.items() if words in clips}
    return Listening(chosen, clips[question], heard)


@dataclass(frozen=True)
class ListeningChoice:
    """Where somebody says that everything is to be read to them, or is not any more."""

    front: Front

    async def keep(self, request: Request) -> Response:
        """Keep the choice, and go back to the question."""
        form = await read_form(request)
        async with self.front.app.database.writing() as session:
            person = await self.front.held_person(session, request)
            if person is None or not may_chat(person):
                return await self.front.stranger(session, request, person)
            await offer_sound_first(session, person.participant, wanted=form.get("wanted") == "yes")
        return RedirectResponse("/chat#now", 303)
