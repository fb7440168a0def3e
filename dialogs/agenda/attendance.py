"""Attendance: what became of a meeting that has been. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Attendance(StrEnum):
    """Whether the participant came. The words are stored."""

    CAME = "came"
    LATE = "late"
    IN_TIME = "in-time"
    """They said in time that they could not: that is to keep an appointment too."""
    ABSENT = "absent"


@dataclass(frozen=True)
class AttendanceShare:
    """To how many meetings somebody came, of those they had not called off in time."""

    kept: int = 0
    """Late is there as well."""
    of: int = 0
    in_time: int = 0
    """How many they called off in time: these count neither for nor against."""

    @classmethod
    def counted(cls, counts: Mapping[Attendance, int]) -> "AttendanceShare":
        """Count it from how often each has been noted."""
        kept = counts.get(Attendance.CAME, 0) + counts.get(Attendance.LATE, 0)
        missed = counts.get(Attendance.ABSENT, 0)
        return cls(kept, kept + missed, counts.get(Attendance.IN_TIME, 0))
