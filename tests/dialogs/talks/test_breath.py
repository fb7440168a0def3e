"""Whatever comes in whatever order: no figure of a burst is an answer, and no words are lost."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given, settings, strategies

from dialogs.engine.ask import Piece
from dialogs.engine.event import Typed, Written
from dialogs.engine.replay import Replay
from dialogs.engine.reply import Code, Notice
from dialogs.talks.breath import BREATH
from dialogs.talks.routing import replay_of
from tests.talk import Talk

TEXTS = ["3", "4", "tre", "Jag sover dåligt", "God", "tillbaka", "senare", "hoppa över", "hm"]


@dataclass(frozen=True)
class Message:
    text: str
    after: int
    unseen: bool


MESSAGES = strategies.builds(
    Message,
    strategies.sampled_from(TEXTS),
    strategies.sampled_from([0, 1, 4, 6, 20, 29, 31, 500, 700]),
    strategies.booleans(),
)


def seen(talk: Talk) -> Replay:
    assert talk.top is not None
    return replay_of(talk.top, talk.scene)


def is_asked_about(talk: Talk) -> bool:
    """Tell whether the person has been asked whether words were the answer."""
    refused = talk.top.refused if talk.top else None
    return refused is not None and refused.why is Code.UNSURE


def decided(replay: Replay) -> dict[str, tuple[int | None, bool]]:
    """Give what has been answered or skipped."""
    records = replay.records.items()
    return {
        item: (of.value, of.skipped) for item, of in records if of.skipped or of.value is not None
    }


def last_piece(replay: Replay) -> Piece | None:
    """Give the newest message of a text, if that was the last thing said."""
    pieces = replay.exchanges[-1].answer.pieces if replay.exchanges else ()
    return pieces[-1] if pieces else None


@given(strategies.lists(MESSAGES, max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_burst_answers_nothing_by_itself_and_loses_nothing(messages: list[Message]) -> None:
    talk = Talk.at("rating")
    talk.says("[Skriv en kommentar]")
    talk.says("(+5) Det är så här:")
    for number, message in enumerate(messages, start=10):
        talk.now += dt.timedelta(seconds=message.after)
        before = seen(talk)
        last = last_piece(before)
        asked_about = is_asked_about(talk)
        routed = talk.turn(Typed(message.text, Written(number, talk.now, message.unseen)))
        after = seen(talk)
        if message.unseen:
            assert decided(after) == decided(before), "the question was not shown"
        if last is not None and talk.now - last.at <= BREATH and not last.doubtful:
            newest = last_piece(after)
            assert newest is not None
            assert (newest.words, newest.number) == (message.text, number)
        if decided(after) == decided(before):
            grew = last_piece(after) != last
            told = any(isinstance(reply, Notice) for reply in routed.replies)
            back = after.ask != before.ask
            said_before = asked_about and message.unseen
            assert grew or told or back or said_before, "something is said about everything"
