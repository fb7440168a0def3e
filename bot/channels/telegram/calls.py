"""Payloads turned into Bot API calls, and what the answers mean."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram.http import call_api, cannot_have_left
from bot.channels.telegram.messages import Payload
from bot.star.png import star_png
from dialogs.engine.star import Series, Star


class Fate(StrEnum):
    """What became of a message."""

    SENT = "sent"
    UNCERTAIN = "uncertain"
    UNDELIVERABLE = "undeliverable"
    UNREACHABLE = "unreachable"
    """The person cannot be written to: blocked, deactivated, no such chat."""
    LATER = "later"


@dataclass(frozen=True)
class Report:
    """How a call went; ``wait`` is how long to hold this chat back before the next try."""

    fate: Fate
    message_id: int | None = None
    wait: dt.timedelta = dt.timedelta(0)


async def send(bot: Bot, payload: Payload, document: bytes | None = None) -> Report:
    """Send one promised message and understand the answer."""
    try:
        message_id = await _send_payload(bot, payload, document)
    except RetryAfter as late:
        wait = late.retry_after
        pause = wait if isinstance(wait, dt.timedelta) else dt.timedelta(seconds=wait)
        return Report(Fate.LATER, wait=pause)
    except Forbidden:
        return Report(Fate.UNREACHABLE)
    except BadRequest as refused:
        gone = "chat not found" in refused.message.lower()
        return Report(Fate.UNREACHABLE if gone else Fate.UNDELIVERABLE)
    except TimedOut as late:
        return Report(Fate.LATER if _may_send_again(late) else Fate.UNCERTAIN)
    except NetworkError as broken:
        return Report(Fate.LATER if _may_send_again(broken) else Fate.UNCERTAIN)
    except TelegramError:
        return Report(Fate.UNDELIVERABLE)
    return Report(Fate.SENT, message_id)


def _may_send_again(fault: Exception) -> bool:
    """Tell whether the request cannot have reached Telegram, or Telegram said that it failed."""
    # Without a cause an answer came, and it was an error (500, 502).
    return fault.__cause__ is None or cannot_have_left(fault.__cause__)


async def _send_payload(bot: Bot, payload: Payload, document: bytes | None) -> int:
    chat = {"chat_id": payload["chat"]}
    match payload["do"]:
        case "star":
            photo = InputFile(star_png(star_of(payload["star"])), "star.png", attach=False)
            what = ("sendPhoto", {**chat, "photo": photo, "caption": payload["caption"]})
        case "file":
            file = InputFile(payload["text"].encode(), payload["name"], attach=False)
            what = ("sendDocument", {**chat, "document": file})
        case "data":
            file = InputFile(document or b"", "mydata.html", attach=False)
            what = ("sendDocument", {**chat, "document": file})
        case _:
            said = {**chat, "text": payload["text"], "parse_mode": "HTML"}
            if keyboard := payload.get("keyboard"):
                said["reply_markup"] = {"inline_keyboard": inline_keyboard(keyboard)}
            what = ("sendMessage", said)
    # Without python-telegram-bot's objects around the answer: one number of it is needed.
    return int((await call_api(bot, *what))["message_id"])


async def send_courtesy(bot: Bot, payload: Payload) -> None:
    """Confirm a press or tidy an old question; that this fails changes nothing for anybody."""
    if payload["do"] == "confirm":
        method = "answerCallbackQuery"
        said = {"callback_query_id": payload["callback"]}
        if payload["text"]:
            said["text"] = payload["text"]
    else:
        method = "editMessageText"
        where = {"chat_id": payload["chat"], "message_id": payload["message"]}
        said = {**where, "text": payload["text"], "parse_mode": "HTML"}
    try:
        await call_api(bot, method, said)
    except TelegramError:
        return


def inline_keyboard(rows: list[list[list[str]]]) -> list[list[dict[str, str]]]:
    """Make Telegram's buttons of rows of [label, button id or address]."""
    return [[_button(label, leads_to) for label, leads_to in row] for row in rows]


def _button(label: str, leads_to: str) -> dict[str, str]:
    address = leads_to.startswith(("https://", "http://"))  # our ids hold no colon
    return {"text": label, "url" if address else "callback_data": leads_to}


def star_of(data: dict[str, Any]) -> Star:
    """Read a star back from a stored payload."""
    series = tuple(Series(of["name"], tuple(of["values"])) for of in data["series"])
    return Star(
        tuple(data["labels"]), series, data["description"], rtl=data["rtl"], steps=data["steps"]
    )
