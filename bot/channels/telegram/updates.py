"""Telegram updates understood: which chat, and what the person did.

Updates are read as the plain JSON they are: python-telegram-bot's objects would cost more than the
whole rest of a turn, and we need five of their fields.
"""

from dataclasses import dataclass
from typing import Any

from bot.languages.catalog import SOURCE_LANGUAGE, catalog
from bot.turn.arrival import Arrival, ButtonPress
from dialogs.engine.event import Command, Event, Opened, Typed, Unreadable
from dialogs.labels.commands import command_words
from dialogs.people.accounts import Channel

CHANNEL = Channel.TELEGRAM
_COMMANDS = {name for name, _ in command_words(catalog(SOURCE_LANGUAGE))}
_GONE = {"kicked", "left"}

Update = dict[str, Any]
"""One update, as the Bot API describes it."""


@dataclass(frozen=True)
class TelegramArrival(Arrival):
    """An arrival from Telegram, with what only Telegram needs to answer it.

    ``callback`` is the id of a press to confirm; ``pressed`` the message that held the button.
    """

    callback: str = ""
    pressed: int | None = None

    @property
    def chat_id(self) -> int:
        """Give the chat to answer in."""
        return int(self.address)


def chat_of(update: Update) -> int:
    """Name the chat an update belongs to; 0 where it belongs to none."""
    query = update.get("callback_query", {})
    for part in (query, update):
        for kind in ("message", "edited_message", "my_chat_member"):
            if kind in part:
                return int(part[kind]["chat"]["id"])
    return 0


def arrival_of(update: Update) -> TelegramArrival | None:
    """Understand an update; None for what is not ours to answer, such as anything in a group."""
    if query := update.get("callback_query"):
        return _press_arrival(query)
    if change := update.get("my_chat_member"):
        return _membership_arrival(change)
    message = update.get("message") or update.get("edited_message")
    if message is None or not _is_private(message):
        return None
    return _message_arrival(message, edited="message" not in update)


def _is_private(part: Update) -> bool:
    return bool(part["chat"]["type"] == "private")


def _press_arrival(query: Update) -> TelegramArrival | None:
    message = query.get("message")
    if message is None or not _is_private(message):
        return None
    return TelegramArrival(
        CHANNEL,
        str(message["chat"]["id"]),
        ButtonPress(query.get("data", "")),
        language=_language_tag(query),
        callback=query["id"],
        pressed=message["message_id"],
    )


def _membership_arrival(change: Update) -> TelegramArrival | None:
    if not _is_private(change):
        return None
    reachable = change["new_chat_member"]["status"] not in _GONE
    return TelegramArrival(CHANNEL, str(change["chat"]["id"]), Opened(), reachable=reachable)


def _message_arrival(message: Update, *, edited: bool) -> TelegramArrival:
    address, language = str(message["chat"]["id"]), _language_tag(message)
    text = message.get("text")
    if edited or text is None:
        return TelegramArrival(CHANNEL, address, Unreadable(), language=language)
    word, _, rest = text.partition(" ")
    name = word.removeprefix("/").partition("@")[0].lower()
    if word.startswith("/") and name == "start":
        return TelegramArrival(CHANNEL, address, Opened(), code=rest.strip(), language=language)
    event: Event = Typed(text)
    if word.startswith("/") and name in _COMMANDS:
        event = Command(name, rest.strip().lower())
    return TelegramArrival(CHANNEL, address, event, language=language)


def _language_tag(part: Update) -> str:
    return str(part.get("from", {}).get("language_code", ""))
