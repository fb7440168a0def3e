"""Sounds in Telegram: a clip sent first, and again by its name. The floor is words alone."""

import tempfile
import time
from pathlib import Path

from cryptography.fernet import Fernet
from telegram import Bot

from bot.app_context import build_app
from bot.channels.telegram.http import AiohttpRequest
from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.sending.health import Health
from bot.clips.conversion import convert
from bot.languages.text_states import digest_of
from bot.settings.settings import read_settings
from storage.clips.clips import clips_of_words, store_draft
from storage.schema import migrate
from tests.bench.figures import Figures, spread
from tests.fake_botapi import TOKEN, FakeBotApi
from tests.recordings import recording

CHAT, WORDS = 1000, "Mycket bra"


async def sounds(times: int) -> Figures:
    """Send one clip over and over, and words beside it."""
    folder = Path(tempfile.mkdtemp(prefix="skapabot-sounds-"))
    environ = {
        "SKAPABOT_DATA_DIR": str(folder),
        "SKAPABOT_SECRET_KEY": "a secret of 32 characters or more",
        "SKAPABOT_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "SKAPABOT_ENVIRONMENT": "test",
    }
    app = build_app(read_settings(environ))
    await migrate(app.database)
    clip = convert(recording("webm", 3.0))
    async with app.database.writing() as session:
        spoken = digest_of(WORDS)
        await store_draft(session, "sv", spoken, clip.ogg, clip.mp4, "a tone", app.clock())
        digest = (await clips_of_words(session, "sv", [spoken]))[spoken].digest
    request = AiohttpRequest(4, 10, Health())
    async with FakeBotApi.running() as api, Bot(TOKEN, base_url=api.url, request=request) as bot:
        api.user(CHAT, first_name="Bo")
        api.starts(CHAT, "")
        sender = Sender(bot, app.database, app.clock, _no_document)
        heard, read = TextMessage(CHAT, WORDS, sounds=(digest,)), TextMessage(CHAT, WORDS)
        first = [await _timed(sender, heard)]
        again = [await _timed(sender, heard) for _ in range(times)]
        floor = [await _timed(sender, read) for _ in range(times)]
        await sender.finish()
    await app.database.close()
    return {"first": spread(first), "again": spread(again), "floor_words": spread(floor)}


async def _timed(sender: Sender, message: TextMessage) -> float:
    """Send a message as the outbox does, past the rate limit; gives seconds."""
    began = time.perf_counter()
    await sender.media.send(message)
    return time.perf_counter() - began


async def _no_document(_participant_id: int) -> bytes:
    return b""
