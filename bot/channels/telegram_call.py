"""Payloads turned into Bot API calls, and what the answers mean."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram_message import Payload
from bot.picture import star_png
from dialogs.star import Series, Star


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
        message_id = await _sent(bot, payload, document)
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
        return Report(Fate.LATER if _never_left(late) else Fate.UNCERTAIN)
    except NetworkError as broken:
        return Report(Fate.LATER if _never_left(broken) else Fate.UNCERTAIN)
    except TelegramError:
        return Report(Fate.UNDELIVERABLE)
    return Report(Fate.SENT, message_id)


def _never_left(fault: Exception) -> bool:
    """Tell whether the request cannot have reached Telegram, or Telegram said that it failed."""
    cause = fault.__cause__
    if cause is None:
        return True  # an answer came, and it was an error (500, 502)
    return isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


async def _sent(bot: Bot, payload: Payload, document: bytes | None) -> int:
    chat = payload["chat"]
    match payload["do"]:
        case "star":
            photo = star_png(star_from(payload["star"]))
            return (await bot.send_photo(chat, photo, caption=payload["caption"])).message_id
        case "data":
            file = document or b""
            return (await bot.send_document(chat, file, filename="mydata.html")).message_id
        case _:
            keyboard = markup(payload.get("keyboard"))
            message = await bot.send_message(
                chat, payload["text"], parse_mode=ParseMode.HTML, reply_markup=keyboard
            )
            return message.message_id


async def be_courteous(bot: Bot, payload: Payload) -> None:
    """Confirm a press or tidy an old question; that this fails changes nothing for anybody."""
    try:
        if payload["do"] == "confirm":
            await bot.answer_callback_query(payload["callback"], text=payload["text"] or None)
        else:
            await bot.edit_message_text(
                payload["text"],
                chat_id=payload["chat"],
                message_id=payload["message"],
                parse_mode=ParseMode.HTML,
            )
    except TelegramError:
        return


def markup(rows: list[list[list[str]]] | None) -> InlineKeyboardMarkup | None:
    """Make Telegram's keyboard of rows of [label, button id]."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=token) for label, token in row] for row in rows]
    )


def star_from(data: dict[str, Any]) -> Star:
    """Read a star back from a stored payload."""
    series = tuple(Series(of["name"], tuple(of["values"])) for of in data["series"])
    return Star(
        tuple(data["labels"]), series, data["description"], rtl=data["rtl"], steps=data["steps"]
    )
