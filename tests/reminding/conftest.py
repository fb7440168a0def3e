"""The Telegram fixture, for reminders too."""

from tests.telegram.conftest import telegram

__all__ = ["telegram"]
