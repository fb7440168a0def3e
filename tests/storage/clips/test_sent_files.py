"""What Telegram calls a file: one bot's, and one form's."""

from bot.app_context import AppContext
from storage.clips.sent_files import forget_sent_file, keep_sent_file, sent_file

SOUND = "0123456789abcdef" * 2
BOT, OTHER = 7_110_201_543, 7_110_201_544


async def test_a_name_is_one_bots_and_the_newest_counts(either: AppContext) -> None:
    for name in ("first", "second"):
        async with either.database.writing() as session:
            await keep_sent_file(session, BOT, SOUND, "voice", name)
    async with either.database.reading() as session:
        assert await sent_file(session, BOT, SOUND, "voice") == "second"
        assert await sent_file(session, OTHER, SOUND, "voice") is None
        assert await sent_file(session, BOT, SOUND, "audio") is None


async def test_what_is_forgotten_is_asked_for_anew(either: AppContext) -> None:
    async with either.database.writing() as session:
        await keep_sent_file(session, BOT, SOUND, "voice", "name")
        await keep_sent_file(session, BOT, SOUND, "audio", "another")
        await forget_sent_file(session, BOT, SOUND, "voice")
        await forget_sent_file(session, BOT, SOUND, "voice")
    async with either.database.reading() as session:
        assert await sent_file(session, BOT, SOUND, "voice") is None
        assert await sent_file(session, BOT, SOUND, "audio") == "another"
