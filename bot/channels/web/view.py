"""The view: a conversation's replay turned into what one page of the chat shows."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.star.svg import star_svg
from bot.turn.buttons import Buttons
from dialogs.engine.ask import Ask, Kind, Way
from dialogs.engine.labels import answer_label, way_label
from dialogs.engine.notice import notice
from dialogs.engine.replay import Replay
from dialogs.engine.reply import Code, Exchange, Say
from dialogs.engine.scene import Scene
from dialogs.engine.star import Star, visible_series
from dialogs.talks.routing import replay_of
from dialogs.texts import Texts
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of

RESTS = (Code.PAUSED, Code.QUIET, Code.STOPPED)
"""What is said when somebody wants to go on another time, or not to hear from us."""

ANSWERS_ABOVE = 2
"""How many earlier answers stand above the open question."""


@dataclass(frozen=True)
class EarlierAnswer:
    """An earlier answer: which question, in a few words, and what was answered."""

    number: tuple[int, int] | None
    answer: str


@dataclass(frozen=True)
class Figures:
    """A star as a table: a column for each rating drawn, newest first; a row for each area."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Bubble:
    """A line from the bot; ``picture`` is its star as SVG, ``figures_of`` the same as a table.

    ``folded`` lines say once more what the star shows: only the first is seen until one opens it.
    """

    lines: tuple[str, ...]
    folded: bool = False
    picture: str = ""
    figures: Figures | None = None


@dataclass(frozen=True)
class ChatView:
    """Everything that a page of the chat shows of a conversation.

    ``token`` makes the button ids of ``ask``. ``notice`` is the friendly line after an event that
    changed nothing; ``resting`` says that the person wants to go on another time.
    """

    said: tuple[EarlierAnswer, ...] = ()
    bubbles: tuple[Bubble, ...] = ()
    before: tuple[Bubble, ...] = ()
    """The last lines of what has just ended."""
    ask: Ask | None = None
    token: Callable[[str], str] = str
    notice: tuple[str, ...] = ()
    code: str = ""
    resting: bool = False

    @property
    def writes(self) -> bool:
        """Tell whether the answer is free text."""
        return self.ask is not None and self.ask.kind is Kind.TEXT

    def ways(self, texts: Texts) -> list[tuple[str, str]]:
        """List the ways on as (way, its word), always in the same order."""
        order = (Way.BACK, Way.MEANING, Way.COMMENT, Way.SKIP, Way.PAUSE)
        ways = self.ask.ways if self.ask else ()
        return [(way.value, way_label(way, texts)) for way in order if way in ways]


def view_of(
    stored: StoredConversation, scene: Scene, buttons: Buttons, code: Code | None
) -> ChatView:
    """Show an open conversation, with the notice that the last event led to."""
    replay = replay_of(conversation_of(stored), scene)
    if replay.ask is None:
        return resting_view(replay, scene)
    return ChatView(
        said=_earlier_answers(replay.exchanges, scene.texts),
        bubbles=_bubbles(replay.says, scene.texts),
        ask=replay.ask,
        token=buttons.tokens(stored.id, replay.ask),
        notice=_lines(notice(code, scene, replay.ask).text) if code else (),
        code=code.value if code else "",
        resting=code in RESTS,
    )


def idle_view(
    stored: StoredConversation | None, scene: Scene, code: Code | None = None
) -> ChatView:
    """Show that nothing is open, over the newest rating that has ended; or a wish for quiet."""
    if code in RESTS and code is not None:
        return ChatView(notice=_lines(notice(code, scene).text), code=code.value, resting=True)
    if stored is None:
        return ChatView(notice=_lines(notice(Code.IDLE, scene).text), code=Code.IDLE.value)
    return resting_view(replay_of(conversation_of(stored), scene), scene)


def resting_view(ended: Replay, scene: Scene) -> ChatView:
    """Show how an ended rating came out."""
    return ChatView(
        bubbles=last_bubbles(ended, scene.texts),
        notice=_lines(notice(Code.IDLE, scene).text),
        code=Code.IDLE.value,
    )


def last_bubbles(ended: Replay, texts: Texts) -> tuple[Bubble, ...]:
    """Show what a conversation said last, with its star."""
    says = [*ended.says]
    for exchange in reversed(ended.exchanges):
        if any(say.star for say in exchange.says):
            says += exchange.says
            break
    return _bubbles(says, texts)


def _earlier_answers(exchanges: list[Exchange], texts: Texts) -> tuple[EarlierAnswer, ...]:
    answers = [one for one in exchanges if not one.ask.aside or one.answer.words]
    answers = [one for one in answers if one.answer.key != Way.COMMENT]
    return tuple(
        EarlierAnswer(one.ask.progress, answer_label(one.ask, one.answer, texts))
        for one in answers[-ANSWERS_ABOVE:]
    )


def _bubbles(says: list[Say], texts: Texts) -> tuple[Bubble, ...]:
    """Put the star before the lines that say the same in words: those that stood above it."""
    places = [place for place, say in enumerate(says) if say.star]
    first = places[0] if places else 0
    folded = [place < first and say.text.count("\n") > 2 for place, say in enumerate(says)]
    order = sorted(range(len(says)), key=lambda place: says[place].star is None)
    return tuple(_bubble(says[place], texts, folded=folded[place]) for place in order)


def _bubble(say: Say, texts: Texts, *, folded: bool) -> Bubble:
    if say.star is None:
        return Bubble(_lines(say.text), folded=folded)
    picture = star_svg(say.star, embed_style=False)
    return Bubble(_lines(say.text), picture=picture, figures=figures_of(say.star, texts))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def figures_of(star: Star, texts: Texts) -> Figures:
    """Write a star's figures down; a skipped question is a dash."""
    series = tuple(reversed(visible_series(star.series)))
    rows = tuple(
        (label, tuple(_figure(one.values[place], texts) for one in series))
        for place, label in enumerate(star.labels)
    )
    return Figures(tuple(one.name for one in series), rows)


def _figure(value: int | None, texts: Texts) -> str:
    return "–" if value is None else texts.number(value)
