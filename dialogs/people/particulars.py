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
