"""A replay has a bound, and what is stored of a conversation stays readable."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from dialogs.engine.ask import Answer, Ask, Option
from dialogs.engine.conversation import Conversation, UnknownVersionError
from dialogs.engine.replay import MOST_BEATS, EndlessDialogError, Play, replay
from dialogs.engine.reply import Say
from dialogs.talks.routing import DIALOGS, replay_of
from tests.scenes import facts_of, scene, skapa
from tests.talk import Talk

BEFORE_VERSIONS = """{
    "dialog": "meeting",
    "facts": {"meeting": 1, "revision": 0, "phase": "booked", "when": "2026-11-24T10:00",
              "until": "2026-11-24T09:00:00+00:00", "minutes": 45, "place": "Storgatan 1",
              "line": "", "subject": 1},
    "answers": {"coming#0": {"key": "cannot"}, "proposal#0": {"words": "torsdag"}},
    "done": ["coming#0", "proposal#0"]
}"""


def chatters() -> Play:
    while True:
        yield Say("och så vidare")


def asks_the_same() -> Play:
    while True:
        yield Ask("same", "Igen?", options=(Option("yes", "Ja"),))


@pytest.mark.parametrize(("play", "newest"), [(chatters, "none"), (asks_the_same, "same")])
def test_a_dialog_that_never_comes_to_a_question_is_stopped(
    play: Callable[[], Play], newest: str
) -> None:
    with pytest.raises(EndlessDialogError, match=f"{MOST_BEATS} beats; the newest.*{newest}"):
        replay(play(), {"same": Answer("yes")})


def test_the_bound_is_far_beyond_what_anybody_says() -> None:
    """Somebody changes an answer of their rating a thousand times."""
    answers = {f"{item.id}#1": Answer("3") for item in skapa().items}
    for number in range(1, 1001):
        answers |= {
            f"after#{number}": Answer("change"),
            f"which#{number}": Answer("health"),
            f"health#{number + 1}": Answer(str(number % 5 + 1)),
        }
    seen = replay_of(Conversation("rating", facts_of("rating"), answers), scene("sv"))
    assert seen.ask is not None
    assert seen.ask.id == "after#1001"


def test_what_was_stored_before_there_were_versions_reads_the_same() -> None:
    state = json.loads(BEFORE_VERSIONS)
    conversation = Conversation.from_json(state)
    assert conversation.answers["proposal#0"] == Answer(words="torsdag")
    assert conversation.to_json() == {"version": 1, **state}
    assert Conversation.from_json({"version": 0, **state}) == conversation
    assert Conversation.from_json({"version": 1, **state}) == conversation


def test_what_a_newer_program_has_stored_is_not_guessed_at() -> None:
    with pytest.raises(UnknownVersionError, match="2"):
        Conversation.from_json({"version": 2})


def test_every_name_that_was_ever_stored_has_its_dialog() -> None:
    """A name may be added here, and none taken away: there may be rows with it."""
    stored = ("onboarding", "rating", "language", "erasure", "reminders", "reminder")
    assert set(DIALOGS) >= {*stored, "plan", "step", "note", "meeting"}


def test_of_what_has_ended_only_what_a_replay_needs_is_kept() -> None:
    conversation = Conversation.from_json(json.loads(BEFORE_VERSIONS))
    ended = conversation.ended()
    assert set(conversation.facts) - set(ended.facts) == {"subject", "until"}
    assert ended.answers == conversation.answers
    assert (ended.done, ended.ended()) == (frozenset(), ended)
    assert replay_of(ended, scene("sv")) == replay_of(conversation, scene("sv"))


@pytest.mark.parametrize("dialog", sorted(DIALOGS))
def test_no_dialog_reads_what_is_for_the_shell_only(dialog: str) -> None:
    """At every step, so that what was left lying can be shown as well."""
    talk = Talk.at(dialog)
    for _ in count():
        if talk.top is None or talk.top.dialog != dialog:
            return
        bare = replace(talk.top.ended(), done=talk.top.done)
        assert replay_of(bare, talk.scene) == replay_of(talk.top, talk.scene)
        ask = talk.ask
        assert ask is not None
        talk.says(f"[{ask.options[0].label}]" if ask.options else "ord")


def test_whoever_goes_back_sees_what_had_been_answered_there() -> None:
    talk = Talk.at("rating")
    for press in ("4", "2", "[Tillbaka]", "[Tillbaka]"):
        talk.says(press)
    assert "bot: Ditt förra svar: \u20684 · God\u2069" in talk.lines
    talk.says("5")
    said = talk.lines[talk.lines.index("> 5") :]
    assert any("Ditt förra svar: \u20682 · " in line for line in said), "of the next one too"
    talk.says("2")
    said = talk.lines[talk.lines.index("> 2", talk.lines.index("> 5")) :]
    assert not any("förra svar" in line for line in said)


def test_what_was_taken_back_is_stored_with_the_conversation_and_not_for_ever() -> None:
    one = Conversation("rating", {}, {"health": Answer(key="4")}).without_answer("health")
    again = Conversation.from_json(one.to_json())
    assert (again.answers, again.undone) == ({}, {"health": "4"})
    assert again.with_answer("health", Answer(key="5")).undone == {}
    assert again.ended().undone == {}
