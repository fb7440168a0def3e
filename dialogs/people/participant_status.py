"""Standing: where a participant stands, and what is known of them to say so."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dialogs.agenda.plan import Plan
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.invitation_state import WAITS_FOR


class ParticipantStatus(StrEnum):
    """Where a participant stands, in the order in which the coaches' pages list them."""

    WROTE = "wrote"
    NEW_RATING = "new-rating"
    BLOCKED = "blocked"
    CANNOT_COME = "cannot-come"
    SILENT = "silent"
    NO_INVITATION = "no-invitation"
    UNOPENED = "unopened"
    UNFINISHED = "unfinished"
    OVERDUE = "overdue"
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
    ParticipantStatus.NEW_RATING,
    ParticipantStatus.BLOCKED,
    ParticipantStatus.CANNOT_COME,
    ParticipantStatus.SILENT,
    ParticipantStatus.NO_INVITATION,
    ParticipantStatus.UNOPENED,
)
"""The standings that nobody but the coach can do anything about, the first one first."""
WAITS_FOR_COACH = (
    *URGENT,
    ParticipantStatus.UNFINISHED,
    ParticipantStatus.OVERDUE,
    ParticipantStatus.FIGURES,
)
"""Those that wait for the coach, in the order in which they do."""


@dataclass
class CaseloadRow:
    """One participant in the caseload. ``values`` are those of the newest finished rating."""

    participant_id: int
    pseudonym: str
    name: str | None
    protected: bool
    language: str
    status: EnrolmentStatus
    sub_project: str
    opened_at: dt.datetime | None
    reached: bool
    """There is an account that messages get to."""
    blocked: bool
    invited_at: dt.datetime | None
    """When the newest invitation was made, whatever became of it; None where there was none."""
    invited_until: dt.datetime | None
    """Up to when one can be opened that nobody has used and the coach has not withdrawn."""
    agreed: bool | None
    stopped: bool
    cannot_come: bool
    """The answer about a meeting still to come is no."""
    plan: Any
    """The sub-project's own plan of ratings, as it is stored."""
    exit_on: dt.date | None
    wrote_at: dt.datetime | None
    """When the person last let the coach read something they wrote of their own accord."""
    overdue_on: dt.date | None = None
    """The day on which the oldest rating that still waits fell due, before today."""
    silences: int = 0
    """Messages since somebody reacted, where no further one is planned."""
    unfinished: bool = False
    """A rating is begun that still counts for what it was begun for."""
    without_figures: bool = False
    """A rating was made on paper or together, says the coach, and has no figures here."""
    newest: int = 0
    instrument: str = ""
    finished_at: dt.datetime | None = None
    values: Mapping[str, int | None] = field(default_factory=dict)

    def status_at(self, now: dt.datetime) -> ParticipantStatus:
        """Say where this participant stands: the first that holds."""
        if self._is_unseen(self.wrote_at):
            return ParticipantStatus.WROTE
        if self._is_unseen(self.finished_at):
            return ParticipantStatus.NEW_RATING
        if self.blocked and not self.reached:
            return ParticipantStatus.BLOCKED
        if self.cannot_come:
            return ParticipantStatus.CANNOT_COME
        if not self.reached:
            return self._unreached_at(now)
        if self.silences >= len(Plan.from_json(self.plan).reminders):
            return ParticipantStatus.SILENT
        if self.unfinished:
            return ParticipantStatus.UNFINISHED
        if self.overdue_on is not None:
            return ParticipantStatus.OVERDUE
        if self.without_figures:
            return ParticipantStatus.FIGURES
        if self.stopped:
            return ParticipantStatus.STOPPED
        if self.status == EnrolmentStatus.INVITED:
            return (
                ParticipantStatus.UNDECIDED if self.agreed is None else ParticipantStatus.DECLINED
            )
        return ParticipantStatus.CALM

    def _unreached_at(self, now: dt.datetime) -> ParticipantStatus:
        """Say where somebody stands whom the bot does not reach."""
        if self.invited_at is None:
            if self.overdue_on is not None:
                return ParticipantStatus.OVERDUE
            has_figures = not self.without_figures
            return ParticipantStatus.WITHOUT_BOT if has_figures else ParticipantStatus.FIGURES
        if self.invited_until is None or self.invited_until <= now:
            return ParticipantStatus.NO_INVITATION
        waits = now - self.invited_at >= WAITS_FOR
        return ParticipantStatus.UNOPENED if waits else ParticipantStatus.INVITED

    def _is_unseen(self, at: dt.datetime | None) -> bool:
        """Tell whether something happened that the coach has not opened the page since."""
        return at is not None and (self.opened_at is None or at > self.opened_at)
