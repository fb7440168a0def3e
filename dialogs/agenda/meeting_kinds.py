"""What a meeting is, and who takes part in it besides the coach. The words are stored."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting is for."""

    TALK = "talk"
    CASE = "case"
    """A case meeting: the partners agree on who does what."""
    NETWORK = "network"
    """A network meeting, or one about a SIP (samordnad individuell plan)."""
    WORKPLACE = "workplace"
    OTHER = "other"


class Party(StrEnum):
    """Who is asked to a meeting."""

    PARTICIPANT = "participant"
    MUNICIPALITY = "municipality"
    SOCIAL_INSURANCE = "social-insurance"
    HEALTH_CENTRE = "health-centre"
    PSYCHIATRY = "psychiatry"
    EMPLOYER = "employer"


WITH_PARTICIPANT = frozenset({Party.PARTICIPANT})
"""Who is there if nothing else is said."""
