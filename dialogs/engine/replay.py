"""The engine: run a dialog again over what was said, and see where it stands.

A dialog is a generator. It yields asks (and is sent the answer), and it yields lines, effects and
records (and is sent nothing). The current step is the first ask without an answer.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace

from dialogs.engine.ask import Answer, Ask, Piece, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import Complete, Effect, NextDialog, Record
from dialogs.engine.event import Event, Spoken, Typed
from dialogs.engine.labels import answer_before_text
from dialogs.engine.notice import notice
from dialogs.engine.reply import Code, Exchange, Reply, Say
from dialogs.engine.scene import Scene
from dialogs.engine.understanding import understand

Beat = Ask | Say | Effect | Record | Complete
Play = Generator[Beat, Answer, NextDialog | None]
Dialog = Callable[[Scene, Conversation], Play]

MOST_BEATS = 20_000
"""How long a replay may be: thousands of answers, a fraction of a second.

Nobody says so much in one conversation; a dialog that never comes to an open ask does.
"""


class EndlessDialogError(RuntimeError):
    """A dialog came neither to an open ask nor to its end within MOST_BEATS."""


@dataclass
class Replay:
    """Where a dialog stands.

    ``ask`` is None when it has ended; ``says`` came after the newest answer.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    says: list[Say] = field(default_factory=list)
    ask: Ask | None = None
    effects: list[Effect] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    complete: bool = False
    following: NextDialog | None = None

    @property
    def newest_undoable(self) -> Exchange | None:
        """Give the newest answer that *back* can take back; what was said aside stays."""
        return next((said for said in reversed(self.exchanges) if not said.aside), None)


@dataclass(frozen=True)
class Move:
    """What one event did. ``answered`` is the exchange that it closed, if it closed one."""

    conversation: Conversation
    before: Replay
    after: Replay
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...] = ()
    answered: Exchange | None = None


def replay(play: Play, answers: Mapping[str, Answer]) -> Replay:
    """Run a dialog until the first ask without an answer, or to its end.

    Raises EndlessDialogError.
    """
    seen = Replay()
    answer: Answer | None = None
    for _ in range(MOST_BEATS):
        try:
            beat = next(play) if answer is None else play.send(answer)
        except StopIteration as end:
            seen.following = end.value
            return seen
        answer = None
        match beat:
            case Ask():
                answer = answers.get(beat.id)
                if answer is None or not beat.accepts(answer):
                    seen.ask = beat if seen.newest_undoable else _without_back(beat)
                    return seen
                seen.exchanges.append(Exchange(tuple(seen.says), beat, answer))
                seen.says = []
            case Say():
                seen.says.append(beat)
            case Record():
                seen.records[beat.item] = beat
            case Complete():
                seen.complete = True
            case _:
                seen.effects.append(beat)
    newest = seen.exchanges[-1].ask.id if seen.exchanges else "none"
    raise EndlessDialogError(f"no open ask after {MOST_BEATS} beats; the newest answered: {newest}")


def take(dialog: Dialog, conversation: Conversation, event: Event, scene: Scene) -> Move:
    """Let one event meet the open ask. An event that does not answer it changes nothing."""
    before = replay(dialog(scene, conversation), conversation.answers)
    ask = before.ask
    if ask is None:
        return Move(conversation, before, before, tuple(before.says))
    understood = understand(event, ask, scene.texts)
    if isinstance(understood, Code):
        line = notice(understood, scene, ask)
        shown: tuple[Reply, ...] = (line,) if understood is Code.PAUSED else (line, ask)
        return Move(conversation, before, before, shown)
    if understood is None:
        return Move(conversation, before, before, (*before.says, ask))
    if understood is Way.BACK:
        return _taken_back(dialog, conversation, scene, before)
    answer = _in_pieces(understood, event)
    said = _without_doubt(conversation, before, understood, scene).with_answer(ask.id, answer)
    answered = Exchange(tuple(before.says), ask, answer)
    return _move_to(dialog, said, scene, before, answered)


def _taken_back(dialog: Dialog, conversation: Conversation, scene: Scene, before: Replay) -> Move:
    """Take the newest answer back; what was said to a comment before it is not said again."""
    move = _move_to(dialog, _without_newest(conversation, before), scene, before, None)
    after = move.after
    if after.ask is not None and after.exchanges and after.exchanges[-1].aside:
        before_it = _answer_before(move.conversation, after.ask, scene)
        return replace(move, replies=(*before_it, after.ask))
    return move


def begin(dialog: Dialog, conversation: Conversation, scene: Scene) -> Move:
    """Open a dialog: its first lines and its first ask."""
    return _move_to(dialog, conversation, scene, Replay(), None)


def _move_to(
    dialog: Dialog, said: Conversation, scene: Scene, before: Replay, answered: Exchange | None
) -> Move:
    after = replay(dialog(scene, said), said.answers)
    effects = tuple(effect for effect in after.effects if effect.id not in said.done)
    # An effect whose answer was taken back may come again with the next answer.
    done = frozenset(effect.id for effect in after.effects)
    shown: tuple[Reply, ...] = tuple(after.says)
    if after.ask:
        shown = (*shown, *_answer_before(said, after.ask, scene), after.ask)
    return Move(replace(said, done=done), before, after, shown, effects, answered)


def _in_pieces(answer: Answer, event: Event) -> Answer:
    """Remember which message free words came in."""
    if not answer.words or not isinstance(event, Typed | Spoken) or event.written is None:
        return answer
    return Answer.of_pieces([Piece(answer.words, event.written.number, event.written.at)])


def _without_doubt(
    conversation: Conversation, before: Replay, answer: Answer, scene: Scene
) -> Conversation:
    """Settle whether the newest message was an answer: if it was this one, it leaves its text."""
    newest = before.exchanges[-1] if before.exchanges else None
    if newest is None or before.ask is None or not newest.answer.pieces:
        return conversation
    *pieces, last = newest.answer.pieces
    if not last.doubtful:
        return conversation
    if not pieces or understand(Typed(last.words), before.ask, scene.texts) != answer:
        pieces.append(replace(last, doubtful=False))
    answers = {**conversation.answers, newest.ask.id: Answer.of_pieces(pieces)}
    return replace(conversation, answers=answers)


def _without_newest(conversation: Conversation, before: Replay) -> Conversation:
    newest = before.newest_undoable
    return conversation if newest is None else conversation.without_answer(newest.ask.id)


def _answer_before(conversation: Conversation, ask: Ask, scene: Scene) -> tuple[Say, ...]:
    line = answer_before_text(ask, conversation.undone.get(ask.id, ""), scene.texts)
    return (Say(line),) if line else ()


def _without_back(ask: Ask) -> Ask:
    return replace(ask, ways=tuple(way for way in ask.ways if way is not Way.BACK))
