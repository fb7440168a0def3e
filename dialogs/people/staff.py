"""Staff: what somebody does in the project."""

from enum import StrEnum


class StaffRole(StrEnum):
    """What somebody is on the staff, and so what they see."""

    COACH = "coach"
    LEADER = "leader"
    """Sees the figures of the sub-projects that they are named for, and changes their plans."""
    ADMIN = "admin"
    EVALUATOR = "evaluator"
    """Sees figures of all, small ones too, and answers without names or anybody's own words."""
    TRANSLATOR = "translator"
    """Reads the texts of participants in their languages, and sees nothing of anybody."""
    HELPER = "helper"
    """Sits beside somebody who rates themselves, when asked to, and sees nothing else."""


SEES_PERSONS = frozenset({StaffRole.COACH, StaffRole.ADMIN, StaffRole.EVALUATOR, StaffRole.HELPER})
"""Those who read names or answers of participants, or take them in."""
SEES_FIGURES = (StaffRole.LEADER, StaffRole.ADMIN, StaffRole.EVALUATOR)
"""Those who see figures of groups; of which: ``storage.people.sub_projects.figures_of``."""
DIGEST_READERS = (StaffRole.COACH, StaffRole.LEADER)
"""Those who get digests."""


class DigestFrequency(StrEnum):
    """How often somebody gets a digest. A coach's is never monthly, a leader's always."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
