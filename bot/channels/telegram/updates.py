"""Telegram updates understood: which chat, and what the person did.

Updates are read as the plain JSON they are: python-telegram-bot's objects would cost more than the
whole rest of a turn, and we need five of their fields.
"""

import contextlib
import datetime as dt
from dataclasses import dataclass
from typing import Any

from bot.turn.arrival import Arrival, ButtonPress
from dialogs.engine.event import Command, Edited, Event, Opened, Typed, Unreadable, Written
from dialogs.labels.commands import command_of
from dialogs.people.accounts import Channel
from dialogs.words.spoken import typed

CHANNEL = Channel.TELEGRAM
_GONE = {"kicked", "left"}
_SOUNDS = frozenset({"voice", "audio"})
_MEDIA = _SOUNDS | {"photo"}
_LARGEST = 2**63 - 1
_ODD = (LookupError, TypeError, AttributeError, ValueError, OverflowError, OSError)
"""What reading JSON that is not as it should be raises."""

Update = dict[str, Any]
"""One update, as the Bot API describes it."""


class UnreadableUpdateError(ValueError):
    """An update that is not as the Bot API describes it; says nothing of what is in it."""


@dataclass(frozen=True)
class Voice:
    """A voice message, or a file of sound, that lies at Telegram; ``size`` is in bytes, or 0.

    ``unique_id`` is the same for all bots and at all times; ``file_id`` is what it is fetched by.
    """

    file_id: str
    unique_id: str
    seconds: int
    size: int
    written: Written | None


@dataclass(frozen=True)
class TelegramArrival(Arrival):
    """An arrival from Telegram, with what only Telegram needs to answer it.

    ``callback`` is the id of a press to confirm; ``pressed`` the message that held the button,
    ``captioned`` whether its words stand below a picture or a sound, and ``alone`` whether it had
    no other button. With a ``voice`` the event is *unreadable* until
    somebody has fetched it.
    """

    callback: str = ""
    pressed: int | None = None
    voice: Voice | None = None
    captioned: bool = False
    alone: bool = False

    @property
    def chat_id(self) -> int:
        """Give the chat to answer in."""
        return int(self.address)


def by_id(updates: object) -> dict[int, Update]:
    """Name updates by their id, in their order; what has no id that can be kept is left out."""
    found = {}
    for update in updates if isinstance(updates, list) else ():
        with contextlib.suppress(*_ODD):
            found[_number(update["update_id"])] = update
    return found


def chat_of(update: Update) -> int:
    """Name the chat to answer in; 0 where there is none."""
    try:
        got = arrival_of(update)
    except UnreadableUpdateError:
        return 0
    return got.chat_id if got else 0


def arrival_of(update: Update) -> TelegramArrival | None:
    """Understand an update; None for what is not ours to answer, such as anything in a group.

    Raises UnreadableUpdateError, whatever is wrong with it: it may be anything.
    """
    try:
        return _arrival(update)
    except _ODD:
        raise UnreadableUpdateError("an update is not as it should be") from None


def _arrival(update: Update) -> TelegramArrival | None:
    if "callback_query" in update:
        return _press_arrival(update["callback_query"])
    if "my_chat_member" in update:
        return _membership_arrival(update["my_chat_member"])
    for kind in ("message", "edited_message"):
        if kind in update:
            return _message_arrival(update[kind], edited=kind == "edited_message")
    return None


def _is_private(part: Update) -> bool:
    return bool(part["chat"]["type"] == "private")


def _press_arrival(query: Update) -> TelegramArrival | None:
    message = query.get("message", {"chat": {"type": "none"}})  # the message may be too old
    if not _is_private(message):
        return None
    return TelegramArrival(
        CHANNEL,
        _address(message),
        ButtonPress(_text(query.get("data", ""))),
        language=_language_tag(query),
        callback=_text(query["id"]),
        pressed=_number(message["message_id"]),
        heard=not _SOUNDS.isdisjoint(message),
        captioned=not _MEDIA.isdisjoint(message),
        alone=_has_one_button(message.get("reply_markup")),
    )


def _has_one_button(markup: object) -> bool:
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    return isinstance(rows, list) and len(rows) == 1 and len(rows[0]) == 1


def _membership_arrival(change: Update) -> TelegramArrival | None:
    if not _is_private(change):
        return None
    reachable = _text(change["new_chat_member"]["status"]) not in _GONE
    return TelegramArrival(CHANNEL, _address(change), Opened(), reachable=reachable)


def _message_arrival(message: Update, *, edited: bool) -> TelegramArrival | None:
    if not _is_private(message):
        return None
    address, language = _address(message), _language_tag(message)
    if "text" not in message:
        voice = None if edited else _voice(message)
        return TelegramArrival(CHANNEL, address, Unreadable(), language=language, voice=voice)
    text, written = _text(message["text"]), _written(message)
    if edited:
        change: Event = Edited(text, written) if written else Unreadable()
        return TelegramArrival(CHANNEL, address, change, language=language)
    command = command_of(text)
    if command is None:
        return TelegramArrival(CHANNEL, address, Typed(text, written), language=language)
    name, rest = command
    if name == "start":
        return TelegramArrival(CHANNEL, address, Opened(), code=rest, language=language)
    return TelegramArrival(CHANNEL, address, Command(name, rest.lower()), language=language)


def _written(message: Update) -> Written | None:
    """Say when a message was written: Telegram's own time of it, also where it was changed."""
    if not {"message_id", "date"} <= message.keys():
        return None
    at = dt.datetime.fromtimestamp(_number(message["date"]), dt.UTC)
    return Written(_number(message["message_id"]), at)


def _voice(message: Update) -> Voice | None:
    sound = message.get("voice") or message.get("audio")
    if sound is None:
        return None
    size = _number(sound.get("file_size", 0))
    names = _text(sound["file_id"]), _text(sound["file_unique_id"])
    return Voice(*names, _number(sound["duration"]), size, _written(message))


def _address(part: Update) -> str:
    return str(_number(part["chat"]["id"]))


def _language_tag(part: Update) -> str:
    return _text(part.get("from", {}).get("language_code", ""))


def _text(said: object) -> str:
    """Take a text that can be stored and sent: half a surrogate pair has no place in UTF-8."""
    if not isinstance(said, str):
        raise TypeError
    said.encode()
    return typed(said)


def _number(said: object) -> int:
    """Take a whole number that a column can hold."""
    if type(said) is not int or not -_LARGEST <= said <= _LARGEST:
        raise ValueError
    return said
