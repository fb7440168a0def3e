"""A conversation: all that is kept of a running dialog, and of one that has ended."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dialogs.engine.ask import TAKES_WORDS_BACK, Answer
from dialogs.engine.reply import Code

Facts = Mapping[str, Any]

VERSION = 1
"""The form of a stored state. One without a version was written before there was any: the same."""

ONLY_WHILE_OPEN = frozenset({"subject", "until", "follows"})
"""Facts about an open conversation that are for the shell; no dialog reads them.

``follows`` is the id of the conversation that led to it.
"""


class UnknownVersionError(ValueError):
    """A conversation was stored by a newer program than this one."""


@dataclass(frozen=True)
class Refused:
    """The newest words that answered nothing: when they were written (UTC), and why not."""

    at: dt.datetime
    why: Code


@dataclass(frozen=True)
class Conversation:
    """The dialog's name, the facts it began with, what was said, and the effects carried out.

    ``answers`` keeps the order in which they were given: the newest is the last. ``refused`` is
    known where the channel says when words were written, until something is answered. ``undone``
    are the keys of answers that were taken back, by ask, until it is answered again.
    """

    dialog: str
    facts: Facts = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    refused: Refused | None = None
    undone: Mapping[str, str] = field(default_factory=dict)

    def with_answer(self, ask: str, answer: Answer) -> "Conversation":
        """Add an answer as the newest."""
        undone = {one: key for one, key in self.undone.items() if one != ask}
        answers = {**self.answers, ask: answer}
        return replace(self, answers=answers, refused=None, undone=undone)

    def without_answer(self, ask: str) -> "Conversation":
        """Take an answer back; what was chosen is shown where the question comes again."""
        answers = dict(self.answers)
        key = answers.pop(ask).key
        undone = {**self.undone, ask: key} if key else self.undone
        return replace(self, answers=answers, undone=undone)

    def ended(self) -> "Conversation":
        """Give what is still needed when it has ended: what was said, and the facts to replay it.

        A replay shows the last lines, the newest star, and in what words everything was asked.
        """
        kept = {name: fact for name, fact in self.facts.items() if name not in ONLY_WHILE_OPEN}
        return replace(self, facts=kept, done=frozenset(), refused=None, undone={})

    def to_json(self) -> dict[str, Any]:
        """Write the conversation as it is stored."""
        stored: dict[str, Any] = {
            "version": VERSION,
            "dialog": self.dialog,
            "facts": dict(self.facts),
            "answers": {ask: answer.to_json() for ask, answer in self.answers.items()},
            "done": sorted(self.done),
        }
        if self.refused is not None:
            stored["refused"] = [self.refused.at.timestamp(), self.refused.why]
        if self.undone:
            stored["undone"] = dict(self.undone)
        return stored

    @classmethod
    def from_json(cls, state: Mapping[str, Any]) -> "Conversation":
        """Read a conversation back. Raises UnknownVersionError."""
        version = state.get("version", VERSION)
        if version > VERSION:
            raise UnknownVersionError(version)
        refused = state.get("refused")
        return cls(
            dialog=state["dialog"],
            facts=state["facts"],
            answers={ask: Answer.from_json(said) for ask, said in state["answers"].items()},
            done=frozenset(state["done"]),
            refused=Refused(dt.datetime.fromtimestamp(refused[0], dt.UTC), Code(refused[1]))
            if refused
            else None,
            undone=state.get("undone", {}),
        )


_GONE = Answer(words="…")
"""Stands where words stood, so that a replay goes the same way."""


def without_superseded_words(conversation: Conversation) -> Conversation:
    """Keep of each ask that came several times (``time.comment#2``) the newest words alone.

    None, where they were taken back since.
    """
    newest: dict[str, str] = {}
    for ask_id, answer in conversation.answers.items():
        if answer.words or answer.key == TAKES_WORDS_BACK:
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
