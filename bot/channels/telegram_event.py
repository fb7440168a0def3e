"""Telegram updates understood: which chat, and what the person did."""

from dataclasses import dataclass

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from bot.outcome import Arrival, Button
from dialogs.event import Command, Event, Opened, Typed, Unreadable

CHANNEL = "telegram"
_COMMANDS = {"help", "language", "pause", "mydata", "delete"}


@dataclass(frozen=True)
class Received:
    """An arrival from Telegram, with what only Telegram needs to answer it.

    ``callback`` is the id of a press to confirm; ``pressed`` the message that held the button.
    """

    arrival: Arrival
    chat_id: int
    callback: str = ""
    pressed: int | None = None


def received(update: Update) -> Received | None:
    """Understand an update; None for what is not ours to answer, such as anything in a group."""
    if update.callback_query:
        return _press(update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    arrival = _said(message, edited=update.message is None)
    return Received(arrival, message.chat.id)


def _press(query: CallbackQuery) -> Received | None:
    if query.message is None or query.message.chat.type != ChatType.PRIVATE:
        return None
    chat_id = query.message.chat.id
    arrival = Arrival(CHANNEL, str(chat_id), Button(query.data or ""), language=_tag(query))
    return Received(arrival, chat_id, query.id, query.message.message_id)


def _membership(change: ChatMemberUpdated) -> Received | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    reachable = change.new_chat_member.status not in (ChatMember.BANNED, ChatMember.LEFT)
    arrival = Arrival(CHANNEL, str(change.chat.id), Opened(), reachable=reachable)
    return Received(arrival, change.chat.id)


def _said(message: Message, *, edited: bool) -> Arrival:
    address = str(message.chat.id)
    language = _tag(message)
    if edited or message.text is None:
        return Arrival(CHANNEL, address, Unreadable(), language=language)
    word, _, rest = message.text.partition(" ")
    name = word.removeprefix("/").partition("@")[0].lower()
    if word.startswith("/") and name == "start":
        return Arrival(CHANNEL, address, Opened(), code=rest.strip(), language=language)
    event: Event = Typed(message.text)
    if word.startswith("/") and name in _COMMANDS:
        event = Command(name, rest.strip().lower())
    return Arrival(CHANNEL, address, event, language=language)


def _tag(of: Message | CallbackQuery) -> str:
    return (of.from_user.language_code if of.from_user else None) or ""
