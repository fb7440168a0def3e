"""The first path: all that somebody is shown from the door to a small step, in its order."""

from collections.abc import Iterator, Mapping
from typing import Any

from dialogs.engine.ask import Answer
from dialogs.engine.conversation import Conversation
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of

MOST_ASKS = 60


def first_path(scene: Scene, instrument: str, day: str) -> list[list[str]]:
    """List the texts of each talk that everybody comes through; ``day`` is an ISO date."""
    rating = {"instrument": instrument, "rating": 0, "today": day, "earlier": [], "practice": True}
    talks: list[tuple[str, Mapping[str, Any]]] = [
        ("onboarding", {"language": scene.texts.language}),
        ("rating", rating),
        ("rating", {**rating, "presses": scene.listener_presses}),
        ("plan", {"instrument": instrument}),
    ]
    return [list(_texts_of(scene, dialog, facts)) for dialog, facts in talks]


def _texts_of(scene: Scene, dialog: str, facts: Mapping[str, Any]) -> Iterator[str]:
    """Give what a talk says and asks where each question is answered with its first answer.

    In the practice that finds one end only, so that what is said then is heard too.
    """
    said = Conversation(dialog, facts)
    for _ in range(MOST_ASKS):
        seen = replay_of(said, scene)
        yield from (one.text for one in seen.says)
        if seen.ask is None:
            return
        yield seen.ask.text
        yield from (option.label for option in seen.ask.options if not option.language)
        key = seen.ask.options[0].key if seen.ask.options else ""
        if dialog == "onboarding" and seen.ask.id == "language":
            key = scene.texts.language
        answer = Answer(key=key) if key else Answer(words="…")
        said = said.with_answer(seen.ask.id, answer)
