"""Drafts: what the machine is to speak next, one piece at a time, and never in a turn's way.

A page wishes for what it shows and cannot let be heard; it does not wait, and the next one has it.
"""

import asyncio
from dataclasses import dataclass, field
from itertools import chain

from bot.clips.aside import do_aside
from bot.clips.clip import ClipError
from bot.clips.machine.first_path import first_path
from bot.clips.machine.meetings import read_meeting
from bot.clips.machine.speaking import MuteError, speak_aside
from bot.clips.our_words import OurWords, our_words
from bot.clips.pieces import pieces_of
from bot.clips.voices import MACHINE, voice_of
from bot.health.part import Part
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import SOURCE_LANGUAGE
from bot.languages.text_states import digest_of
from bot.settings.clock import Clock
from bot.settings.installation import Installation
from dialogs.agenda.plan import Plan
from dialogs.talks.settings import language_text
from storage.clips.clips import clips_of_words, store_draft
from storage.database.database import Database

MOST_WAITING = 300
"""How many texts may wait; those beyond are wished for again when they are shown."""
LONGEST_TEXT = 2000
"""In characters: what is longer is read."""
MOST_REFUSED = 5000

Wish = tuple[str, str]
"""A language, and what was shown in it."""


@dataclass
class Drafts:
    """What is to be spoken by the machine. ``on``: the organisation wants it, and it is here."""

    database: Database
    installation: Installation
    organisation: str
    clock: Clock
    on: bool
    part: Part = field(default_factory=lambda: Part("the machine that reads aloud"))
    _shown: dict[Wish, None] = field(default_factory=dict)
    _soon: dict[Wish, None] = field(default_factory=dict)
    _refused: dict[Wish, None] = field(default_factory=dict)
    """By the digest of the words: what cannot be spoken is not tried again by this process."""
    _meetings: dict[int, None] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    _ours: dict[str, tuple[Catalog, OurWords]] = field(default_factory=dict)
    _wished: asyncio.Event = field(default_factory=asyncio.Event)

    def speaks(self, language: str) -> bool:
        """Tell whether texts in a language get a voice here."""
        return self.on and voice_of(language) != ""

    @property
    def waiting(self) -> list[Wish]:
        """List what waits, in its order."""
        return [*self._shown, *self._soon]

    def wish(self, language: str, text: str) -> None:
        """Let a text that is shown be spoken, if all of it is ours; whoever works looks at that."""
        self._add(self._shown, language, text)

    def wish_meeting(self, number: int) -> None:
        """Let what a coach has written about a meeting be read to the participant, by its id."""
        if self.speaks(SOURCE_LANGUAGE) and len(self._meetings) < MOST_WAITING:
            self._meetings[number] = None
            self._wished.set()

    def begin(self, language: str) -> None:
        """Let be spoken what somebody will be shown next; once for each language.

        Before the questions what each language is called by, for whoever looks for theirs by ear.
        """
        if not self.speaks(language) or language in self._begun:
            return
        self._begun.add(language)
        texts = catalog(language)
        scene, day = self.installation.scene(language, ""), self.clock().date().isoformat()
        welcome, *later = first_path(scene, Plan().instrument, day)
        for text in welcome:
            self._add(self._soon, language, text)
        for code in scene.languages:
            self._add(self._soon, code, language_text(catalog(code)))
        for text in chain.from_iterable(later):
            self._add(self._soon, language, text)
        for instrument in self.installation.instruments.values():
            for item in instrument.items:
                wording = instrument.wording(item, texts)
                for text in (wording.question, *wording.anchors):
                    self._add(self._soon, language, text)

    def _add(self, waiting: dict[Wish, None], language: str, text: str) -> None:
        has_room = len(self._shown) + len(self._soon) < MOST_WAITING
        if (language, text) in self._shown:
            return
        if self.speaks(language) and len(text) <= LONGEST_TEXT and has_room:
            waiting[language, text] = None
            self._wished.set()

    def _words(self, language: str) -> OurWords:
        """Give all that is ours in a language, as it is in force."""
        texts = catalog(language)
        found = self._ours.get(language)
        if found is None or found[0] is not texts:
            words = our_words(texts, self._said(texts), self._steps(texts))
            found = self._ours[language] = texts, words
        return found[1]

    def _said(self, texts: Catalog) -> list[str]:
        """List all that we say in a language: the catalog, and the organisation's own."""
        own = self.installation
        said = [*texts.said(), self.organisation]
        for instrument in own.instruments.values():
            if instrument.language == texts.language:
                said += [text for _, text in instrument.messages()]
        written = (own.agreement.by_language or {}, own.help.urgent, own.help.otherwise)
        return said + [of[texts.language] for of in written if texts.language in of]

    def _steps(self, texts: Catalog) -> set[str]:
        """Give the small steps that instruments suggest in a language."""
        return {
            step
            for instrument in self.installation.instruments.values()
            for item in instrument.items
            for step in instrument.suggestions(item, texts)
        }

    def _pieces(self, language: str, text: str) -> list[str]:
        """Cut a text for the machine; nothing where some of it is not ours."""
        return pieces_of(language, text) if self._words(language).hold(text) else []

    async def work(self) -> None:
        """Speak what is wished for, until cancelled."""
        while True:
            await self._wished.wait()
            self._wished.clear()
            await self.make_waiting()

    async def make_waiting(self) -> None:
        """Speak all that waits: meetings, then what is shown, then what will be asked."""
        while self._meetings:
            await self._read_meeting(self._meetings.popitem()[0])
        while waiting := self._shown or self._soon:
            language, text = wish = next(iter(waiting))
            try:
                for piece in await do_aside(self._pieces, language, text):
                    await self._make(language, piece)
            finally:
                waiting.pop(wish, None)

    async def _read_meeting(self, number: int) -> None:
        """Read a coach's words; what cannot be read is tried again when it is shown again."""
        try:
            await read_meeting(self.database, self.clock, number, speak_aside)
        except (MuteError, ClipError) as fault:
            self.part.fails(f"could not read what a coach has written ({fault})")

    async def _make(self, language: str, words: str) -> None:
        spoken = digest_of(words)
        if (language, spoken) in self._refused:
            return
        async with self.database.reading() as session:
            if await clips_of_words(session, language, [spoken]):
                return
        try:
            clip = await speak_aside(language, words)
        except (MuteError, ClipError) as fault:
            self.part.fails(f"could not say a text in {language} ({fault})")
            self._refused[language, spoken] = None
            if len(self._refused) > MOST_REFUSED:
                self._refused.pop(next(iter(self._refused)))
            return
        async with self.database.writing() as session:
            made = (clip.ogg, clip.mp4, MACHINE, self.clock())
            await store_draft(session, language, spoken, *made)
        self.part.goes()
