"""A conversation: all that is kept of a running dialog."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dialogs.engine.ask import Answer

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Conversation:
    """The dialog's name, the facts it began with, what was said, and the effects carried out.

    ``answers`` keeps the order in which they were given: the newest is the last.
    """

    dialog: str
    facts: Facts = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    done: frozenset[str] = frozenset()

    def with_answer(self, ask: str, answer: Answer) -> "Conversation":
        """Add an answer as the newest."""
        return replace(self, answers={**self.answers, ask: answer})

    def to_json(self) -> str:
        """Write the conversation as it is stored."""
        state = {
            "dialog": self.dialog,
            "facts": self.facts,
            "answers": {ask: answer.to_json() for ask, answer in self.answers.items()},
            "done": sorted(self.done),
        }
        return json.dumps(state, ensure_ascii=False)

    @classmethod
    def from_json(cls, stored: str) -> "Conversation":
        """Read a conversation back."""
        state = json.loads(stored)
        return cls(
            dialog=state["dialog"],
            facts=state["facts"],
            answers={ask: Answer.from_json(said) for ask, said in state["answers"].items()},
            done=frozenset(state["done"]),
        )
