"""Hearing: does an event answer the open ask? A rejection is a code, never a guess."""

import re
from typing import Literal

from dialogs.engine.ask import Answer, Ask, Kind, Way
from dialogs.engine.event import (
    Command,
    Edited,
    Event,
    Opened,
    PassOn,
    Pressed,
    Spoken,
    Stale,
    Typed,
    Unreadable,
)
from dialogs.engine.labels import go_on_label, way_label
from dialogs.engine.reply import Code
from dialogs.texts import Texts, has_ink
from dialogs.words.figures import figure_in, is_figure_alone
from dialogs.words.plain import plain

Understood = Answer | Literal[Way.BACK] | Code | None

NOT_UNDERSTOOD = (
    Code.NOT_AN_OPTION,
    Code.OUT_OF_RANGE,
    Code.EMPTY,
    Code.TOO_LONG,
    Code.SPOKEN,
)
"""What words come to that answer nothing and wish for nothing."""
_LONGEST_WORD = 200
_COMMA = re.compile("[,،]")


def understand(event: Event, ask: Ask, texts: Texts) -> Understood:
    """Say what the event means here: an answer, a step back, a rejection, or None (look again)."""
    match event:
        case Pressed(ask=ask_id, key=key) if ask_id == ask.id:
            return _understand_press(key, ask)
        case Pressed() | Stale():
            return Code.STALE
        case Typed(text=text):
            return _understand_words(text, ask, texts)
        case Spoken(text=text):
            return Answer(words=text) if ask.kind is Kind.TEXT else Code.SPOKEN
        case Edited():
            return Code.STANDS  # whether it corrects something is more than one question knows
        case Unreadable(why=why):
            return why
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


def _understand_words(text: str, ask: Ask, texts: Texts) -> Understood:
    said = text.strip()
    if len(said) > (ask.longest if ask.kind is Kind.TEXT else _LONGEST_WORD):
        return Code.TOO_LONG
    if not has_ink(said):
        return Code.EMPTY
    key = _key_named(said, ask, texts)
    if key is not None:
        return _understand_press(key, ask)
    if ask.kind is Kind.TEXT:
        return Answer(words=said)
    if plain(said) == plain(go_on_label(texts)):
        return None
    return _understand_figure(said, ask, texts) if ask.kind is Kind.SCALE else _yes_or_no(said, ask)


def _key_named(said: str, ask: Ask, texts: Texts) -> str | None:
    """Find the one button, of the answers or beside them, whose words somebody has written."""
    word = plain(said)
    labels = [(option.key, option.label) for option in ask.options]
    labels += [(way.value, way_label(way, texts)) for way in ask.ways]
    named = [key for key, label in labels if word and plain(label) == word]
    return named[0] if len(named) == 1 else None


def _yes_or_no(said: str, ask: Ask) -> Understood:
    """Find the one choice that begins so before a comma: a yes is "Yes, I want to take part"."""
    begun = [
        option.key
        for option in ask.options
        if (parts := _COMMA.split(option.label, maxsplit=1))[1:] and plain(parts[0]) == plain(said)
    ]
    return Answer(key=begun[0]) if len(begun) == 1 else Code.NOT_AN_OPTION


def _understand_figure(said: str, ask: Ask, texts: Texts) -> Understood:
    """Read a point of the scale: a figure alone, or with its own word as the button has it."""
    figure = figure_in(said, texts, ask.points)
    if figure is None:
        return Code.NOT_AN_OPTION
    option = next((one for one in ask.options if one.level == figure.value), None)
    if option is not None and figure.around == plain(option.label):
        return Answer(key=option.key)
    if not is_figure_alone(figure, texts):
        return Code.NOT_AN_OPTION
    return Answer(key=option.key) if option is not None else Code.OUT_OF_RANGE
