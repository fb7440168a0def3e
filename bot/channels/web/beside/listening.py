"""Listening: what of a page can be heard, and who is offered that first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.app_context import AppContext
from bot.channels.web.beside.menu import menu_texts
from bot.channels.web.sign_in.visitor import Front, may_chat
from bot.clips.heard import NOTHING, Heard, Sound, joined_sounds
from bot.clips.machine.drafts import Drafts
from bot.clips.machine.heard import heard_texts, languages_saying_themselves
from bot.clips.machine.own import own_sounds
from bot.clips.serving import sound_part
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from bot.web.forms import read_form
from dialogs.engine.ask import Ask
from storage.clips.clips import is_spoken, offer_sound_first
from storage.meetings.sounds import meeting_sound
from storage.people.participants import Person


@dataclass(frozen=True)
class Listening:
    """What a page can let be heard. ``chosen``: all is to be offered for listening first."""

    chosen: bool = False
    question: Sound = NOTHING
    options: Mapping[str, Sound] = field(default_factory=dict)
    """By the option's key. Only where the question itself can be heard, or of languages."""
    lines: Mapping[str, Sound] = field(default_factory=dict)
    """What stands beside the question, by its text."""
    menu: Mapping[str, Sound] = field(default_factory=dict)
    """The lines of the menu."""

    def line(self, text: str) -> tuple[str, ...]:
        """Give the clips of a line from the bot."""
        return (self.lines.get(text) or self.menu.get(text, NOTHING)).clips

    def together(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Give the clips of several lines one after the other, if all of them can be heard."""
        lines = [self.line(text) for text in texts]
        return tuple(clip for line in lines for clip in line) if all(lines) else ()

    @property
    def is_heard(self) -> bool:
        """Tell whether there is anything to listen to."""
        return any((self.question, *self.options.values(), *self.lines.values()))

    @property
    def menu_machine(self) -> bool:
        """Tell whether a machine reads some of the menu."""
        return any(one.machine for one in self.menu.values())

    @property
    def machine(self) -> bool:
        """Tell whether some of it is read by a machine."""
        heard = (self.question, *self.options.values(), *self.lines.values())
        return any(one.machine for one in heard)


async def can_listen(session: AsyncSession, drafts: Drafts, language: str) -> bool:
    """Tell whether a language has a voice here: somebody's, or the machine's."""
    return drafts.speaks(language) or await is_spoken(session, language)


async def listening_beside(
    session: AsyncSession, app: AppContext, person: Person, ask: Ask | None, said: Sequence[str]
) -> Listening | None:
    """Find the clips of an ask and of what is said beside it; None where there is no voice."""
    language, chosen = person.participant.language, person.participant.heard_first
    chooses = ask is not None and ask.chooses_language
    codes = [option.key for option in ask.options] if ask is not None and chooses else []
    own = await languages_saying_themselves(session, app.drafts, codes)
    about = await own_sounds(session, app.drafts, person.participant.id, catalog(language))
    if not about and not await can_listen(session, app.drafts, language):
        return Listening(chosen, options=own) if chosen or own else None
    app.drafts.begin(language)
    labels = {
        option.key: option.label
        for option in (ask.options if ask else ())
        if option.language in ("", language)
    }
    question = ask.text if ask else ""
    listed = menu_texts(app, person, catalog(language))
    shown = [*said, question, *labels.values(), *listed]
    heard = await heard_texts(session, app.drafts, language, shown, about)
    menu = _heard_of(heard, listed)
    lines = _heard_of(heard, said)
    # In it may stand what nobody can have recorded: a step in own words, the place of a meeting.
    parts = heard.question_parts(question, whole=ask is not None and ask.whole)
    if not parts:
        return Listening(chosen, options=own, lines=lines, menu=menu)
    sounds = {key: heard.sound(label) for key, label in labels.items()}
    options = own or {key: sound for key, sound in sounds.items() if sound}
    question_sound = joined_sounds(part.sound for part in parts)
    return Listening(chosen, question_sound, options, lines, menu)


def _heard_of(heard: Heard, texts: Iterable[str]) -> dict[str, Sound]:
    return {text: sound for text in texts if (sound := heard.sound(text))}


async def door_listening(
    session: AsyncSession, app: AppContext, language: str, texts: Sequence[str], *, chosen: bool
) -> Listening | None:
    """Find the clips of the door's words; where these have none, of the languages' names.

    None where a press would let nothing be heard: an ear that is silent promises what is not there.
    """
    found = await listening_to(session, app, language, texts, chosen=chosen)
    if found is not None and found.together(texts):
        return found
    names = await languages_saying_themselves(session, app.drafts, languages())
    return Listening(chosen, options=names) if names or chosen else None


async def listening_to(
    session: AsyncSession,
    app: AppContext,
    language: str,
    texts: Iterable[str],
    *,
    chosen: bool,
    person: Person | None = None,
) -> Listening | None:
    """Find the clips of a page's own texts; None where the language has no voice here."""
    about, menu = dict[str, Sound](), list[str]()
    if person is not None:
        about = await own_sounds(session, app.drafts, person.participant.id, catalog(language))
        menu = menu_texts(app, person, catalog(language))
    if not about and not await can_listen(session, app.drafts, language):
        return Listening(chosen) if chosen else None
    app.drafts.begin(language)
    shown = [*texts]
    heard = await heard_texts(session, app.drafts, language, [*shown, *menu], about)
    return Listening(chosen, lines=_heard_of(heard, shown), menu=_heard_of(heard, menu))


@dataclass(frozen=True)
class OwnSounds:
    """What was spoken for somebody alone: their coach's words about a meeting."""

    front: Front

    async def play(self, request: Request, person: Person) -> Response:
        """Let it be heard, part by part, in the form that the address names."""
        number: int = request.path_params["sound"]
        async with self.front.app.database.reading() as session:
            sound = await meeting_sound(session, number, person.participant.id)
        if sound is None:
            raise HTTPException(404)
        ogg, mp4 = sound
        is_ogg = request.url.path.endswith(".ogg")
        return sound_part(request, ogg if is_ogg else mp4, "audio/ogg" if is_ogg else "audio/mp4")


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
