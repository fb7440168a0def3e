"""The Telegram fixture, for reminders too."""

from tests.bot.telegram.conftest import telegram

__all__ = ["telegram"]
