"""The yes of somebody who stood in the coach's register already: asked from then on. Pure."""

import datetime as dt
from dataclasses import replace

from dialogs.agenda.plan import Window
from dialogs.agenda.writing_hours import DAY, day_end
from dialogs.occasions.agenda import Agenda, ask, tell_unfinished
from dialogs.occasions.exits import is_spoken_for
from dialogs.occasions.life import enrol, reopen, waiting_on
from dialogs.occasions.occasion import (
    REGULAR,
    OccasionKind,
    OccasionState,
    OccasionStatus,
    Reason,
)


def hear_yes(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Plan what is to be said to somebody from their first yes on; a second one changes nothing.

    1. Whoever has no occasions yet is enrolled now.
    2. The first rating counts as that of the enrolment, however late the yes comes, until the
       window of a later occasion has opened.
    3. That one is told of once if it is left, as after an enrolment; what is ahead is asked by
       the plan. What has passed stays as it was.
    """
    if not agenda.occasions:
        return enrol(agenda, now)
    if any(one.rating.newest or one.unfinished.newest for one in agenda.occasions):
        return agenda
    agenda = _reopen_enrolment(agenda, now)
    first = waiting_on(agenda.occasions, agenda.today(now))
    if first is not None:
        agenda = tell_unfinished(agenda, first.id, now)
    for one in agenda.occasions:
        speaks = one.kind is OccasionKind.EXIT or not is_spoken_for(agenda, one)
        if one.status is OccasionStatus.PLANNED and one is not first and speaks:
            agenda = ask(agenda, one.id, now)
    return agenda


def _reopen_enrolment(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Let the enrolment's rating be made after all, where nothing later could be meant."""
    today = agenda.today(now)
    later = [one for one in agenda.occasions if one.kind is not OccasionKind.ENROLMENT]
    if any(one.window.opens_on <= today for one in later if one.kind in REGULAR):
        return agenda
    closes_on = today + agenda.when.plan.after * DAY

    def open_again(one: OccasionState) -> OccasionState:
        window: Window = replace(one.window, closes_on=closes_on)
        one = replace(one, window=window, closes_at=day_end(closes_on, agenda.when.rhythm.zone))
        return reopen(one, today)

    def was_not_asked(one: OccasionState) -> bool:
        missed = one.status is OccasionStatus.MISSED and one.reason in (None, Reason.NO_BOT)
        return one.kind is OccasionKind.ENROLMENT and missed and one.rating_id is None

    return agenda.where(was_not_asked, open_again)
