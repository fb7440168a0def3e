"""Findings: what there is to tell a coach between two meetings, person by person. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from dialogs.reports.asked import AskedByCoach


@dataclass(frozen=True)
class AreaChange:
    """An area that has changed since the rating before (``dialogs.ratings.change``)."""

    instrument: str
    item: str
    up: bool


class FindingState(StrEnum):
    """What a finding says of its person, where the section leaves it open."""

    COMING = "coming"
    """Comes to a meeting."""
    CANNOT = "cannot"
    """Cannot come to a meeting."""
    PROPOSED = "proposed"
    """Cannot come, and has written something to that, often another time."""
    STOPPED = "stopped"
    """Wants no reminders any more."""
    PAUSED = "paused"
    """Wants none until a day."""


@dataclass(frozen=True)
class DigestFinding:
    """One person in one section. ``who`` is the pseudonym, ``person`` the id; days are local.

    ``on`` is since when something waits, or when it is; ``days`` is how long it is overdue,
    ``over`` says that a meeting has begun, ``time`` and ``place`` when and where one is; of a
    *protected* person Telegram carries no more than the pseudonym.
    """

    who: str
    person: int
    on: dt.date | None = None
    days: int = 0
    state: FindingState | None = None
    moves: tuple[AreaChange, ...] = ()
    sum_up: bool | None = None
    """Whether the sum went up, where it has changed."""
    protected: bool = False
    over: bool = False
    time: dt.time | None = None
    place: str = ""


@dataclass(frozen=True)
class DigestFindings:
    """What there is to tell of one caseload, by section and in the order told."""

    near: Sequence[DigestFinding] = ()
    """Meetings of today and tomorrow."""
    asked: Sequence[AskedByCoach] = ()
    words: Sequence[DigestFinding] = ()
    struggling: Sequence[DigestFinding] = ()
    """Has left to work or studies, and says that it is hard."""
    fallen: Sequence[DigestFinding] = ()
    """A rating had clearly gone down, as an earlier digest told, and nobody has dealt with it."""
    blocked: Sequence[DigestFinding] = ()
    cannot: Sequence[DigestFinding] = ()
    """Who cannot come to a meeting ahead, as an earlier digest told."""
    silent: Sequence[DigestFinding] = ()
    untold: Sequence[DigestFinding] = ()
    """Something is due, and nothing but the coach can tell them so."""
    unopened: Sequence[DigestFinding] = ()
    """An invitation is not opened for three days, or cannot be opened any more."""
    unheard: Sequence[DigestFinding] = ()
    """There has been no contact for long."""
    review: Sequence[DigestFinding] = ()
    """A period ends, and nobody has decided whether the person goes on."""
    lost: Sequence[DigestFinding] = ()
    """The number, the address or the browser that they chose is no more."""
    answered: Sequence[DigestFinding] = ()
    """Ratings that are new, or that nobody has dealt with."""
    changed: Sequence[DigestFinding] = ()
    overdue: Sequence[DigestFinding] = ()
    attendance: Sequence[DigestFinding] = ()
    """Nobody has noted whether the person came to a meeting."""
    figures: Sequence[DigestFinding] = ()
    """A rating made on paper has no figures here."""
    unfinished: Sequence[DigestFinding] = ()
    meetings: Sequence[DigestFinding] = ()
    due: Sequence[DigestFinding] = ()
    quiet: Sequence[DigestFinding] = ()

    def has_news(self) -> bool:
        """Tell whether there is a reason to write: that somebody rests is only said beside it."""
        return any(getattr(self, of.name) for of in fields(self) if of.name != "quiet")

    def through_telegram(self, *, doorbell: bool) -> "DigestFindings":
        """Leave out the areas where nothing about health may pass through Telegram.

        Nor does it say there that somebody's identity is protected, nor where anybody is met.
        """
        changed = [
            replace(one, moves=(), sum_up=None) if doorbell or one.protected else one
            for one in self.changed
        ]
        lists = self.by_section() | {"changed": changed}
        unmarked = {
            name: tuple(replace(one, protected=False, place="") for one in found)
            for name, found in lists.items()
        }
        return replace(self, **unmarked)

    def by_section(self) -> dict[str, Any]:
        """Give what is about participants, by its section's name."""
        return {of.name: getattr(self, of.name) for of in fields(self) if of.name != "asked"}

    def in_need(self) -> list[DigestFinding]:
        """List those with whom the coach can do something now, each person once."""
        cannot = [one for one in self.meetings if one.state is not FindingState.COMING]
        groups = (
            self.words,
            self.struggling,
            self.fallen,
            self.silent,
            self.untold,
            self.overdue,
            self.blocked,
            self.lost,
            self.cannot,
            cannot,
            self.unopened,
            self.unheard,
            self.review,
            self.attendance,
            self.figures,
            self.unfinished,
            self.due,
        )
        found: dict[int, DigestFinding] = {}
        for group in groups:
            for one in group:
                found.setdefault(one.person, one)
        return list(found.values())
