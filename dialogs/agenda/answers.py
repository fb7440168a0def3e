"""Answers: what a participant says of a meeting, and of a small step, and who takes it."""

from enum import StrEnum


class MeetingAnswer(StrEnum):
    """Whether the participant comes to a meeting."""

    COMING = "coming"
    CANNOT = "cannot"


class StepOutcome(StrEnum):
    """How a small step has gone."""

    DONE = "done"
    ON_THE_WAY = "on-the-way"
    NOT_YET = "not-yet"
    LEFT = "left"
    """The participant does not want to go on with it."""


GOES_ON = (StepOutcome.ON_THE_WAY, StepOutcome.NOT_YET)
"""The step may be looked at again."""
CLOSED = (StepOutcome.DONE, StepOutcome.LEFT)
"""There is nothing more to ask about the step."""


class Doer(StrEnum):
    """Who takes a step of the shared plan: the participant, the coach, or another party by kind."""

    PARTICIPANT = "participant"
    COACH = "coach"
    MUNICIPALITY = "municipality"
    SOCIAL_INSURANCE = "social-insurance"
    EMPLOYMENT_SERVICE = "employment-service"
    HEALTH_CENTRE = "health-centre"
    PSYCHIATRY = "psychiatry"
    OTHER = "other"
