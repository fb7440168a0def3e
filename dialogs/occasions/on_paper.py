"""A rating made on paper: it counts for the day it was filled in, and is entered on a later one.

Pure; days are local and inclusive, moments are UTC.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogs.occasions.agenda import Agenda
from dialogs.occasions.asking import NEVER_ASKED
from dialogs.occasions.life import ensure_next, finish, with_extra
from dialogs.occasions.occasion import (
    DONE,
    OccasionKind,
    OccasionState,
    OccasionStatus,
    Reason,
    rank,
)


@dataclass(frozen=True)
class Paper:
    """When a paper was filled in, ``on`` the day and ``at`` a moment of it, and what it is for.

    ``occasion`` is the id of that; None where it is for none of the plan's.
    """

    on: dt.date
    at: dt.datetime
    occasion: int | None


def can_have_paper(one: OccasionState, today: dt.date) -> bool:
    """Tell whether a paper can be entered for an occasion: one that counts by now, and is open."""
    return one.status not in DONE and one.window.opens_on <= today


def likely_occasion(occasions: Sequence[OccasionState], today: dt.date) -> OccasionState | None:
    """Choose the occasion that a paper is most likely for: one that waits for its figures first."""
    waits = [one for one in occasions if one.status is OccasionStatus.WITHOUT_FIGURES]
    fits = waits or [one for one in occasions if one.can_serve(today)]
    return max(fits, key=lambda one: rank(one.kind, one.due_on)) if fits else None


def enter_paper(
    agenda: Agenda, rating_id: int, paper: Paper, now: dt.datetime
) -> tuple[Agenda, OccasionState]:
    """Let a paper serve what it is for, and all else that is open and counts on its day.

    One that is for none of the plan's is an extra one of its day. Gives the leading occasion.
    """
    if paper.occasion is None:
        agenda, chosen = with_extra(agenda, paper.on)
    else:
        chosen = paper.occasion
    planned = paper.occasion is not None

    def serves(one: OccasionState) -> bool:
        return one.id == chosen or (planned and one.can_serve(paper.on))

    def settle(one: OccasionState) -> OccasionState:
        one = replace(one, rating=one.rating.with_reaction(), rating_id=rating_id)
        return replace(finish(one, paper.at), settled_at=now)

    agenda = agenda.where(serves, settle)
    served = [one for one in agenda.occasions if one.rating_id == rating_id]
    first = max(served, key=lambda one: rank(one.kind, one.due_on)).id
    agenda = ensure_next(agenda, now)
    return agenda, agenda.occasion(first)


def release_paper(agenda: Agenda, rating_id: int) -> Agenda:
    """Take a paper's figures back: what it served waits for them again.

    An extra occasion that nobody was asked about came with the paper, and goes with it.
    """

    def wait(one: OccasionState) -> OccasionState:
        waits = replace(one, status=OccasionStatus.WITHOUT_FIGURES, reason=Reason.PAPER)
        return replace(waits, rating_id=None, settled_at=None)

    agenda = agenda.without(lambda one: one.rating_id == rating_id and _came_with_paper(one))
    return agenda.where(lambda one: one.rating_id == rating_id, wait)


def _came_with_paper(one: OccasionState) -> bool:
    was_asked = one.asking != NEVER_ASKED or one.rating.newest is not None
    return one.kind is OccasionKind.EXTRA and not was_asked
