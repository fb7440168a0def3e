"""The Telegram fixture, for every channel's tests."""

from tests.bot.channels.telegram.conftest import telegram

__all__ = ["telegram"]
