"""What we send turned into Bot API calls, and what the answers mean."""

import datetime as dt
from typing import Any

from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.channel import Fate, Report
from bot.channels.telegram.http import call_api, cannot_have_left
from bot.channels.telegram.outgoing.kinds import (
    AnsweredEdit,
    Courtesy,
    FileMessage,
    Form,
    Keyboard,
    LinkButton,
    NudgeMessage,
    PersonalDataMessage,
    PressButton,
    PressConfirmation,
    QuestionMessage,
    SoundOrPicture,
    StarMessage,
    TextMessage,
    WithoutMedia,
)
from bot.channels.telegram.sending.answer import AnswerError
from bot.channels.telegram.sending.media import Tried
from bot.star.png import star_png

Call = tuple[str, dict[str, Any]]
"""A method of the Bot API, and its parameters."""
HTML: dict[str, Any] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
"""Of every text: for a preview Telegram would fetch what somebody on the staff has typed."""


NO_VOICE = "VOICE_MESSAGES_FORBIDDEN"
"""What Telegram says of somebody who takes no voice messages."""
_METHODS = {Form.VOICE: "sendVoice", Form.AUDIO: "sendAudio", Form.PHOTO: "sendPhoto"}
_FILE_NAMES = {Form.VOICE: "voice.ogg", Form.AUDIO: "voice.m4a", Form.PHOTO: "scale.png"}


async def send(bot: Bot, message: WithoutMedia, document: bytes | None = None) -> Report:
    """Send one promised message and understand the answer.

    ``document`` is the file that a ``PersonalDataMessage`` stands for.
    """
    try:
        # Without python-telegram-bot's objects around the answer: one number of it is needed.
        answer = await call_api(bot, *_message_call(message, document))
    except TelegramError as fault:
        return report_of_fault(fault)
    return report_of_answer(answer)


def report_of_answer(answer: Any, *, captioned: bool = False) -> Report:
    """Say how a try went that was answered; ``captioned``: the words stand below something."""
    number = answer.get("message_id") if isinstance(answer, dict) else None
    if type(number) is not int:
        return Report(Fate.UNCERTAIN)
    return Report(Fate.SENT, number, captioned=captioned)


def report_of_fault(fault: TelegramError) -> Report:
    """Say how a try went that failed."""
    return Report(_fate_after(fault), wait=_wait_after(fault))


def _fate_after(fault: TelegramError) -> Fate:
    """Give a message's fate. Only what Telegram says about it, or its chat, is final."""
    match fault:
        case AnswerError():
            return Fate.LATER if fault.is_refusal else Fate.UNCERTAIN
        case Forbidden():
            return Fate.UNREACHABLE
        case BadRequest():
            gone = "chat not found" in fault.message.lower()
            return Fate.UNREACHABLE if gone else Fate.UNDELIVERABLE
        case ChatMigrated():
            return Fate.UNDELIVERABLE
        case RetryAfter() | InvalidToken() | EndPointNotFound() | Conflict():
            return Fate.LATER
        case _:
            return Fate.LATER if cannot_have_left(fault.__cause__) else Fate.UNCERTAIN


def _wait_after(fault: TelegramError) -> dt.timedelta:
    """Give how long Telegram wants to be left alone; zero where it did not say."""
    if not isinstance(fault, RetryAfter):
        return dt.timedelta(0)
    wait = fault.retry_after
    return wait if isinstance(wait, dt.timedelta) else dt.timedelta(seconds=wait)


def _message_call(message: WithoutMedia, document: bytes | None) -> Call:
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
            below = {"caption": caption} if caption else {}
            return "sendPhoto", {**chat, "photo": photo, **below}
        case FileMessage(name=name, text=text):
            file = InputFile(text.encode(), name, attach=False)
            return "sendDocument", {**chat, "document": file}
        case PersonalDataMessage():
            file = InputFile(document or b"", "mydata.html", attach=False)
            return "sendDocument", {**chat, "document": file}


def media_call(message: SoundOrPicture, form: Form, file: str | bytes) -> Call:
    """Word a message as a sound or a picture; ``file`` is its content, or Telegram's id of it."""
    sent = file if isinstance(file, str) else InputFile(file, _FILE_NAMES[form], attach=False)
    said: dict[str, Any] = {"chat_id": message.chat_id, form.value: sent}
    if isinstance(message, TextMessage | QuestionMessage):
        said |= {"caption": message.text, "parse_mode": "HTML"}
        if message.keyboard:
            said["reply_markup"] = {"inline_keyboard": _inline_keyboard(message.keyboard)}
    return _METHODS[form], said


def _text_call(chat: dict[str, int], text: str, keyboard: Keyboard) -> Call:
    said: dict[str, Any] = {**chat, "text": text, **HTML}
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


async def send_courtesy(bot: Bot, courtesy: Courtesy) -> dt.timedelta:
    """Confirm a press or tidy an old question; that this fails changes nothing for anybody.

    Gives how long Telegram wants the chat to be left alone; zero where it did not say.
    """
    try:
        await call_api(bot, *_courtesy_call(courtesy))
    except TelegramError as fault:
        return _wait_after(fault)
    return dt.timedelta(0)


def _courtesy_call(courtesy: Courtesy) -> Call:
    match courtesy:
        case PressConfirmation(callback_id=callback_id, text=text):
            shown = {"text": text} if text else {}
            return "answerCallbackQuery", {"callback_query_id": callback_id, **shown}
        case AnsweredEdit(chat_id=chat_id, message_id=message_id, text=text):
            where = {"chat_id": chat_id, "message_id": message_id}
            if courtesy.captioned:
                return "editMessageCaption", {**where, "caption": text, "parse_mode": "HTML"}
            return "editMessageText", {**where, "text": text, **HTML}


async def send_media(bot: Bot, message: SoundOrPicture, form: Form, file: str | bytes) -> Tried:
    """Send a message in one form, and understand the answer."""
    try:
        answer = await call_api(bot, *media_call(message, form, file))
    except TelegramError as fault:
        if isinstance(fault, BadRequest | Forbidden) and NO_VOICE in fault.message.upper():
            return Tried(None, no_voice=True)
        report = report_of_fault(fault)
        return Tried(None if report.fate is Fate.UNDELIVERABLE else report)
    return Tried(report_of_answer(answer, captioned=True), _name_in(answer, form))


def _name_in(answer: Any, form: Form) -> str:
    """Read Telegram's name of what was sent; "" where it made something else of it."""
    sent = answer.get(form.value) if isinstance(answer, dict) else None
    if isinstance(sent, list):
        sent = sent[-1] if sent else None  # of a picture's sizes the largest
    name = sent.get("file_id") if isinstance(sent, dict) else None
    return name if isinstance(name, str) else ""
