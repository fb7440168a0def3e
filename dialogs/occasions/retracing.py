"""Retracing: the agenda that somebody would have, from the ratings there are. Pure.

The days are lived through once more with the functions that every living agenda goes by.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import moment
from dialogs.instruments.rating_mode import RatingMode
from dialogs.occasions.agenda import Agenda, ask, tell_unfinished
from dialogs.occasions.exits import plan_exit
from dialogs.occasions.life import begin, enrol, fall_due, finish, miss_ended
from dialogs.occasions.occasion import (
    OPEN,
    Messages,
    OccasionStatus,
    Reason,
)


@dataclass(frozen=True)
class BegunRating:
    """A rating as it counts here; ``ref`` is whatever the caller names it by. Times are UTC."""

    ref: int
    started_at: dt.datetime
    finished_at: dt.datetime | None
    mode: RatingMode = RatingMode.ALONE


def retrace_agenda(
    when: Timing,
    enrolled_at: dt.datetime,
    exit_on: dt.date | None,
    ratings: Iterable[BegunRating],
    now: dt.datetime,
) -> Agenda:
    """Give the agenda from the enrolment up to the next occasion; messages only from now on."""
    agenda = enrol(Agenda(when, when.rhythm.day(enrolled_at), exit_on), enrolled_at)
    if exit_on is not None:
        agenda = plan_exit(agenda, exit_on, enrolled_at)
    for at, rating in _events(ratings):
        agenda = _live_until(agenda, at)
        if at == rating.started_at:
            agenda, _ = begin(agenda, rating.ref, at)
        if at == rating.finished_at:
            agenda = _finish_with(agenda, rating, at)
    return _plan_messages(_live_until(agenda, now), now)


def _events(ratings: Iterable[BegunRating]) -> Iterator[tuple[dt.datetime, BegunRating]]:
    """Give the beginning and the end of each rating, in time order."""
    moments = [
        (at, rating.ref, rating)
        for rating in ratings
        for at in {rating.started_at, rating.finished_at}
        if at is not None
    ]
    yield from ((at, rating) for at, _, rating in sorted(moments, key=lambda one: one[:2]))


def _finish_with(agenda: Agenda, rating: BegunRating, at: dt.datetime) -> Agenda:
    reason = _reason_of(rating.mode)
    return agenda.where(
        lambda one: one.rating_id == rating.ref, lambda one: finish(one, at, reason)
    )


def _live_until(agenda: Agenda, until: dt.datetime) -> Agenda:
    """Let every day come up to a moment: windows end, occasions fall due."""
    while True:
        ends = [one.closes_at for one in agenda.occasions if one.status in OPEN]
        comes = [
            (moment(one.due_on, dt.time(0), agenda.when.rhythm.zone), one.id)
            for one in agenda.occasions
            if one.status is OccasionStatus.PLANNED
        ]
        ended, due = min(ends, default=None), min(comes, default=None)
        if ended is not None and ended <= until and (due is None or ended <= due[0]):
            agenda = miss_ended(agenda, ended, None)
        elif due is not None and due[0] <= until:
            agenda = fall_due(agenda, due[1], due[0])
        else:
            return agenda


def _plan_messages(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Plan the next message where one was planned; what might have been said before never was."""
    pending = agenda.occasions
    agenda = agenda.where(
        lambda _: True, lambda one: replace(one, rating=Messages(), unfinished=Messages())
    )
    for one in pending:
        if one.unfinished.pending:
            agenda = tell_unfinished(agenda, one.id, now)
        elif one.rating.pending:
            agenda = ask(agenda, one.id, now)
    return agenda


def _reason_of(mode: RatingMode) -> Reason | None:
    match mode:
        case RatingMode.PAPER:
            return Reason.PAPER
        case RatingMode.TOGETHER:
            return Reason.TOGETHER
        case RatingMode.ALONE | RatingMode.INTERPRETER | RatingMode.HELPER:
            return None
