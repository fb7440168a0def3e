"""Staff: what somebody does in the project."""

from enum import StrEnum


class StaffRole(StrEnum):
    """What somebody is on the staff, and so what they see."""

    COACH = "coach"
    LEADER = "leader"
    ADMIN = "admin"
    TRANSLATOR = "translator"
    """Reads the texts of participants in their languages, and sees nothing of anybody."""


SEES_PERSONS = frozenset({StaffRole.COACH, StaffRole.ADMIN})
"""Those who read names or answers of participants, or take them in."""
DIGEST_READERS = (StaffRole.COACH, StaffRole.LEADER)
"""Those who get digests."""


class DigestFrequency(StrEnum):
    """How often somebody gets a digest. A coach's is never monthly, a leader's always."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
