"""The Telegram fixture, for reminders too."""

from tests.bot.channels.telegram.conftest import telegram

__all__ = ["telegram"]
