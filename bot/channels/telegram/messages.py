"""Outcomes worded for Telegram: the messages that a chat is promised."""

import html
from dataclasses import replace

from bot.channels.telegram.outgoing.kinds import (
    Keyboard,
    LinkButton,
    NudgeMessage,
    PersonalDataMessage,
    PressButton,
    PromisedMessage,
    QuestionMessage,
    StarMessage,
    TextMessage,
)
from bot.channels.telegram.outgoing.lengths import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    pieces,
    together,
    units,
)
from bot.clips.aside import can_convert
from bot.doorbell.doorbell import Nudge
from bot.turn.arrival import Outcome
from dialogs.engine.ask import Ask, Kind, Way
from dialogs.engine.labels import way_label
from dialogs.engine.reply import Notice, Offer, Say
from dialogs.engine.scene import Scene
from dialogs.engine.star import Star
from dialogs.texts import Texts
from dialogs.words.spoken import LONGEST_SPEECH

LEVELS = "○◔◑◕●"
"""One quiet sign that fills, beside each number of a five-point scale."""
LONGEST_ASK = 2000
"""Units of a question that stands in one message with its buttons, and with lines above it."""
ROOM_BESIDE = 700
"""For what stands beside the question: its number, whom to call."""


def outcome_messages(outcome: Outcome, chat_id: int) -> list[PromisedMessage]:
    """Word an outcome for a chat, in order; where there is a nudge, nothing else may pass."""
    if outcome.nudge is not None:
        return [_nudge_message(outcome.nudge, chat_id)]
    messages = _reply_messages(outcome, chat_id)
    if outcome.wants_data and outcome.participant_id is not None:
        messages.append(PersonalDataMessage(chat_id, outcome.participant_id))
    if outcome.erased:
        # NOTE: Said in Telegram after everything has been erased on our side.
        line = outcome.scene.texts.gettext(
            "Det som står här i Telegram kan bara du ta bort. Ta bort chatten om du vill."
        )
        messages.append(TextMessage(chat_id, line))
    return messages


def _nudge_message(nudge: Nudge, chat_id: int) -> NudgeMessage:
    """Word a nudge: a line and a link."""
    text = html.escape(nudge.text, quote=False)
    return NudgeMessage(chat_id, text, LinkButton(nudge.button, nudge.link))


def _reply_messages(outcome: Outcome, chat_id: int) -> list[PromisedMessage]:
    """Join lines with the question they lead to; a star is a message of its own."""
    messages: list[PromisedMessage] = []
    lines: list[str] = []

    def flush(keyboard: Keyboard = ()) -> None:
        if lines:
            said = (html.escape(part, quote=False) for part in together(lines))
            *above, last = (TextMessage(chat_id, part) for part in said)
            messages.extend((*above, replace(last, keyboard=keyboard)))
            lines.clear()

    for reply in outcome.replies:
        match reply:
            case Say(text=text, star=Star() as star):
                flush()
                caption, *rest = pieces(text, CAPTION_LIMIT)
                messages.append(StarMessage(chat_id, caption, star))
                lines.extend(rest)
            case Notice(text=text, offers=offers) | Say(text=text, offers=offers):
                lines.append(text)
                if offers:
                    flush(_offer_keyboard(offers, outcome))
            case Ask():
                *before, last = pieces(reply.text, LONGEST_ASK)
                lines.extend(before)
                if sum(map(units, lines)) > TEXT_LIMIT - LONGEST_ASK - ROOM_BESIDE:
                    flush()
                said = (html.escape(line, quote=False) for line in lines)
                asked = _open_question(replace(reply, text=last), outcome.scene)
                text = "\n\n".join((*said, *asked))
                lines.clear()
                keyboard = _keyboard(reply, outcome)
                messages.append(QuestionMessage(chat_id, text, keyboard, outcome.asks))
    flush()
    return messages


def _open_question(ask: Ask, scene: Scene) -> tuple[str, ...]:
    """Word a question that is open; beside free words it says that nobody reads them at once."""
    text = ask_text(ask, scene)
    if ask.kind is not Kind.TEXT:
        return (text,)
    beside = [_speak_hint(scene.texts)] if can_convert() else []
    beside.append(scene.urgent)
    return text, *(f"<i>{html.escape(line, quote=False)}</i>" for line in beside)


def _speak_hint(t: Texts) -> str:
    """Say that what is asked for may be spoken."""
    minutes = LONGEST_SPEECH // 60
    # NOTE: In Telegram, below a question for free words: the person may send a voice message
    # instead of writing. {count} is the most that it may take.
    text = t.ngettext(
        "Du kan också spela in det du vill säga, högst {count} minut.",
        "Du kan också spela in det du vill säga, högst {count} minuter.",
        minutes,
    )
    return text.format(count=t.number(minutes))


def _offer_keyboard(offers: tuple[Offer, ...], outcome: Outcome) -> Keyboard:
    """Lay out the buttons beside a line, in one column."""
    return tuple((PressButton(one.label, outcome.offer_token(one)),) for one in offers)


def ask_text(ask: Ask, scene: Scene) -> str:
    """Word a question, as Telegram's HTML."""
    t = scene.texts
    text = (
        f"<b>{html.escape(ask.text, quote=False)}</b>"
        if ask.kind is Kind.SCALE
        else html.escape(ask.text, quote=False)
    )
    if ask.progress:
        number, total = ask.progress
        # NOTE: Above a question: which of how many it is.
        count = t.gettext("Fråga {number} av {total}")
        text = f"{count.format(number=t.number(number), total=t.number(total))}\n\n{text}"
    return text


def _sign(point: int, points: int) -> str:
    return LEVELS[(point - 1) * (len(LEVELS) - 1) // (points - 1)]


def _keyboard(ask: Ask, outcome: Outcome) -> Keyboard:
    """Lay out the buttons: answers in one column, ways below."""
    t = outcome.scene.texts
    token = outcome.tokens(ask)
    rows: list[list[PressButton]] = []
    for option in ask.options:
        label = option.label
        if option.level:
            label = f"{_sign(option.level, ask.points)}  {t.number(option.level)} · {label}"
        elif option.amount:
            label = f"{_sign(option.amount, ask.points)}  {label}"
        rows.append([PressButton(label, token(option.key))])
    ways = [PressButton(way_label(way, t), token(way)) for way in ask.ways]
    beside = [way for way in ask.ways if way in (Way.COMMENT, Way.MEANING)]
    rows += [ways[: len(beside)], ways[len(beside) :]]
    return tuple(tuple(reversed(row) if t.rtl else row) for row in rows if row)
