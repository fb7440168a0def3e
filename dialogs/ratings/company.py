"""Company: who sat beside somebody while they rated themselves."""

from enum import StrEnum

from dialogs.instruments.rating_mode import RatingMode


class Company(StrEnum):
    """Who was there; values are what is stored."""

    ALONE = "alone"
    COACH = "coach"
    INTERPRETER = "interpreter"
    """The coach, and an interpreter."""
    HELPER = "helper"
    """Somebody who helps with the language."""


def mode_of_company(company: Company) -> RatingMode:
    """Tell how a rating is made in such company."""
    match company:
        case Company.ALONE:
            return RatingMode.ALONE
        case Company.COACH:
            return RatingMode.TOGETHER
        case Company.INTERPRETER:
            return RatingMode.INTERPRETER
        case Company.HELPER:
            return RatingMode.HELPER
