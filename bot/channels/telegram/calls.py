"""What we send turned into Bot API calls, and what the answers mean."""

import datetime as dt
from typing import Any

from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.channel import Fate, Report
from bot.channels.telegram.http import call_api, cannot_have_left
from bot.channels.telegram.outgoing.kinds import (
    AnsweredEdit,
    Courtesy,
    FileMessage,
    Keyboard,
    LinkButton,
    NudgeMessage,
    PersonalDataMessage,
    PressButton,
    PressConfirmation,
    PromisedMessage,
    QuestionMessage,
    StarMessage,
    TextMessage,
)
from bot.star.png import star_png

Call = tuple[str, dict[str, Any]]
"""A method of the Bot API, and its parameters."""


async def send(bot: Bot, message: PromisedMessage, document: bytes | None = None) -> Report:
    """Send one promised message and understand the answer.

    ``document`` is the file that a ``PersonalDataMessage`` stands for.
    """
    try:
        # Without python-telegram-bot's objects around the answer: one number of it is needed.
        answer = await call_api(bot, *_message_call(message, document))
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
    return Report(Fate.SENT, int(answer["message_id"]))


def _may_send_again(fault: Exception) -> bool:
    """Tell whether the request cannot have reached Telegram, or Telegram said that it failed."""
    # Without a cause an answer came, and it was an error (500, 502).
    return fault.__cause__ is None or cannot_have_left(fault.__cause__)


def _message_call(message: PromisedMessage, document: bytes | None) -> Call:
    chat = {"chat_id": message.chat_id}
    match message:
        case TextMessage(text=text, keyboard=keyboard):
            return _text_call(chat, text, keyboard)
        case QuestionMessage(text=text, keyboard=keyboard):
            return _text_call(chat, text, keyboard)
        case NudgeMessage(text=text, button=button):
            return _text_call(chat, text, ((button,),))
        case StarMessage(caption=caption, star=star):
            photo = InputFile(star_png(star), "star.png", attach=False)
            return "sendPhoto", {**chat, "photo": photo, "caption": caption}
        case FileMessage(name=name, text=text):
            file = InputFile(text.encode(), name, attach=False)
            return "sendDocument", {**chat, "document": file}
        case PersonalDataMessage():
            file = InputFile(document or b"", "mydata.html", attach=False)
            return "sendDocument", {**chat, "document": file}


def _text_call(chat: dict[str, int], text: str, keyboard: Keyboard) -> Call:
    said: dict[str, Any] = {**chat, "text": text, "parse_mode": "HTML"}
    if keyboard:
        said["reply_markup"] = {"inline_keyboard": _inline_keyboard(keyboard)}
    return "sendMessage", said


def _inline_keyboard(rows: Keyboard) -> list[list[dict[str, str]]]:
    return [[_button(button) for button in row] for row in rows]


def _button(button: PressButton | LinkButton) -> dict[str, str]:
    match button:
        case PressButton(label=label, token=token):
            return {"text": label, "callback_data": token}
        case LinkButton(label=label, address=address):
            return {"text": label, "url": address}


async def send_courtesy(bot: Bot, courtesy: Courtesy) -> None:
    """Confirm a press or tidy an old question; that this fails changes nothing for anybody."""
    try:
        await call_api(bot, *_courtesy_call(courtesy))
    except TelegramError:
        return


def _courtesy_call(courtesy: Courtesy) -> Call:
    match courtesy:
        case PressConfirmation(callback_id=callback_id, text=text):
            shown = {"text": text} if text else {}
            return "answerCallbackQuery", {"callback_query_id": callback_id, **shown}
        case AnsweredEdit(chat_id=chat_id, message_id=message_id, text=text):
            where = {"chat_id": chat_id, "message_id": message_id}
            return "editMessageText", {**where, "text": text, "parse_mode": "HTML"}
