"""Standing: where a participant stands, by the word that says so."""

from enum import StrEnum


class ParticipantStatus(StrEnum):
    """Where a participant stands, in the order in which the coaches' pages list them."""

    WROTE = "wrote"
    HARD = "hard"
    """Has left to work or studies, and says that it is hard."""
    FELL = "fell"
    """An area, or all of them, has clearly gone down (``dialogs.ratings.change``)."""
    BLOCKED = "blocked"
    CANNOT_COME = "cannot-come"
    SILENT = "silent"
    NO_INVITATION = "no-invitation"
    UNOPENED = "unopened"
    GAP = "gap"
    """There has been no contact for so long that the plan says: get in touch."""
    NEW_RATING = "new-rating"
    REVIEW = "review"
    """A period ends, and nobody has decided whether the person goes on."""
    UNFINISHED = "unfinished"
    OVERDUE = "overdue"
    ATTENDANCE = "attendance"
    """A meeting has been, and nobody has noted whether they came."""
    FIGURES = "figures"
    INVITED = "invited"
    """There is an invitation, not three days old, and nobody has opened it."""
    WITHOUT_BOT = "without-bot"
    """There has never been an invitation: whoever is enrolled so is rated on paper or together."""
    STOPPED = "stopped"
    UNDECIDED = "undecided"
    DECLINED = "declined"
    CALM = "calm"


URGENT = (
    ParticipantStatus.WROTE,
    ParticipantStatus.HARD,
    ParticipantStatus.FELL,
    ParticipantStatus.BLOCKED,
    ParticipantStatus.CANNOT_COME,
    ParticipantStatus.SILENT,
    ParticipantStatus.NO_INVITATION,
    ParticipantStatus.UNOPENED,
    ParticipantStatus.GAP,
    ParticipantStatus.NEW_RATING,
    ParticipantStatus.REVIEW,
)
"""The standings that nobody but the coach can do anything about, the worst one first."""
WAITS_FOR_COACH = (
    *URGENT,
    ParticipantStatus.UNFINISHED,
    ParticipantStatus.OVERDUE,
    ParticipantStatus.ATTENDANCE,
    ParticipantStatus.FIGURES,
)
"""What a coach is needed for, the worst first: each is a need (``dialogs.caseload.needs``)."""
