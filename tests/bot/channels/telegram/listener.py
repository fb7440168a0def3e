"""Who listens in Telegram: brought to the first question, and what they were sent."""

from typing import Any

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.people import (
    BO,
    add_staff,
    different_sounds,
    invite_participant,
    speak,
)
from tests.scenes import skapa

HEALTH = skapa().item("health")
SOUNDS = ("sendVoice", "sendAudio")


async def spoken(app: AppContext, *words: str, language: str = "sv") -> None:
    """Let somebody have spoken some words."""
    eva = await add_staff(app, "Eva", StaffRole.ADMIN)
    await speak(app, eva, language, *words, sounds=different_sounds(len(words)))


async def at_rest(telegram: Telegram, chat_id: int = BO) -> None:
    """Wait until a chat is served."""
    async with telegram.sender.chat(chat_id):
        pass


def sent(telegram: Telegram, chat_id: int = BO) -> list[tuple[str, str]]:
    """List what was sent to a chat: how, and its first line."""
    calls = telegram.api.calls_of("send", chat_id)
    return [(call.method, call.said.partition("\n")[0]) for call in calls]


def uploads(telegram: Telegram, method: str) -> list[bool]:
    """Tell of each call of a method whether it carried the content, and not only its name."""
    field = method.removeprefix("send").lower()
    return [isinstance(call.params[field], dict) for call in telegram.api.calls_of(method)]


def labels(message: dict[str, Any]) -> list[list[str]]:
    rows = message["reply_markup"]["inline_keyboard"]
    return [[button["text"] for button in row] for row in rows]


async def listens(telegram: Telegram, chat_id: int = BO, *, takes_voice: bool = True) -> Chat:
    """Bring somebody who wants everything read to them to the first question."""
    bo = await telegram.add_chat(chat_id, "Bo")
    if not takes_voice:
        telegram.api.refuses_voice(chat_id)
    await bo.starts(await invite_participant(telegram.app, f"Bo {chat_id}"))
    await bo.says("/listen", sees="språk")
    await bo.presses("Svenska", sees="Vill du vara med?")
    await bo.presses("Ja, jag vill", sees="När på dagen")
    await bo.presses("På morgonen", sees="kaffe")
    await bo.presses("Hoppa över", sees="Fråga 1")  # the practice
    await at_rest(telegram, chat_id)
    return bo


async def chooses(telegram: Telegram, chat: Chat, label: str) -> None:
    """Press a button of the newest message, and wait until all that follows is there."""
    telegram.api.presses(chat.chat_id, label=chat.full_label(label))
    await chat.sees()
    await at_rest(telegram, chat.chat_id)
    chat.seen = telegram.api.newest(chat.chat_id)["message_id"]
