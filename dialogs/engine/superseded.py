"""Words that later ones have taken the place of: nobody reads them again, so nobody keeps them."""

from dataclasses import replace

from dialogs.engine.ask import Answer
from dialogs.engine.conversation import Conversation

_GONE = Answer(words="…")
"""Stands where words stood, so that a replay goes the same way."""


def without_superseded_words(conversation: Conversation) -> Conversation:
    """Keep of each ask that came several times (``time.comment#2``) the newest words alone."""
    newest: dict[str, str] = {}
    for ask_id, answer in conversation.answers.items():
        if answer.words:
            newest[_base(ask_id)] = ask_id
    answers = {
        ask_id: _GONE if answer.words and newest[_base(ask_id)] != ask_id else answer
        for ask_id, answer in conversation.answers.items()
    }
    return replace(conversation, answers=answers)


def is_superseded(answer: Answer) -> bool:
    """Tell whether it is only the place of words that are gone."""
    return answer == _GONE


def _base(ask_id: str) -> str:
    return ask_id.partition("#")[0]
