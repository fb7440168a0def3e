"""Hearing: does an event answer the open ask? A rejection is a code, never a guess."""

import unicodedata
from typing import Literal

from dialogs.engine.ask import Answer, Ask, Kind, Way
from dialogs.engine.event import (
    Command,
    Event,
    Opened,
    PassOn,
    Pressed,
    Stale,
    Typed,
    Unreadable,
)
from dialogs.engine.reply import Code

Understood = Answer | Literal[Way.BACK] | Code | None

_LONGEST_WORD = 200
_DRESSING = "\ufe0f\u20e3"  # a keycap emoji is a digit with these two signs behind it


def understand(event: Event, ask: Ask) -> Understood:
    """Say what the event means here: an answer, a step back, a rejection, or None (look again)."""
    match event:
        case Pressed(ask=ask_id, key=key) if ask_id == ask.id:
            return _understand_press(key, ask)
        case Pressed() | Stale():
            return Code.STALE
        case Typed(text=text):
            return _understand_words(text, ask)
        case Unreadable():
            return Code.UNREADABLE
        case Command(name="help"):
            return Code.HELP
        case Opened() | Command() | PassOn():
            return None


def _understand_press(key: str, ask: Ask) -> Understood:
    if ask.option(key):
        return Answer(key=key)
    if key not in ask.ways:
        return Code.STALE
    match Way(key):
        case Way.BACK:
            return Way.BACK
        case Way.MEANING:
            return Code.MEANING
        case Way.PAUSE:
            return Code.PAUSED
        case Way.SKIP | Way.COMMENT:
            return Answer(key=key)


def _understand_words(text: str, ask: Ask) -> Understood:
    said = text.strip()
    if len(said) > (ask.longest if ask.kind is Kind.TEXT else _LONGEST_WORD):
        return Code.TOO_LONG
    if not said.translate(dict.fromkeys(range(32))).strip():
        return Code.EMPTY
    word = _plain(said)
    matches = [option for option in ask.options if _plain(option.label) == word]
    if ask.kind is Kind.TEXT:
        return Answer(key=matches[0].key) if len(matches) == 1 else Answer(words=said)
    number = whole_number(said)
    if number is not None:
        for place, option in enumerate(ask.options, start=1):
            if number == (option.level or place):
                return Answer(key=option.key)
        return Code.OUT_OF_RANGE
    return Answer(key=matches[0].key) if len(matches) == 1 else Code.NOT_AN_OPTION


def whole_number(text: str) -> int | None:
    """Read a number written in any script's digits (4, ٤, ۴, ４, 4️⃣, ፬), or None.

    ``int()`` alone misses the keycap and the Ethiopic digits, and takes 1_0 and -3.
    """
    digits = [unicodedata.digit(sign, None) for sign in text if sign not in _DRESSING]
    if not digits or len(digits) > 4 or None in digits:
        return None
    return int("".join(str(digit) for digit in digits))


def _plain(text: str) -> str:
    """Fold case, accents and punctuation away, so that a word counts however it was typed."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in parts if not unicodedata.combining(c) and c != "\u0640")
    words = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in kept)
    return " ".join(words.split())
