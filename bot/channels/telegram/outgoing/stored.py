"""Promised messages read back from the outbox, also those that an earlier version wrote."""

from collections.abc import Sequence
from typing import Any

from bot.channels.telegram.outgoing.kinds import (
    VERSION,
    FileMessage,
    Keyboard,
    LinkButton,
    NudgeMessage,
    PersonalDataMessage,
    PressButton,
    PromisedMessage,
    QuestionMessage,
    Scale,
    ScaleMessage,
    StarMessage,
    TextMessage,
)
from dialogs.engine.star import Series, Star

Stored = dict[str, Any]


def from_json(stored: Any) -> PromisedMessage:
    """Read a message; raises ValueError, which says nothing of it, where that cannot be done.

    ``stored`` may be anything: the row may be broken, or sealed with a key that is gone.
    """
    try:
        return _first_form(stored) if "do" in stored else _message(stored)
    except (KeyError, TypeError, AttributeError):
        raise ValueError("a stored message is not whole") from None


def _message(stored: Stored) -> PromisedMessage:
    if stored["version"] != VERSION:
        raise ValueError("a newer version stored this message")
    chat_id: int = stored["chat"]
    match stored["kind"]:
        case "text":
            keyboard = _keyboard(stored["keyboard"])
            return TextMessage(chat_id, stored["text"], keyboard, _sounds(stored))
        case "question":
            keyboard, asks = _keyboard(stored["keyboard"]), stored.get("asks", "")
            scale = stored.get("scale")
            media = _sounds(stored), _scale(scale) if scale else None
            return QuestionMessage(chat_id, stored["text"], keyboard, asks, *media)
        case "scale":
            return ScaleMessage(chat_id, _scale(stored["scale"]))
        case "nudge":
            button = stored["button"]
            return NudgeMessage(
                chat_id, stored["text"], LinkButton(button["label"], button["open"])
            )
        case "star":
            return StarMessage(chat_id, stored["caption"], _star(stored["star"]))
        case "file":
            return FileMessage(chat_id, stored["name"], stored["text"])
        case "personal data":
            return PersonalDataMessage(chat_id, stored["participant"])
        case _:
            raise ValueError("a stored message is of no known kind")


def _sounds(stored: Stored) -> tuple[str, ...]:
    """Read what is heard; before there could be several there was one."""
    one = stored.get("sound", "")
    return tuple(stored.get("sounds", (one,) if one else ()))


def _keyboard(rows: Sequence[Sequence[dict[str, str]]]) -> Keyboard:
    return tuple(tuple(map(_button, row)) for row in rows)


def _button(stored: dict[str, str]) -> PressButton | LinkButton:
    if "press" in stored:
        return PressButton(stored["label"], stored["press"])
    return LinkButton(stored["label"], stored["open"])


def _scale(stored: Stored) -> Scale:
    return Scale(tuple(stored["figures"]), stored["rtl"])


def _star(stored: Stored) -> Star:
    series = tuple(Series(of["name"], tuple(of["values"])) for of in stored["series"])
    labels, description = tuple(stored["labels"]), stored["description"]
    figures = tuple(stored.get("figures", ()))
    drawings = tuple(stored.get("drawings", ()))
    drawn = (stored["rtl"], stored["steps"], figures, drawings)
    return Star(labels, series, description, *drawn, tuple(stored.get("lines", ())))


def _first_form(stored: Stored) -> PromisedMessage:
    """Read the first form: rows that were in flight at an upgrade. They live for a day.

    What a text is for stands in its row, so that a question is as good as any other text here.
    """
    chat_id: int = stored["chat"]
    match stored["do"]:
        case "text":
            rows = stored.get("keyboard", ())
            keyboard = tuple(tuple(_first_button(*pair) for pair in row) for row in rows)
            return TextMessage(chat_id, stored["text"], keyboard)
        case "star":
            return StarMessage(chat_id, stored["caption"], _star(stored["star"]))
        case "file":
            return FileMessage(chat_id, stored["name"], stored["text"])
        case "data":
            return PersonalDataMessage(chat_id, stored["participant"])
        case _:
            raise ValueError("a stored message is of no known kind")


def _first_button(label: str, leads_to: str) -> PressButton | LinkButton:
    address = leads_to.startswith(("https://", "http://"))  # our ids hold no colon
    return LinkButton(label, leads_to) if address else PressButton(label, leads_to)
