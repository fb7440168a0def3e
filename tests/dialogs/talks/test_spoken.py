"""Spoken words wherever a dialog shows words: always said, never as the sign they are kept as."""

from typing import Any

import pytest

from dialogs.engine.ask import Answer, Ask
from dialogs.engine.conversation import Conversation, is_superseded, without_superseded_words
from dialogs.engine.labels import answer_label
from dialogs.engine.reply import Say
from dialogs.talks.routing import replay_of
from dialogs.words.spoken import OBJECT, spoken_text
from tests.scenes import facts_of, scene, skapa

SAID = spoken_text(7, 42)
SHOWN = "Inspelat, 42 sekunder"
OF_STEPS: list[tuple[str, dict[str, Any]]] = [
    ("step", {"words": SAID}),
    ("step", {"words": SAID, "by_coach": True}),
    ("note", {"words": SAID}),
    ("note", {"words": SAID, "added": False, "comment": "Bra"}),
]


def shown(conversation: Conversation) -> str:
    """Give all that a conversation shows, from its beginning."""
    swedish = scene("sv")
    seen = replay_of(conversation, swedish)
    replies: list[Say | Ask] = [*seen.says, *([seen.ask] if seen.ask else [])]
    lines = [answer_label(one.ask, one.answer, swedish.texts) for one in seen.exchanges]
    for exchange in seen.exchanges:
        replies += [*exchange.says, exchange.ask]
    lines += [reply.text for reply in replies]
    lines += [one.label for reply in replies if isinstance(reply, Ask) for one in reply.options]
    return "\n".join(lines)


@pytest.mark.parametrize(("dialog", "facts"), OF_STEPS)
def test_a_spoken_step_is_named_as_one(dialog: str, facts: dict[str, Any]) -> None:
    said = shown(Conversation(dialog, {**facts_of(dialog), **facts}))
    assert SHOWN in said
    assert OBJECT not in said


def test_steps_below_the_star_are_too() -> None:
    steps = [{"words": SAID, "outcome": one} for one in ("", "done", "on-the-way")]
    answers = {
        "health#1": Answer("comment"),
        "health.comment#1": Answer(words=SAID),
        "health#2": Answer("4"),
        **{f"{item.id}#1": Answer("4") for item in skapa().items[1:]},
    }
    said = shown(Conversation("rating", {**facts_of("rating"), "steps": steps}, answers))
    assert said.count(SHOWN) == 5, "in the answer, the summary, and three steps"
    assert OBJECT not in said


def test_words_that_were_taken_back_are_not_kept() -> None:
    answers = {
        "health#1": Answer("comment"),
        "health.comment#1": Answer(words=SAID),
        "health#2": Answer("comment"),
        "health.comment#2": Answer("remove"),
    }
    before = Conversation("rating", facts_of("rating"), answers)
    after = without_superseded_words(before)
    assert is_superseded(after.answers["health.comment#1"])
    assert SAID not in str(after.to_json())
    records = [replay_of(one, scene("sv")).records for one in (before, after)]
    assert records[0] == records[1]
    assert records[1]["health"].comment == ""
