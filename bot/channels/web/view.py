"""The view: a conversation's replay turned into what one page of the chat shows."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.web.star_figures import Figures, figures_of
from bot.star.svg import star_svg
from bot.turn.buttons import Buttons
from dialogs.engine.ask import Ask, Kind, Option, Way
from dialogs.engine.conversation import is_superseded
from dialogs.engine.labels import RESUME, SAME_FOR_ALL, answer_before_text, answer_label, way_label
from dialogs.engine.notice import notice
from dialogs.engine.replay import Replay
from dialogs.engine.reply import Code, Exchange, Notice, Offer, Say
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of
from dialogs.texts import Texts
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of

STANDS_ALONE = (
    Code.UNHEARD,
    Code.PASSED_ON,
    Code.PASSED_ON_BEFORE,
    Code.SPOKEN_TOO_LONG,
    Code.SPOKEN_UNCLEAR,
    Code.SPOKEN_NOT_TAKEN,
    Code.SPOKEN_TOO_MANY,
    Code.HEARD,
)
"""What is said instead of "there is no question for you", where nothing is open."""

RESTS = (Code.PAUSED, Code.QUIET, Code.STOPPED)
"""What is said when somebody wants to go on another time, or not to hear from us."""

NOT_WORDS = ("none", "remove?", "leave")
"""Answers beside a free text that are no words for it, but another way on."""

ANSWERS_ABOVE = 2
"""How many earlier answers stand above the open question."""


@dataclass(frozen=True)
class EarlierAnswer:
    """An earlier answer: which question, in a few words, and what was answered."""

    number: tuple[int, int] | None
    answer: str


@dataclass(frozen=True)
class Bubble:
    """A line from the bot; ``picture`` is its star as SVG, ``figures_of`` the same as a table.

    ``folded`` lines say once more what the star shows: only the first is seen until one opens it.
    """

    lines: tuple[str, ...]
    folded: bool = False
    offers: tuple[Offer, ...] = ()
    picture: str = ""
    figures: Figures | None = None
    text: str = ""
    """The lines as they were said, by which they are heard."""

    @property
    def heard_texts(self) -> list[str]:
        """List what is heard of it: of folded lines those that were not seen, of a star each."""
        said = "\n".join(self.lines[1:]) if self.folded else self.text
        rows = self.figures.newest if self.figures else ()
        return [said, *(row.line for row in rows), *(one.label for one in self.offers)]


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
    offers: tuple[Offer, ...] = ()
    """The buttons of the notice."""
    urgent: str = ""
    """What stands beside free words."""
    about: tuple[str, ...] = ()
    """The question that a comment is written beside."""
    undone: str = ""
    """The key of what had been answered to ``ask`` before it was taken back, if so."""
    before_line: str = ""
    """The line that says so."""

    @property
    def suggestions(self) -> tuple[Option, ...]:
        """List what may be taken instead of own words: it stands above the field for them."""
        options = self.ask.options if self.ask and self.writes else ()
        return tuple(option for option in options if option.key not in NOT_WORDS)

    @property
    def options(self) -> tuple[Option, ...]:
        """List the answers that stand below."""
        options = self.ask.options if self.ask else ()
        return tuple(option for option in options if option not in self.suggestions)

    @property
    def meaning(self) -> str:
        """Give what a question means, where that was asked for."""
        return self.ask.meaning if self.ask and self.code == Code.MEANING else ""

    @property
    def said_texts(self) -> list[str]:
        """List what the bot says beside the question, as it was said."""
        notice = "" if self.code == Code.MEANING else "\n".join(self.notice)
        bubbles = (*self.before, *self.bubbles)
        lines = [text for one in bubbles for text in one.heard_texts]
        return [*filter(None, (*lines, notice, self.meaning, self.before_line))]

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
    conversation = conversation_of(stored)
    replay = replay_of(conversation, scene)
    if replay.ask is None:
        return resting_view(replay, scene)
    said = notice(code, scene, replay.ask) if code else None
    undone = conversation.undone.get(replay.ask.id, "")
    return ChatView(
        said=_earlier_answers(replay.exchanges, scene.texts),
        bubbles=bubbles_of(replay.says, scene.texts),
        ask=replay.ask,
        token=buttons.tokens(stored.id, replay.ask),
        notice=_lines(said.text) if said else (),
        code=code.value if code else "",
        resting=code in RESTS,
        offers=_beside_page(said.offers) if said else (),
        urgent=scene.urgent,
        about=_question_beside(replay),
        undone=undone,
        before_line=answer_before_text(replay.ask, undone, scene.texts),
    )


def rest_text(texts: Texts) -> str:
    """Say how to go on, to somebody who rests."""
    # NOTE: Below "go on whenever you want". The link is the one the person came in through.
    return texts.gettext("Du kan stänga sidan nu. Öppna samma länk igen när du vill fortsätta.")


def _question_beside(replay: Replay) -> tuple[str, ...]:
    """Give the question that a comment belongs to, which is not to be answered just now."""
    if replay.ask is None or not replay.ask.aside or not replay.exchanges:
        return ()
    return _lines(replay.exchanges[-1].ask.text)


def idle_view(
    stored: StoredConversation | None, scene: Scene, code: Code | None = None
) -> ChatView:
    """Show that nothing is open, over the newest rating that has ended; or a wish for quiet."""
    said = notice(code if code in (*RESTS, *STANDS_ALONE) else Code.IDLE, scene)
    if said.code in RESTS:
        offers = _beside_page(said.offers)
        return ChatView(notice=_lines(said.text), code=said.code.value, resting=True, offers=offers)
    if stored is None:
        return ChatView(notice=_lines(said.text), code=said.code.value)
    return resting_view(replay_of(conversation_of(stored), scene), scene, said)


def resting_view(ended: Replay, scene: Scene, said: Notice | None = None) -> ChatView:
    """Show how an ended rating came out."""
    said = said or notice(Code.IDLE, scene)
    return ChatView(
        bubbles=last_bubbles(ended, scene.texts),
        notice=_lines(said.text),
        code=said.code.value,
    )


def _beside_page(offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Leave out what the page offers itself: to go on."""
    return tuple(one for one in offers if one.id != RESUME)


def last_bubbles(ended: Replay, texts: Texts) -> tuple[Bubble, ...]:
    """Show what a conversation said last, with its star."""
    says = [*ended.says]
    for exchange in reversed(ended.exchanges):
        if any(say.star for say in exchange.says):
            says += exchange.says
            break
    return bubbles_of(says, texts)


def _earlier_answers(exchanges: list[Exchange], texts: Texts) -> tuple[EarlierAnswer, ...]:
    answers = [one for one in exchanges if not one.ask.aside or one.answer.words]
    answers = [
        one for one in answers if one.answer.key != Way.COMMENT and not is_superseded(one.answer)
    ]
    return tuple(
        EarlierAnswer(one.ask.progress, answer_label(one.ask, one.answer, texts))
        for one in answers[-ANSWERS_ABOVE:]
    )


def bubbles_of(says: list[Say], texts: Texts) -> tuple[Bubble, ...]:
    """Put the star before the lines that say the same in words: those that stood above it."""
    places = [place for place, say in enumerate(says) if say.star]
    first = places[0] if places else 0
    folded = [place < first and say.text.count("\n") > 2 for place, say in enumerate(says)]
    order = sorted(range(len(says)), key=lambda place: says[place].star is None)
    return tuple(_bubble(says[place], texts, folded=folded[place]) for place in order)


def _bubble(say: Say, texts: Texts, *, folded: bool) -> Bubble:
    if say.star is None:
        # Meetings have a place of their own on the page, with their buttons.
        offers = tuple(one for one in say.offers if one.id in SAME_FOR_ALL)
        return Bubble(_lines(say.text), folded=folded, offers=offers, text=say.text)
    picture = star_svg(say.star, embed_style=False)
    figures = figures_of(say.star, texts)
    return Bubble(_lines(say.text), picture=picture, figures=figures, text=say.text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())
