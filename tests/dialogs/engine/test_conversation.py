"""What is kept of a conversation, and read back."""

import datetime as dt
import json

from hypothesis import given, strategies

from dialogs.engine.ask import Answer, Piece
from dialogs.engine.conversation import Conversation, Refused
from dialogs.engine.reply import Code

MOMENTS = strategies.integers(0, 2**32).map(lambda at: dt.datetime.fromtimestamp(at, dt.UTC))
WORDS, NUMBERS = strategies.text(min_size=1), strategies.integers(0, 2**40)
PIECES = strategies.builds(Piece, WORDS, NUMBERS, MOMENTS, strategies.booleans())


@given(strategies.lists(PIECES, min_size=1))
def test_a_text_comes_back_in_the_messages_it_came_in(pieces: list[Piece]) -> None:
    answer = Answer.of_pieces(pieces)
    refused = Refused(pieces[0].at, Code.TOO_LONG)
    said = Conversation("rating", {}, {"health.comment#1": answer}, refused=refused)
    assert Conversation.from_json(json.loads(json.dumps(said.to_json()))) == said


def test_what_an_earlier_version_stored_is_read() -> None:
    state = {
        "version": 1,
        "dialog": "rating",
        "facts": {},
        "answers": {"health#1": {"key": "comment"}, "health.comment#1": {"words": "Ont"}},
        "done": [],
    }
    said = Conversation.from_json(state)
    assert said.answers["health.comment#1"] == Answer(words="Ont")
    assert said.refused is None
    assert said.to_json() == state
