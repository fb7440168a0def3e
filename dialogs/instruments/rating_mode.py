"""How a rating is made: beside every answer, so that no difference in mode is read as progress."""

from enum import StrEnum


class RatingMode(StrEnum):
    """Who was there when a rating was made, and on what."""

    ALONE = "alone"
    TOGETHER = "together"
    """With the coach."""
    INTERPRETER = "interpreter"
    HELPER = "helper"
    """With somebody who helps with the language."""
    PAPER = "paper"
