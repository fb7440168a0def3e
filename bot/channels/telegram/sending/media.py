"""Media: sounds, and the drawings of a scale, sent by Telegram's own names where we know them.

1. A form is tried after the other: a voice message, a piece of sound, the words alone.
2. What has been sent once goes by its name, in one call; a name that Telegram does not know any
   more is forgotten, and the content uploaded anew.
3. Several clips go as one voice message, put together anew each time: what they say together is
   often one person's own, and nothing of it is kept.
4. A form that is refused says nothing about the person: only the words alone decide that.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.channel import Fate, Report
from bot.channels.settling import Settling
from bot.channels.telegram.outgoing.kinds import (
    Form,
    PromisedMessage,
    QuestionMessage,
    Scale,
    ScaleMessage,
    SoundOrPicture,
    TextMessage,
    WithoutMedia,
)
from bot.clips.heard import own_number
from bot.clips.joined import joined
from bot.star.strip import scale_strip
from storage.clips.clips import mp4_of, ogg_of
from storage.clips.sent_files import forget_sent_file, keep_sent_file, sent_file
from storage.database.database import Database
from storage.meetings.sounds import meeting_sound

NO_VOICE_FOR = 86_400.0
"""Seconds until somebody who refused a voice message is sent one again."""
MOST_KNOWN = 5_000
"""Names of files that are remembered without a look-up: more than the texts that are spoken."""
LONGEST_NAME = 255


@dataclass(frozen=True)
class Tried:
    """What came of one form: no ``report`` where Telegram refuses what is sent, and not the chat.

    ``name`` is Telegram's own of what was sent; ``no_voice``: the person takes no voice messages.
    """

    report: Report | None
    name: str = ""
    no_voice: bool = False


@dataclass
class Media:
    """Sends sounds and pictures."""

    bot_id: int
    database: Database
    settling: Settling
    try_form: Callable[[SoundOrPicture, Form, str | bytes], Awaitable[Tried]]
    """Makes one call, with the content or with Telegram's name of it."""
    send_words: Callable[[WithoutMedia, bytes | None], Awaitable[Report]]
    _known: dict[tuple[str, Form], str] = field(default_factory=dict, init=False)
    _drawn: dict[Scale, str] = field(default_factory=dict, init=False)
    """The digests of the few pictures there are: who knows one by its name draws it no more."""
    _refuses_voice: dict[int, float] = field(default_factory=dict, init=False)
    """When a chat refused a voice message, by the loop's clock."""

    async def send(self, message: PromisedMessage, document: bytes | None = None) -> Report:
        """Send a message in the best form that is taken; most have words alone.

        ``document`` is the file that a ``PersonalDataMessage`` stands for. Raises what the database
        does, as long as nothing has left.
        """
        if isinstance(message, SoundOrPicture):
            for form in self._forms(message):
                if (report := await self._try(message, form)) is not None:
                    return report
        if isinstance(message, ScaleMessage):
            return Report(Fate.UNDELIVERABLE)  # it says nothing that does not follow in words
        return await self.send_words(message, document)

    def _forms(self, message: SoundOrPicture) -> Iterator[Form]:
        match message:
            case TextMessage(sounds=sounds) | QuestionMessage(sounds=sounds) if sounds:
                if self._takes(message.chat_id, Form.VOICE):
                    yield Form.VOICE
                if len(sounds) == 1:
                    yield Form.AUDIO
            case QuestionMessage(scale=Scale()) | ScaleMessage():
                yield Form.PHOTO
            case _:
                pass

    async def _try(self, message: SoundOrPicture, form: Form) -> Report | None:
        """Send a message in one form; None where that is not to be had."""
        digest = await self._digest(message)
        if digest and (name := await self._name(digest, form)):
            report = await self._call(message, form, digest, name)
            if report is not None or not self._takes(message.chat_id, form):
                return report
            await self._forget(digest, form)
        content = await self._content(message, form)
        return await self._call(message, form, digest, content) if content else None

    async def _call(
        self, message: SoundOrPicture, form: Form, digest: str, file: str | bytes
    ) -> Report | None:
        """Make one call; None where Telegram refuses what is sent, and not the chat."""
        tried = await self.try_form(message, form, file)
        if tried.no_voice:
            self._note_refusal(message.chat_id)
        if digest and tried.name and isinstance(file, bytes) and len(tried.name) <= LONGEST_NAME:
            await self._keep(digest, form, tried.name)
        return tried.report

    def _takes(self, chat_id: int, form: Form) -> bool:
        refused_at = self._refuses_voice.get(chat_id, float("-inf"))
        return form is not Form.VOICE or _now() - refused_at > NO_VOICE_FOR

    def _note_refusal(self, chat_id: int) -> None:
        """Remember for a while who takes no voice messages: the next one is not tried in vain."""
        self._refuses_voice.pop(chat_id, None)
        self._refuses_voice[chat_id] = _now()
        if len(self._refuses_voice) > MOST_KNOWN:
            del self._refuses_voice[next(iter(self._refuses_voice))]

    async def _digest(self, message: SoundOrPicture) -> str:
        """Name what is sent by its content; "" where it was put together for one person."""
        if sounds := _sounds_in(message):
            is_for_all = len(sounds) == 1 and own_number(sounds[0]) is None
            return sounds[0] if is_for_all else ""
        scale = _scale_in(message)
        if scale not in self._drawn:
            self._drawn[scale] = hashlib.sha256(await _strip(scale)).hexdigest()[:32]
        return self._drawn[scale]

    async def _name(self, digest: str, form: Form) -> str | None:
        """Give Telegram's name of a file; None where the bot has not sent it so."""
        known = self._known.get((digest, form))
        if known is None:
            async with self.database.reading() as session:
                known = await sent_file(session, self.bot_id, digest, form)
            self._remember(digest, form, known)
        return known

    def _remember(self, digest: str, form: Form, name: str | None) -> None:
        if name and len(self._known) < MOST_KNOWN:
            self._known[digest, form] = name

    async def _keep(self, digest: str, form: Form, name: str) -> None:
        """Keep the name of what was uploaded; where that cannot be written it is uploaded again."""
        self._remember(digest, form, name)

        async def keep(session: AsyncSession) -> None:
            await keep_sent_file(session, self.bot_id, digest, form, name)

        await self.settling.write(keep)

    async def _forget(self, digest: str, form: Form) -> None:
        self._known.pop((digest, form), None)

        async def forget(session: AsyncSession) -> None:
            await forget_sent_file(session, self.bot_id, digest, form)

        await self.settling.write(forget)

    async def _content(self, message: SoundOrPicture, form: Form) -> bytes | None:
        """Give what is to be uploaded; None where it is gone since it was promised."""
        if form is Form.PHOTO:
            return await _strip(_scale_in(message))
        async with self.database.reading() as session:
            found = [await _clip(session, name, form) for name in _sounds_in(message)]
        clips = [clip for clip in found if clip is not None]
        if not clips or len(clips) < len(found):
            return None
        try:
            return joined(clips)
        except ValueError:
            return None  # not written by our converter: the words are sent


async def _clip(session: AsyncSession, name: str, form: Form) -> bytes | None:
    """Give a clip by its name; the message was promised to whoever may hear it."""
    number = own_number(name)
    if number is None:
        return await (ogg_of if form is Form.VOICE else mp4_of)(session, name)
    own = await meeting_sound(session, number)
    return own[0 if form is Form.VOICE else 1] if own is not None else None


def _sounds_in(message: SoundOrPicture) -> tuple[str, ...]:
    return () if isinstance(message, ScaleMessage) else message.sounds


def _scale_in(message: SoundOrPicture) -> Scale:
    scale = None if isinstance(message, TextMessage) else message.scale
    if scale is None:
        raise ValueError("a message without a scale has no picture")
    return scale


async def _strip(scale: Scale) -> bytes:
    """Draw a scale, beside the loop."""
    return await asyncio.to_thread(scale_strip, scale.figures, scale.rtl)


def _now() -> float:
    return asyncio.get_running_loop().time()
