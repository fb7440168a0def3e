"""A row of the caseload: what is known of one participant, and what needs the coach there."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.agenda.plan import Plan
from dialogs.agenda.writing_hours import RESTS_AFTER
from dialogs.caseload.contact import contact_gap
from dialogs.caseload.needs import (
    EVENTS,
    SAY_THEIR_DAY,
    Marks,
    Need,
    hidden_until,
    is_done,
)
from dialogs.caseload.order import order_of
from dialogs.caseload.review import Verdict, is_review_due, review_day
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.invitation_state import WAITS_FOR
from dialogs.people.participant_status import ParticipantStatus
from dialogs.ratings.change import Change


@dataclass(frozen=True)
class Standing:
    """How somebody stands at a moment: what needs the coach, in order, and in a word."""

    needs: tuple[Need, ...]
    status: ParticipantStatus
    need: Need | None = None
    """What the status says, where that is a need: the worst, else a hidden one that lasts."""
    hidden: tuple[tuple[Need, dt.datetime], ...] = ()
    """What the coach does not want to see now, each with the moment (UTC) at which it is back."""


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
    snoozed_until: dt.datetime | None
    reached: bool
    """There is an account that messages get to."""
    blocked: bool
    blocked_at: dt.datetime | None
    invited_at: dt.datetime | None
    """When the newest invitation was made, whatever became of it; None where there was none."""
    invited_until: dt.datetime | None
    """Up to when one can be opened that nobody has used and the coach has not withdrawn."""
    agreed: bool | None
    stopped: bool
    cannot_at: dt.datetime | None
    """When the newest no about a meeting still to come was said."""
    cannot_meet_at: dt.datetime | None
    """When the first of those meetings is."""
    plan: Any
    """The sub-project's own plan of ratings, as it is stored."""
    exit_on: dt.date | None
    wrote_at: dt.datetime | None
    """When the person last let the coach read something they wrote of their own accord."""
    wrote_first_at: dt.datetime | None
    """When they first did since the coach last dealt with it."""
    asks_since: dt.datetime | None
    """When the oldest meeting began of which nobody has noted whether they came."""
    enrolled_at: dt.datetime | None
    goes_on_until: dt.date | None
    """Until when it was decided last that they take part."""
    verdict: Verdict | None
    """What was decided last."""
    hard_at: dt.datetime | None
    """When they said last, after the exit, that it is hard."""
    heard_at: dt.datetime | None = None
    """When there was contact last (``dialogs.caseload.contact``)."""
    enrolled_on: dt.date | None = None
    """The local day of the enrolment."""
    today: dt.date | None = None
    """The local day on which this was read."""
    overdue_on: dt.date | None = None
    """The day on which the oldest rating that still waits fell due, before today."""
    silences: int = 0
    """Messages since somebody reacted, where no further one is planned."""
    silent_on: dt.date | None = None
    """The day of the first of them."""
    begun_at: dt.datetime | None = None
    """When a rating was begun that still counts for what it was begun for."""
    without_figures: bool = False
    """A rating was made on paper or together, says the coach, and has no figures here."""
    without_figures_at: dt.datetime | None = None
    newest: int = 0
    instrument: str = ""
    finished_at: dt.datetime | None = None
    values: Mapping[str, int | None] = field(default_factory=dict)
    fell_at: dt.datetime | None = None
    """When a rating was finished that had clearly gone down, and nobody has dealt with it."""
    fall: Change = field(default_factory=Change)
    """What had gone down, and has not risen since."""
    told_at: dt.datetime | None = None
    """When the newest rating was finished that the reader has not put in from paper."""
    marks: Marks = field(default_factory=dict)

    def standing_at(self, now: dt.datetime) -> Standing:
        """Say what needs the coach now, and where somebody stands.

        That is the worst need; else a hidden one that lasts, or how they are at rest.
        """
        standing = self._standing_needs(now)
        until = {
            one: hidden_until(one, mark, self.snoozed_until, now)
            for one in standing
            if not is_done(one, mark := self.marks.get(one.kind))
        }
        needs = tuple(one for one, at in until.items() if at is None)
        hidden = tuple((one, at) for one, at in until.items() if at is not None)
        lasting = (one for one in standing if one.kind not in EVENTS)
        worst = needs[0] if needs else next(lasting, None)
        return Standing(needs, worst.kind if worst else self._resting_status(), worst, hidden)

    def needs_at(self, now: dt.datetime) -> tuple[Need, ...]:
        """List what needs the coach now, in order (``dialogs.caseload.order``)."""
        return self.standing_at(now).needs

    def status_at(self, now: dt.datetime) -> ParticipantStatus:
        """Say where this participant stands."""
        return self.standing_at(now).status

    def has_left_by(self, today: dt.date) -> bool:
        """Tell whether the last day was before a local day."""
        return self.exit_on is not None and self.exit_on < today

    def label_day(self, standing: Standing, zone: dt.tzinfo) -> dt.date | None:
        """Give the day that the label of a standing says: its own, or of the newest rating."""
        if standing.need is not None and standing.need.kind in SAY_THEIR_DAY:
            return standing.need.day(zone)
        return self.finished_at.astimezone(zone).date() if self.finished_at else None

    def _standing_needs(self, now: dt.datetime) -> list[Need]:
        """List all needs there are, whatever the coach has said of them, in their order."""
        return sorted(self._needs(now), key=lambda one: order_of(one, now))

    def _needs(self, now: dt.datetime) -> Iterator[Need]:
        yield from self._events()
        if self.reached:
            yield from self._needs_of_reached(now)
        elif self.blocked:
            yield Need(ParticipantStatus.BLOCKED, self.blocked_at)
        elif self.invited_at is not None:
            yield from self._needs_of_invited(self.invited_at, now)
        elif self.overdue_on is not None:
            yield Need(ParticipantStatus.OVERDUE, on=self.overdue_on)
        if self.without_figures:
            yield Need(ParticipantStatus.FIGURES, self.without_figures_at)
        if self.asks_since is not None:
            yield Need(ParticipantStatus.ATTENDANCE, self.asks_since)
        if self.today is not None and self.enrolled_on is not None:
            yield from self._needs_of_enrolled(self.enrolled_on, self.today, now)

    def _events(self) -> Iterator[Need]:
        if self.wrote_at is not None:
            yield Need(ParticipantStatus.WROTE, self.wrote_at, first_at=self.wrote_first_at)
        if self.hard_at is not None:
            yield Need(ParticipantStatus.HARD, self.hard_at)
        if self.fell_at is not None:
            yield Need(ParticipantStatus.FELL, self.fell_at)
        if self.told_at is not None and self.fell_at is None:
            yield Need(ParticipantStatus.NEW_RATING, self.told_at)
        if self.cannot_at is not None:
            yield Need(ParticipantStatus.CANNOT_COME, self.cannot_at, about_at=self.cannot_meet_at)

    def _needs_of_enrolled(
        self, enrolled_on: dt.date, today: dt.date, now: dt.datetime
    ) -> Iterator[Need]:
        """List what is the matter with the way of somebody who has not left."""
        plan = Plan.from_json(self.plan)
        ends_on = review_day(plan, enrolled_on, self.goes_on_until)
        if self.exit_on is None and self.verdict is Verdict.FINISH:
            yield Need(ParticipantStatus.REVIEW)  # the last day is still to be set
        elif self.exit_on is None and ends_on is not None and is_review_due(plan, ends_on, today):
            yield Need(ParticipantStatus.REVIEW, on=ends_on)
        if self.exit_on is None or self.exit_on >= today:
            mark = self.marks.get(ParticipantStatus.GAP)
            known = (self.heard_at, mark.done_until if mark else None)
            heard_at = max((one for one in known if one is not None), default=None)
            if gap := contact_gap(plan, heard_at, enrolled_on, now, today):
                yield gap

    def _needs_of_reached(self, now: dt.datetime) -> Iterator[Need]:
        """List what is the matter with ratings; of one that is silent not that it is late too."""
        if self.silences >= len(Plan.from_json(self.plan).reminders):
            yield Need(ParticipantStatus.SILENT, on=self.silent_on or self.overdue_on)
        elif self.overdue_on is not None:
            yield Need(ParticipantStatus.OVERDUE, on=self.overdue_on)
        if self.begun_at is not None and self.begun_at <= now - RESTS_AFTER:
            yield Need(ParticipantStatus.UNFINISHED, self.begun_at)

    def _needs_of_invited(self, invited_at: dt.datetime, now: dt.datetime) -> Iterator[Need]:
        if self.invited_until is None or self.invited_until <= now:
            yield Need(ParticipantStatus.NO_INVITATION, self.invited_until)
        elif now - invited_at >= WAITS_FOR:
            yield Need(ParticipantStatus.UNOPENED, invited_at)

    def _resting_status(self) -> ParticipantStatus:
        """Say where somebody stands with whom nothing is the matter."""
        if not self.reached:
            invited = self.invited_at is not None
            return ParticipantStatus.INVITED if invited else ParticipantStatus.WITHOUT_BOT
        if self.begun_at is not None:
            return ParticipantStatus.UNFINISHED
        if self.stopped:
            return ParticipantStatus.STOPPED
        if self.status == EnrolmentStatus.INVITED:
            return (
                ParticipantStatus.UNDECIDED if self.agreed is None else ParticipantStatus.DECLINED
            )
        return ParticipantStatus.CALM
