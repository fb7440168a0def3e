"""Voice messages: fetched from Telegram and converted, before the turn that keeps them."""

from dataclasses import replace
from urllib.parse import quote

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.http import AiohttpRequest, FileTooLargeError, call_api
from bot.channels.telegram.updates import TelegramArrival, Voice
from bot.clips.aside import can_convert
from bot.clips.waiting.places import PLACES, NoPlaceError
from bot.turn.spoken import recorded_event
from bot.turn.turns import Turns
from dialogs.engine.event import Unreadable
from dialogs.engine.reply import Code
from dialogs.words.spoken import LONGEST_SPEECH
from storage.database.database import Database

LARGEST_FILE = 20 * 1024 * 1024
"""In bytes: more Telegram does not hand out."""
_TOO_LARGE = "file is too big"
"""What Telegram says of a file that is larger, where its size was not told before."""


async def with_voice(
    bot: Bot, database: Database, turns: Turns, got: TelegramArrival
) -> TelegramArrival:
    """Give an arrival with what was spoken, or with why that cannot be kept.

    No transaction is open meanwhile: it takes seconds.
    """
    voice = got.voice
    if voice is None:
        return got
    if can_convert() and (voice.seconds > LONGEST_SPEECH or voice.size > LARGEST_FILE):
        return replace(got, event=Unreadable(Code.SPOKEN_TOO_LONG))
    try:
        async with PLACES.place(f"chat {got.chat_id}", voice.size or LARGEST_FILE):
            return await _with_sound(bot, database, turns, got, voice)
    except NoPlaceError:
        return replace(got, event=Unreadable(Code.SPOKEN_NOT_TAKEN))


async def _with_sound(
    bot: Bot, database: Database, turns: Turns, got: TelegramArrival, voice: Voice
) -> TelegramArrival:
    async with database.writing() as session:
        tried = await turns.begin_spoken(session, got, f"telegram {voice.unique_id}")
    if isinstance(tried, Code):
        return replace(got, event=Unreadable(tried))
    try:
        recorded = b"" if tried.is_known else await _fetch(bot, voice)
    except TelegramError as fault:
        return replace(got, event=Unreadable(_why_not_fetched(fault)))
    return replace(got, event=await recorded_event(tried, recorded, written=voice.written))


def _why_not_fetched(fault: TelegramError) -> Code:
    """Tell what is said where a file does not come: only one that is too large has a fault."""
    is_too_large = isinstance(fault, FileTooLargeError) or (
        isinstance(fault, BadRequest) and _TOO_LARGE in fault.message.lower()
    )
    return Code.SPOKEN_TOO_LONG if is_too_large else Code.SPOKEN_NOT_TAKEN


async def _fetch(bot: Bot, voice: Voice) -> bytes:
    """Download a file; raises TelegramError, and FileTooLargeError among them."""
    found = await call_api(bot, "getFile", {"file_id": voice.file_id})
    path, request = found.get("file_path") if isinstance(found, dict) else None, bot.request
    if not isinstance(path, str) or not isinstance(request, AiohttpRequest):
        raise TelegramError("a file without a path")
    return await request.download(f"{bot.base_file_url}/{quote(path)}", LARGEST_FILE)
