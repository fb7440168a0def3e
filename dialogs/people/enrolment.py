"""Enrolment: how far a participant has come, from the invitation to the exit."""

from enum import StrEnum


class EnrolmentStatus(StrEnum):
    """invited -> active, with the participant's own yes; either -> erased, for good.

    *invited* stands for everybody whom a coach has enrolled, also without an invitation: they are
    in the register, have occasions and are counted, and nothing is sent to them.
    """

    INVITED = "invited"
    ACTIVE = "active"
    ERASED = "erased"


IN_CASELOAD = (EnrolmentStatus.INVITED, EnrolmentStatus.ACTIVE)
"""Those whom a coach sees."""


class ExitReason(StrEnum):
    """Why somebody leaves the project."""

    INTERNSHIP = "internship"
    WORK_TRAINING = "work-training"
    SUPPORTED_WORK = "supported-work"
    WORK = "work"
    STUDIES = "studies"
    EMPLOYMENT_SERVICE = "employment-service"
    MUNICIPALITY = "municipality"
    CLOSER_COOPERATION = "closer-cooperation"
    OTHER_COMPENSATION = "other-compensation"
    CARE = "care-or-sick-leave"
    NO_PROGRESS = "no-progress"
    REFERRER = "referrer"
    MOVED = "moved"
    BROKE_OFF = "broke-off"
    DECEASED = "deceased"
