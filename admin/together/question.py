"""One question of a rating as it is shown beside the coach: in one language, or in two."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from admin.together.seat import Seat
from bot.app_context import AppContext
from bot.channels.web.beside.listening import Listening, listening_beside
from bot.channels.web.view import Bubble, bubbles_of
from bot.languages.spoken import SOURCE_LANGUAGE
from dialogs.engine.ask import Ask, Kind, Option, Way
from dialogs.engine.labels import way_label
from dialogs.engine.replay import Replay
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of
from storage.people.participants import person_at_desk
from storage.seats.untold import untold_beside
from storage.sight.tables import HelperSeat
from storage.tables.people import Participant, StoredConversation
from storage.talk.conversations import conversation_of

_NOTHING_ELSE: Mapping[str, Sequence[object]] = {"earlier": [], "steps": []}
"""Facts of a rating without what came before it."""


@dataclass(frozen=True)
class Question:
    """What one page shows. ``second`` is the same ask in Swedish, None where one is enough."""

    scene: Scene
    ask: Ask
    second: Ask | None
    bubbles: Sequence[Bubble]
    token: Callable[[str], str]
    listening: Listening | None

    @property
    def writes(self) -> bool:
        """Tell whether the answer is free text."""
        return self.ask.kind is Kind.TEXT

    @property
    def ways(self) -> list[tuple[Way, str]]:
        """List the ways on that have a place here: to go on later is to leave the page."""
        shown = (Way.BACK, Way.COMMENT, Way.SKIP)
        return [(way, way_label(way, self.scene.texts)) for way in shown if way in self.ask.ways]

    @property
    def meaning_word(self) -> str:
        """Word what opens the meaning of the question."""
        return way_label(Way.MEANING, self.scene.texts)

    def beside(self, option: Option) -> str:
        """Give what an answer is called in the second language; "" where that is the same."""
        other = self.second.option(option.key) if self.second else None
        return other.label if other and other.label != option.label else ""


async def question_of(
    session: AsyncSession,
    app: AppContext,
    participant: Participant,
    stored: StoredConversation,
    seat: Seat,
    *,
    beside: HelperSeat | None = None,
) -> Question | None:
    """Give the open question of a rating; None where its instrument is gone.

    ``beside``: a helper reads, and is shown what was answered from that seat alone: neither
    earlier stars and steps, nor what was answered of this rating without them.
    """
    person = await person_at_desk(session, participant)
    scene, conversation = app.installation.scene_of(person), conversation_of(stored)
    untold = await untold_beside(session, beside) if beside else None
    if untold is not None:
        hidden = {"untold": untold.answers, "untold_comments": untold.comments}
        facts = {**conversation.facts, **_NOTHING_ELSE, **hidden}
        conversation = replace(conversation, facts=facts)
    replay, second = replay_of(conversation, scene), None
    ask = replay.ask
    if ask is not None and untold is not None and _leads_back_to(untold.answers, replay):
        ask = replace(ask, ways=tuple(way for way in ask.ways if way is not Way.BACK))
    if ask is None:
        return None
    bubbles = bubbles_of(replay.says, scene.texts)
    if seat is not Seat.HANDED_OVER and scene.texts.language != SOURCE_LANGUAGE:
        second = replay_of(conversation, scene.in_language(SOURCE_LANGUAGE)).ask
    said = [one.text for one in bubbles]
    heard = await listening_beside(session, app, person, ask, said)
    return Question(scene, ask, second, bubbles, app.buttons.tokens(stored.id, ask), heard)


def _leads_back_to(items: Collection[str], replay: Replay) -> bool:
    """Tell whether *back* would take back the answer to one of some items."""
    newest = replay.newest_undoable
    return newest is not None and re.split("[.#]", newest.ask.id)[0] in items
