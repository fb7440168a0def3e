"""How an answer was given: beside each, so that no difference in mode is read as progress."""

from enum import StrEnum

from dialogs.instruments.rating_mode import RatingMode


class AnswerMode(StrEnum):
    """How a question came to the person, or who sat beside them; values are what is stored."""

    READ = "read"
    HEARD = "heard"
    PICTURES = "pictures"
    """The person wants to listen, and nobody has spoken the question in their language."""
    TOGETHER = "together"
    """With the coach."""
    INTERPRETER = "interpreter"
    HELPER = "helper"
    """With somebody who helps with the language."""
    PAPER = "paper"


BESIDE = frozenset({AnswerMode.TOGETHER, AnswerMode.INTERPRETER, AnswerMode.HELPER})
"""Somebody sat beside the person, and may have typed."""


class PracticeOutcome(StrEnum):
    """What came of the practice question before a rating; values are what is stored."""

    UNDERSTOOD = "understood"
    UNCLEAR = "unclear"
    """Which end of the scale is which was not found, also after it had been shown."""
    SKIPPED = "skipped"


def answer_mode(rating: RatingMode, *, listens: bool, was_heard: bool) -> AnswerMode:
    """Tell how an answer was given.

    ``listens``: the person wants everything read to them; ``was_heard``: this question was.
    """
    if rating is not RatingMode.ALONE:
        return AnswerMode(rating)
    if was_heard:
        return AnswerMode.HEARD
    return AnswerMode.PICTURES if listens else AnswerMode.READ
