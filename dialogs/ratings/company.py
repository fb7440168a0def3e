"""Company: who sat beside somebody while they rated themselves."""

from enum import StrEnum


class Company(StrEnum):
    """Who was there; values are what is stored."""

    ALONE = "alone"
    COACH = "coach"
    INTERPRETER = "interpreter"
    """The coach, and an interpreter."""
    HELPER = "helper"
    """Somebody who helps with the language."""
