"""Outcomes worded for Telegram: the messages that a chat is promised."""

import html
from dataclasses import dataclass, field, replace

from bot.channels.telegram.outgoing.heard_alone import heard_alone
from bot.channels.telegram.outgoing.keyboards import ask_keyboard, offer_keyboard
from bot.channels.telegram.outgoing.kinds import (
    Keyboard,
    LinkButton,
    NudgeMessage,
    PersonalDataMessage,
    PromisedMessage,
    QuestionMessage,
    Scale,
    ScaleMessage,
    StarMessage,
    TextMessage,
)
from bot.channels.telegram.outgoing.lengths import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    pieces,
    together,
    units,
    units_read,
)
from bot.clips.aside import can_convert
from bot.clips.heard import NOTHING, PARAGRAPH, Part
from bot.doorbell.doorbell import Nudge
from bot.drawings.ours import STEPS
from bot.turn.arrival import Outcome
from dialogs.engine.ask import Ask, Kind
from dialogs.engine.reply import Notice, Reply, Say
from dialogs.engine.scene import Scene
from dialogs.engine.star import Star, scale_figures
from dialogs.texts import Texts
from dialogs.words.spoken import LONGEST_SPEECH

LONGEST_ASK = 2000
"""Units of a question that stands in one message with its buttons, and with lines above it."""
PARTS = [1, 3, 5]
"""How much each part of a scale stands for that is asked in two presses."""
ROOM_BESIDE = 700
"""For what stands beside the question: its number, whom to call."""


def outcome_messages(outcome: Outcome, chat_id: int) -> list[PromisedMessage]:
    """Word an outcome for a chat, in order; where there is a nudge, nothing else may pass."""
    if outcome.nudge is not None:
        return [_nudge_message(outcome.nudge, chat_id)]
    wording = _Wording(outcome, chat_id)
    for reply in outcome.replies:
        wording.add(reply)
    wording.flush()
    messages = wording.messages
    messages += heard_alone(outcome, chat_id)
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


@dataclass
class _Wording:
    """Words replies in order: lines are joined with the question they lead to.

    What can be heard is a message of its own where it is to be heard, and so is a star.
    """

    outcome: Outcome
    chat_id: int
    messages: list[PromisedMessage] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)

    def add(self, reply: Reply) -> None:
        """Word one reply."""
        match reply:
            case Say(text=text, star=Star() as star):
                self._add_star(text, star)
            case Notice(text=text, offers=offers) | Say(text=text, offers=offers):
                self._add_line(text, offer_keyboard(offers, self.outcome))
            case Ask():
                self._add_question(reply)

    def flush(self, keyboard: Keyboard = ()) -> None:
        """Send the lines so far."""
        if self._lines:
            said = (html.escape(part, quote=False) for part in together(self._lines))
            *above, last = (TextMessage(self.chat_id, part) for part in said)
            self.messages.extend((*above, replace(last, keyboard=keyboard)))
            self._lines.clear()

    def _parts(self, text: str) -> tuple[Part, ...]:
        """Cut a text into what is heard and what is read."""
        return (self.outcome.aloud and self.outcome.heard.parts(text)) or (Part(text),)

    def _add_line(self, text: str, keyboard: Keyboard) -> None:
        *above, last = self._parts(text)
        for part in above:
            self._say(part)
        self._say(last, keyboard)

    def _say(self, part: Part, keyboard: Keyboard = ()) -> None:
        """Say a part of a text: a sound with its words below, or a line among others."""
        if part.sound and units(part.text) <= CAPTION_LIMIT:
            self.flush()
            text = html.escape(part.text, quote=False)
            self.messages.append(TextMessage(self.chat_id, text, keyboard, part.sound.clips))
            return
        self._lines.append(part.text)
        if keyboard:
            self.flush(keyboard)

    def _add_star(self, text: str, star: Star) -> None:
        """Word a star; its words are a message before it where they are heard."""
        caption, *rest = pieces(text, CAPTION_LIMIT)
        if any(part.sound for part in self._parts(text)):
            self._add_line(text, ())
            caption, rest = "", []
        self.flush()
        self.messages.append(StarMessage(self.chat_id, caption, star))
        self._lines.extend(rest)

    def _add_question(self, ask: Ask) -> None:
        outcome, scene = self.outcome, self.outcome.scene
        parts = outcome.heard.question_parts(ask.text, whole=ask.whole)
        keyboard = ask_keyboard(ask, outcome, heard=bool(parts))
        text, clips, urgent = ask.text, NOTHING.clips, ask.kind is Kind.TEXT
        if parts and outcome.aloud:
            if urgent and (spoken := outcome.heard.sound(scene.urgent)):
                self._say(Part(scene.urgent, spoken))
                urgent = False
            for part in parts[:-1]:
                self._say(part)
            text, clips = parts[-1].text, parts[-1].sound.clips
        scale = scale_of(ask, scene)
        by_machine = bool(clips) and outcome.heard.by_machine(ask)
        asked = _open_question(replace(ask, text=text), scene, urgent=urgent, machine=by_machine)
        if (clips or scale) and self._fits_below(asked):
            if clips and scale is not None:
                self.messages.append(ScaleMessage(self.chat_id, scale))
                scale = None
            media = (clips, scale)
        else:
            *before, last = pieces(text, LONGEST_ASK)
            self._lines.extend(before)
            asked = _open_question(replace(ask, text=last), scene, urgent=urgent)
            if sum(map(units, self._lines)) > TEXT_LIMIT - LONGEST_ASK - ROOM_BESIDE:
                self.flush()
            media = ((), None)
        said = (html.escape(line, quote=False) for line in self._lines)
        whole = PARAGRAPH.join((*said, *asked))
        self._lines.clear()
        question = QuestionMessage(self.chat_id, whole, keyboard, outcome.asks, *media)
        self.messages.append(question)

    def _fits_below(self, asked: tuple[str, ...]) -> bool:
        """Tell whether a question fits below a picture; lines that leave no room go before it."""
        room = CAPTION_LIMIT - units_read(PARAGRAPH.join(asked))
        if room < 0:
            return False
        if sum(units(line) + len(PARAGRAPH) for line in self._lines) > room:
            self.flush()
        return True


def scale_of(ask: Ask, scene: Scene) -> Scale | None:
    """Give the drawings of an ask's scale; None where it has not the five points they are for.

    Of a scale in two presses the first has three of them, without figures: empty, half, full.
    """
    if ask.points != STEPS:
        return None
    rtl = scene.texts.rtl
    if ask.kind is Kind.SCALE and len(ask.options) == STEPS:
        return Scale(scale_figures(STEPS, scene.texts), rtl)
    amounts = [option.amount for option in ask.options]
    return Scale(("",) * len(amounts), rtl) if amounts == PARTS else None


def _open_question(
    ask: Ask, scene: Scene, *, urgent: bool, machine: bool = False
) -> tuple[str, ...]:
    """Word a question that is open; ``urgent``: it says that nobody reads free words at once.

    ``machine``: its voice is a machine's, which it says.
    """
    text = ask_text(ask, scene)
    beside = [_speak_hint(scene.texts)] if ask.kind is Kind.TEXT and can_convert() else []
    if urgent:
        beside.append(scene.urgent)
    if machine:
        # NOTE: A quiet line beside the button "Listen": the voice is a machine's.
        beside.append(scene.texts.gettext("Uppläst av en dator"))
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
