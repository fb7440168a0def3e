"""A breath: what somebody writes in several messages is one text, and answers nothing else.

1. Words belong to a text that was written within BREATH before them, or while no question had been
   shown since. Where they could also be an answer, the person is asked: said again, or pressed,
   they are the answer, and leave the text.
2. Words that were written before the open question was shown answer nothing, and neither do those
   that come at once after words that were not understood: nobody has read our line so soon. That
   is said once for all of them.
3. A changed message corrects its text, as long as that stands; where its question is still open it
   is heard anew; where its words wait for the coach they are other words now; else, and where the
   coach has them, the first words stand, and the person is told. A command is none by a change.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogs.engine.ask import Answer, Ask, Piece, Way
from dialogs.engine.conversation import Conversation, Refused
from dialogs.engine.event import Edited, Event, Spoken, Typed, Written
from dialogs.engine.notice import notice
from dialogs.engine.replay import Move
from dialogs.engine.reply import Code, Exchange, Notice
from dialogs.engine.scene import Scene
from dialogs.engine.understanding import NOT_UNDERSTOOD, understand
from dialogs.labels.commands import command_of
from dialogs.talks.routing import Amended, Routed, replay_of, route, unheard_words
from dialogs.talks.stack import OpenConversation, Stack
from dialogs.texts import has_ink

BREATH = dt.timedelta(seconds=30)
WHILE_UNSEEN = dt.timedelta(minutes=10)
"""How long a text goes on while the question after it has not been shown."""
AT_ONCE = dt.timedelta(seconds=5)
"""So soon nobody has read that something was not understood, and written anew."""


@dataclass(frozen=True)
class Text:
    """A text that came in messages, in the conversation that asked for it."""

    id: int
    conversation: Conversation
    exchange: Exchange

    @property
    def last(self) -> Piece:
        """Give its newest message."""
        return self.exchange.answer.pieces[-1]

    def goes_on_in(self, written: Written) -> bool:
        """Tell whether a message belongs to it."""
        longest = WHILE_UNSEEN if written.unseen else BREATH
        return written.number > self.last.number and written.at - self.last.at <= longest


def hear(stack: Stack, ended: Sequence[OpenConversation], event: Event, scene: Scene) -> Routed:
    """Take one event. ``ended`` are conversations that have ended of late, the newest first.

    Their ``active_at`` is when they ended. They are needed for words that were ``Written``.
    """
    match event:
        case Typed(text=text, written=Written() as written) if not text.startswith("/"):
            return _hear_words(stack, ended, event, written, scene)
        case Spoken(written=Written() as written):
            return _hear_words(stack, ended, event, written, scene)
        case Edited():
            return _hear_edit(stack, ended, event, scene)
        case _:
            return route(stack.top.conversation if stack.top else None, event, scene)


def _hear_words(
    stack: Stack,
    ended: Sequence[OpenConversation],
    event: Typed | Spoken,
    written: Written,
    scene: Scene,
) -> Routed:
    top = stack.top.conversation if stack.top else None
    ask = replay_of(top, scene).ask if top else None
    meant = understand(event, ask, scene.texts) if ask else Code.NOT_AN_OPTION
    speaks = meant not in NOT_UNDERSTOOD
    text = _newest_text(stack, ended, scene)
    if text is not None and has_ink(event.text) and text.goes_on_in(written):
        said_again = speaks and text.last.doubtful and not written.unseen
        added = None if said_again else _add(text, event, written, ask, scene, speaks=speaks)
        if added is not None:
            return added
    if top is None or ask is None:
        return route(top, event, scene)
    refused = top.refused
    if refused is not None and refused.why is Code.UNSURE:
        if written.unseen and (isinstance(meant, Answer) or meant is Way.BACK):
            return Routed(scene)  # one answer for all that came before the question was shown
        refused = None
    if refused is not None and not dt.timedelta(0) <= written.at - refused.at <= AT_ONCE:
        refused = None
    if refused is not None and refused.why is Code.TOO_LONG:  # Telegram cuts a long text in two
        return _refuse(top, ask, event, scene, Code.TOO_LONG, Refused(written.at, Code.TOO_LONG))
    if (isinstance(meant, Answer) or meant is Way.BACK) and (written.unseen or refused):
        return _refuse(top, ask, event, scene, Code.UNSURE, Refused(written.at, Code.UNSURE))
    if meant in (Code.NOT_AN_OPTION, Code.TOO_LONG, Code.SPOKEN):
        return _refuse(top, ask, event, scene, Code(meant), Refused(written.at, Code(meant)))
    return route(top, event, scene)


def _refuse(
    top: Conversation,
    ask: Ask,
    event: Typed | Spoken,
    scene: Scene,
    why: Code,
    refused: Refused | None,
) -> Routed:
    seen = replay_of(top, scene)
    shown = (notice(why, scene, ask), ask)
    routed = Routed(scene, shown, Move(replace(top, refused=refused), seen, seen, shown))
    return replace(routed, unheard=unheard_words(event, routed))


def _newest_text(stack: Stack, ended: Sequence[OpenConversation], scene: Scene) -> Text | None:
    """Find the text that was the last thing said; None where that was something else."""
    both = [*stack.conversations[:1], *ended[:1]]
    last = max((one.active_at for one in both), default=None)  # at one moment both may be
    found = [_last_text(one, scene) for one in both if one.active_at == last]
    return max(filter(None, found), key=lambda text: text.last.number, default=None)


def _last_text(one: OpenConversation, scene: Scene) -> Text | None:
    """Give what was said last in a conversation, if it is a text."""
    said = replay_of(one.conversation, scene).exchanges
    ends_in_text = bool(said and said[-1].answer.pieces)
    return Text(one.id, one.conversation, said[-1]) if ends_in_text else None


def _add(
    text: Text,
    event: Typed | Spoken,
    written: Written,
    ask: Ask | None,
    scene: Scene,
    *,
    speaks: bool,
) -> Routed | None:
    """Add a message to a text; None where it is not to be changed any more."""
    before = (replace(piece, doubtful=False) for piece in text.exchange.answer.pieces)
    new = Piece(event.text.strip(), written.number, written.at, doubtful=speaks)
    answer = Answer.of_pieces((*before, new))
    code = Code.ADDED_UNSURE if speaks else Code.ADDED
    if len(answer.words) > text.exchange.ask.longest:
        return _told(scene, Code.NO_ROOM, ask)
    amended = _amend(text, answer, scene)
    return _told(scene, code, ask, amended) if amended else None


def _amend(text: Text, answer: Answer, scene: Scene) -> Amended | None:
    """Put other words in the place of a text; None where they would not count."""
    before = replay_of(text.conversation, scene)
    answers = {**text.conversation.answers, text.exchange.ask.id: answer}
    conversation = replace(text.conversation, answers=answers)
    after = replay_of(conversation, scene)
    if before.records and before.records == after.records:
        return None  # a later comment has taken its place
    return Amended(text.id, Move(conversation, before, after, ()))


def _hear_edit(
    stack: Stack, ended: Sequence[OpenConversation], event: Edited, scene: Scene
) -> Routed:
    top = stack.top.conversation if stack.top else None
    ask = replay_of(top, scene).ask if top else None
    if command_of(event.text) is not None:
        return _told(scene, Code.NO_COMMAND, ask)
    text = _text_with(event.written.number, (*stack, *ended), scene)
    if text is not None:
        return _correct(text, event, ask, scene)
    kept, said = event.kept, event.text.strip()
    if kept is not None and kept.words == said:
        return Routed(scene)  # only how it looks has changed
    if kept is not None and kept.passed_on:
        return _told(scene, Code.COACH_HAS_IT, ask)
    anew = _hear_anew(stack, ended, event, ask, scene)
    if anew is not None and (kept is None or is_taken(anew)):
        return anew
    if kept is None or not has_ink(said):
        return _told(scene, Code.STANDS, ask)
    return replace(_told(scene, Code.WORDS_CORRECTED, ask), unheard=said)


def _hear_anew(
    stack: Stack,
    ended: Sequence[OpenConversation],
    event: Edited,
    ask: Ask | None,
    scene: Scene,
) -> Routed | None:
    """Hear a changed message like a new one; None where its question is not open any more."""
    if stack.top is None or ask is None or event.written.unseen:
        return None
    anew = replace(stack.top, conversation=replace(stack.top.conversation, refused=None))
    typed = Typed(event.text, event.written)  # it was refused, and is no message after that
    return _hear_words(stack.with_top(anew), ended, typed, event.written, scene)


def is_taken(routed: Routed) -> bool:
    """Tell whether words answered something, or went to a text."""
    answered = routed.move is not None and routed.move.answered is not None
    return answered or routed.amended is not None


def _correct(text: Text, event: Edited, ask: Ask | None, scene: Scene) -> Routed:
    said, pieces = event.text.strip(), text.exchange.answer.pieces
    now = [
        replace(piece, words=said) if piece.number == event.written.number else piece
        for piece in pieces
    ]
    answer = Answer.of_pieces(now)
    if answer == text.exchange.answer:
        return Routed(scene)  # only how it looks has changed
    if len(answer.words) > text.exchange.ask.longest:
        return Routed(scene, (notice(Code.TOO_LONG, scene, text.exchange.ask),))
    amended = _amend(text, answer, scene) if has_ink(said) else None
    if amended is None:
        return _told(scene, Code.STANDS, ask)
    return Routed(scene, (notice(Code.CORRECTED, scene),), amended=amended)


def _text_with(number: int, conversations: Sequence[OpenConversation], scene: Scene) -> Text | None:
    """Find the text that a message went into."""
    for one in conversations:
        for said in replay_of(one.conversation, scene).exchanges:
            if any(piece.number == number for piece in said.answer.pieces):
                return Text(one.id, one.conversation, said)
    return None


def _told(scene: Scene, code: Code, ask: Ask | None, amended: Amended | None = None) -> Routed:
    line: Notice = notice(code, scene, ask)
    return Routed(scene, (line, ask) if ask else (line,), amended=amended)
