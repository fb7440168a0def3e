"""The menu: our commands in every language, as Telegram shows them beside the field."""

import asyncio
import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.languages.catalog import catalog
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from dialogs.labels.commands import command_words
from storage.database.faults import kind_and_place

log = logging.getLogger(__name__)

MENU_AFTER = 3
"""Seconds from the start to the menu of commands, which nobody waits for."""


async def publish_menus(bot: Bot) -> None:
    """Tell Telegram our commands in every language, when those who waited have their answers."""
    await asyncio.sleep(MENU_AFTER)
    codes = (code for code in languages() if len(code) == 2)  # Telegram takes no other
    for language in (None, *codes):
        await asyncio.to_thread(catalog, language or SOURCE_LANGUAGE)  # reading one takes a while
        await _publish_menu(bot, language)


async def _publish_menu(bot: Bot, language: str | None) -> None:
    """Say once which commands we have; None stands for all languages that have none of their own.

    A menu is not worth stopping for.
    """
    words = command_words(catalog(language or SOURCE_LANGUAGE))
    try:
        await bot.set_my_commands(
            [BotCommand(name, text) for name, text in words], language_code=language
        )
    except TelegramError as fault:
        log.warning("no menu for the language %s: %s", language, kind_and_place(fault))
