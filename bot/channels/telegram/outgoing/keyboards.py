"""Keyboards: the buttons below a message, answers in one column, and the ear in the first row."""

from bot.channels.telegram.outgoing.kinds import Keyboard, PressButton
from bot.turn.arrival import Outcome
from dialogs.engine.ask import Ask, Option, Way
from dialogs.engine.labels import EAR, listening_offer, way_label
from dialogs.engine.reply import Offer

LEVELS = "○◔◑◕●"
"""One quiet sign that fills, beside each number of a five-point scale."""
IN_A_ROW = 5
"""Ears beside each other: as many as a scale has points, and what a thumb still finds."""

Row = list[PressButton]


def offer_keyboard(offers: tuple[Offer, ...], outcome: Outcome) -> Keyboard:
    """Lay out the buttons beside a line, in one column; who listens has an ear beside each."""
    return tuple(_offer_row(one, outcome) for one in offers)


def _offer_row(offer: Offer, outcome: Outcome) -> tuple[PressButton, ...]:
    button = PressButton(offer.label, outcome.offer_token(offer))
    is_said = outcome.hears_offer is not None  # it has just been heard
    if not outcome.aloud or is_said or not outcome.heard.sound(offer.label):
        return (button,)
    row = (button, PressButton(EAR, outcome.hear_offer_token(offer)))
    return row[::-1] if outcome.scene.texts.rtl else row


def answer_keyboard(ask: Ask, option: Option, outcome: Outcome) -> Keyboard:
    """Lay out the one button below an answer that is heard: it can be chosen right there."""
    return ((_answer_button(ask, option, outcome),),)


def ask_keyboard(ask: Ask, outcome: Outcome, *, heard: bool = False) -> Keyboard:
    """Lay out the buttons of an ask: ears, answers in one column, ways below.

    ``heard``: the ask itself can be heard.
    """
    t = outcome.scene.texts
    rows = [*_ears(ask, outcome, heard=heard)]
    rows += [_answer_row(ask, option, outcome) for option in ask.options]
    token = outcome.tokens(ask)
    ways = [PressButton(way_label(way, t), token(way)) for way in ask.ways]
    beside = [way for way in ask.ways if way in (Way.COMMENT, Way.MEANING)]
    rows += [ways[: len(beside)], ways[len(beside) :]]
    return tuple(tuple(reversed(row) if t.rtl else row) for row in rows if row)


def _ears(ask: Ask, outcome: Outcome, *, heard: bool) -> list[Row]:
    """Lay out what lets hear: one ear for all of it, or one for each answer of who listens."""
    if ask.chooses_language:
        offer = listening_offer(outcome.scene.listens)
        known = outcome.heard.anything or outcome.scene.listens
        return [[PressButton(offer.label, outcome.offer_token(offer))]] if known else []
    if not heard:
        return []
    if not outcome.aloud:
        return [[PressButton(EAR, outcome.hear_token(ask))]]
    ears = [
        PressButton(
            f"{EAR} {outcome.scene.texts.number(option.level or place)}",
            outcome.hear_token(ask, option),
        )
        for place, option in enumerate(ask.options, start=1)
        if outcome.heard.sound(option.label)
    ]
    return [ears[at : at + IN_A_ROW] for at in range(0, len(ears), IN_A_ROW)]


def _answer_row(ask: Ask, option: Option, outcome: Outcome) -> Row:
    """Lay out an answer; a language that can say itself has its ear beside it."""
    row = [_answer_button(ask, option, outcome)]
    if option.language in outcome.heard.languages:
        row.append(PressButton(EAR, outcome.hear_token(ask, option)))
    return row


def _answer_button(ask: Ask, option: Option, outcome: Outcome) -> PressButton:
    t, label = outcome.scene.texts, option.label
    if option.level:
        label = f"{_sign(option.level, ask.points)}  {t.number(option.level)} · {label}"
    elif option.amount:
        label = f"{_sign(option.amount, ask.points)}  {label}"
    return PressButton(label, outcome.tokens(ask)(option.key))


def _sign(point: int, points: int) -> str:
    return LEVELS[(point - 1) * (len(LEVELS) - 1) // (points - 1)]
