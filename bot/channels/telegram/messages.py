"""Outcomes worded for Telegram: promised messages, and courtesies that may get lost."""

import html
from dataclasses import asdict, dataclass
from typing import Any

from bot.channels.telegram.updates import TelegramArrival
from bot.turn.arrival import Outcome
from bot.turn.doorbell import Nudge
from dialogs.engine.ask import Ask, Kind, Way
from dialogs.engine.labels import answer_label, way_label
from dialogs.engine.reply import Code, Exchange, Notice, Reply, Say
from dialogs.engine.scene import Scene
from storage.talk.outbox import NUDGE

LEVELS = "○◔◑◕●"
"""One quiet sign that fills, beside each number of a five-point scale."""
TEXT_LIMIT, TOAST_LIMIT = 4096, 200
Payload = dict[str, Any]


@dataclass(frozen=True)
class TelegramMessages:
    """What to send: ``promised`` as (purpose, payload) in order; courtesies are best effort."""

    promised: tuple[tuple[str, Payload], ...]
    courtesies: tuple[Payload, ...]


def telegram_messages(outcome: Outcome, received: TelegramArrival) -> TelegramMessages:
    """Word an outcome. A question shown a moment ago is not sent again for a stale press."""
    if outcome.nudge is not None:
        return _nudge_messages(outcome.nudge, received)
    toast = ""
    replies = outcome.replies
    notices = [reply for reply in replies if isinstance(reply, Notice)]
    if outcome.just_shown and outcome.notice is Code.STALE and received.callback:
        toast, replies = notices[0].text[:TOAST_LIMIT], ()
    if outcome.just_shown and outcome.only_shows:
        replies = ()  # coming back and pressing start are two updates: one question is enough
    chat = {"chat": received.chat_id}
    promised = [(purpose, {**chat, **what}) for purpose, what in _reply_messages(replies, outcome)]
    if outcome.wants_data:
        promised.append(("line", {**chat, "do": "data", "participant": outcome.participant_id}))
    if outcome.erased:
        # NOTE: Said in Telegram after everything has been erased on our side.
        line = outcome.scene.texts.gettext(
            "Det som står här i Telegram kan bara du ta bort. Ta bort chatten om du vill."
        )
        promised.append(("line", {**chat, "do": "text", "text": line}))
    courtesies: list[Payload] = []
    if received.callback:
        courtesies.append({"do": "confirm", "callback": received.callback, "text": toast})
    if outcome.answered:
        courtesies += _closing_edit(outcome.answered, received, outcome)
    return TelegramMessages(tuple(promised), tuple(courtesies))


def _nudge_messages(nudge: Nudge, received: TelegramArrival) -> TelegramMessages:
    """Word a nudge: a line and a link. Nothing else may pass."""
    keyboard = [[[nudge.button, nudge.link]]]
    text = html.escape(nudge.text, quote=False)
    line: Payload = {"chat": received.chat_id, "do": "text", "text": text, "keyboard": keyboard}
    confirm = {"do": "confirm", "callback": received.callback, "text": ""}
    return TelegramMessages(((NUDGE, line),), (confirm,) if received.callback else ())


def _reply_messages(replies: tuple[Reply, ...], outcome: Outcome) -> list[tuple[str, Payload]]:
    """Join lines with the question they lead to; a star is a message of its own."""
    messages: list[tuple[str, Payload]] = []
    lines: list[str] = []
    texts = outcome.scene.texts

    def flush() -> None:
        if lines:
            messages.extend(("line", {"do": "text", "text": part}) for part in _within_limit(lines))
            lines.clear()

    for reply in replies:
        match reply:
            case Say(text=text, star=None) | Notice(text=text):
                lines.append(html.escape(text, quote=False))
            case Say(text=text, star=star):
                flush()
                star_data = asdict(star) if star else {}
                messages.append(("line", {"do": "star", "caption": text, "star": star_data}))
            case Ask():
                if sum(map(len, lines)) > TEXT_LIMIT // 2:
                    flush()
                text = "\n\n".join((*lines, ask_text(reply, outcome.scene)))
                lines.clear()
                keyboard = _keyboard(reply, outcome, texts.rtl)
                messages.append(("question", {"do": "text", "text": text, "keyboard": keyboard}))
    flush()
    return messages


def _within_limit(lines: list[str]) -> list[str]:
    """Put lines together, in as many messages as Telegram's limit asks for."""
    parts = [""]
    for line in lines:
        for piece in (line[i : i + TEXT_LIMIT] for i in range(0, len(line), TEXT_LIMIT)):
            joined = f"{parts[-1]}\n\n{piece}" if parts[-1] else piece
            if len(joined) > TEXT_LIMIT:
                parts.append(piece)
            else:
                parts[-1] = joined
    return parts


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
    if ask.draft:
        # NOTE: Below a question whose translation nobody has approved yet.
        draft = t.gettext("Översättningen är inte granskad")
        text += f"\n\n<i>{draft}</i>"
    return text


def _keyboard(ask: Ask, outcome: Outcome, rtl: bool) -> list[list[list[str]]]:
    """Lay out the buttons: answers in one column, ways below; rows of [label, button id]."""
    t = outcome.scene.texts
    token = outcome.tokens(ask)
    rows = []
    for option in ask.options:
        label = option.label
        if option.level:
            sign = LEVELS[(option.level - 1) * (len(LEVELS) - 1) // (len(ask.options) - 1)]
            label = f"{sign}  {t.number(option.level)} · {label}"
        rows.append([[label, token(option.key)]])
    ways = [[way_label(way, t), token(way)] for way in ask.ways]
    beside = [way for way in ask.ways if way in (Way.COMMENT, Way.MEANING)]
    rows += [ways[: len(beside)], ways[len(beside) :]]
    if rtl:
        rows = [list(reversed(row)) for row in rows]
    return [row for row in rows if row]


def _closing_edit(answered: Exchange, received: TelegramArrival, outcome: Outcome) -> list[Payload]:
    """Show in the old question what was chosen, and take its buttons away."""
    message = received.pressed or outcome.shown_message
    if message is None or outcome.erased:
        return []
    chosen = answer_label(answered.ask, answered.answer, outcome.scene.texts)
    lines = [html.escape(say.text, quote=False) for say in answered.says if say.star is None]
    mark = f"✓ {html.escape(chosen, quote=False)}"
    text = "\n\n".join((*lines, ask_text(answered.ask, outcome.scene), mark))
    edit: Payload = {"do": "edit", "chat": received.chat_id, "message": message}
    return [{**edit, "text": text if len(text) <= TEXT_LIMIT else mark}]
