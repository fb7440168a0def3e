"""Particulars: what is known of somebody from the day they were enrolled."""

from enum import StrEnum


class Sex(StrEnum):
    """As the figures are told by; what a person says of themselves."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other-or-not-said"


class Referrer(StrEnum):
    """Who has sent somebody to the project."""

    SOCIAL_SERVICES = "social-services"
    SOCIAL_INSURANCE = "social-insurance"
    HEALTH_CARE = "health-care"
    EMPLOYMENT_SERVICE = "employment-service"
    THEMSELVES = "themselves"
    OTHER = "other"


OLDEST, YOUNGEST = 100, 15
"""Ages, in years, outside of which a birth year is a slip of the keyboard."""

_DECADES = (20, 30, 40, 50, 60)


def age_group(birth_year: int, year: int) -> str:
    """Give the ten years of age in which somebody became as old as they became in ``year``.

    Coarse enough that an age beside a day of enrolment points few people out.
    """
    age = year - birth_year
    if age < _DECADES[0]:
        return f"under {_DECADES[0]}"
    if age >= _DECADES[-1]:
        return f"{_DECADES[-1]} or more"
    return f"{age // 10 * 10}-{age // 10 * 10 + 9}"
