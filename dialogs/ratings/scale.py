"""A press on a scale: on one of its points, or first on a part of it and then on a point.

People who cannot read use five points as three (141 of them beside 907 graduates, as published):
so an organisation can ask those who listen in two presses. The same five values are stored.
"""

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, replace

from dialogs.engine.ask import Answer, Ask, Kind, Option, Way
from dialogs.engine.replay import Beat
from dialogs.texts import Texts

PARTED = 5
"""Only a scale of so many points is asked in two presses: of others nothing is published."""
ENDS = {"low": (1, 2), "high": (4, 5)}
MIDDLE = 3


@dataclass(frozen=True)
class Pressed:
    """A point of the scale, or None and the way that was pressed."""

    value: int | None
    way: Way | None
    presses: int
    """In how many it was asked, also where one was enough."""


def press_on_scale(
    t: Texts, ask: Ask, rounds: Counter[str], presses: int
) -> Generator[Beat, Answer, Pressed]:
    """Ask until a point is pressed, or a way; ``ask`` has an id without its round."""
    base = ask.id
    if presses == 1 or ask.points != PARTED:
        answer = yield replace(ask, id=next_ask_id(base, rounds))
        return _pressed(answer, 1)
    part = yield replace(
        ask, id=next_ask_id(f"{base}.part", rounds), kind=Kind.CHOICE, options=_parts(t)
    )
    if part.key not in ENDS:
        return _pressed(part, presses)
    answer = yield replace(
        ask,
        id=next_ask_id(base, rounds),
        # NOTE: After "Low" or "High" was pressed: the two answers at that end of the scale follow.
        text=t.gettext("Vilket av de två passar bäst?"),
        options=tuple(option for option in ask.options if option.level in ENDS[part.key]),
        source="",
    )
    return _pressed(answer, presses)


def _parts(t: Texts) -> tuple[Option, ...]:
    return (
        # NOTE: A button, with a picture: the lower part of a scale. Short.
        Option("low", t.pgettext("part of a scale", "Lågt"), amount=1),
        # NOTE: A button, with a picture: the middle of a scale. Short.
        Option(str(MIDDLE), t.pgettext("part of a scale", "Mittemellan"), amount=MIDDLE),
        # NOTE: A button, with a picture: the upper part of a scale. Short.
        Option("high", t.pgettext("part of a scale", "Högt"), amount=PARTED),
    )


def _pressed(answer: Answer, presses: int) -> Pressed:
    if answer.key.isdecimal():
        return Pressed(int(answer.key), None, presses)
    return Pressed(None, Way(answer.key), presses)


def next_ask_id(base: str, rounds: Counter[str]) -> str:
    """Name the next ask of its kind: one that comes again is another one."""
    rounds[base] += 1
    return f"{base}#{rounds[base]}"
