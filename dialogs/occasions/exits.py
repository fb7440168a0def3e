"""The exit: set, moved and taken back; its rating speaks for what is close before. Pure."""

import datetime as dt
from dataclasses import replace

from dialogs.agenda.messages import PENDING, MessageStatus
from dialogs.agenda.writing_hours import DAY
from dialogs.occasions.agenda import Agenda, ask, tell_unfinished
from dialogs.occasions.life import ensure_next, give_way, reopen
from dialogs.occasions.occasion import (
    OPEN,
    OccasionKind,
    OccasionState,
    OccasionStatus,
    Reason,
)


def set_exit(agenda: Agenda, on: dt.date | None, now: dt.datetime, *, rate: bool = True) -> Agenda:
    """Set, move or take back the day a participant leaves; what comes after it is off.

    With ``rate`` a last rating is asked for, and serves what falls due shortly before as well.
    None as the day takes the exit back.
    """
    agenda = replace(agenda, exit_on=on)
    moved = {one.id for one in agenda.open_exits() if not (rate and one.due_on == on)}
    agenda = agenda.without(lambda one: one.id in moved).without_planned()
    agenda = _reopen_ended(agenda, now)
    if on is not None:
        agenda = _make_room(agenda, on, now, rate=rate)
        if rate:
            agenda = plan_exit(agenda, on, now)
    # What closed while the exit stood in its place never fell due.
    closed = agenda.today(now) - agenda.when.plan.after * DAY
    return _ask_again(ensure_next(agenda, now, not_due_before=closed), now)


def plan_exit(agenda: Agenda, on: dt.date, now: dt.datetime) -> Agenda:
    """Add the last occasion, unless there is one whose window holds that day.

    Somebody who stays longer after all has a second one.
    """
    exits = [one.window for one in agenda.occasions if one.kind is OccasionKind.EXIT]
    if any(window.opens_on <= on <= window.closes_on for window in exits):
        return agenda
    number = max((window.number for window in exits), default=-1) + 1
    agenda, new = agenda.with_window(replace(agenda.when.plan.exit(on), number=number))
    return ask(agenda, new, now)


def _reopen_ended(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Open again what an earlier exit had ended and this one does not."""
    on, today = agenda.exit_on, agenda.today(now)
    for one in agenda.occasions:
        ended = one.status is OccasionStatus.MISSED and one.reason is Reason.EXIT
        if not ended or one.closes_at <= now or (on is not None and one.due_on > on):
            continue
        agenda = agenda.with_change(one.id, lambda ended: reopen(ended, today))
        told = one.unfinished.newest not in (None, MessageStatus.CANCELLED)
        if agenda.occasion(one.id).status is OccasionStatus.STARTED and not told:
            agenda = tell_unfinished(agenda, one.id, now)
    return agenda


def _make_room(agenda: Agenda, on: dt.date, now: dt.datetime, *, rate: bool) -> Agenda:
    """Settle what is open but comes after the exit; of what is close before, the exit speaks."""
    over = not rate and on <= agenda.today(now)

    def making_way(one: OccasionState) -> OccasionState:
        begun = one.status is OccasionStatus.STARTED
        if over or (one.due_on > on and not begun):
            return give_way(one, now)
        return one.with_asking_at(None) if is_spoken_for(agenda, one) and not begun else one

    return agenda.where(
        lambda one: one.status in OPEN and one.kind is not OccasionKind.EXIT, making_way
    )


def is_spoken_for(agenda: Agenda, one: OccasionState) -> bool:
    """Tell whether the rating at the exit is asked for instead."""
    on = agenda.exit_on
    return on is not None and one.due_on >= on - agenda.when.plan.before * DAY


def hush(agenda: Agenda) -> Agenda:
    """Take back what would be asked after the last day; the last rating itself stays.

    Nothing is asked of somebody who has not said yes to it.
    """
    if not agenda.agreed:
        return agenda.where(lambda _: True, OccasionState.without_messages)
    on = agenda.exit_on
    if on is None:
        return agenda

    def is_after(at: dt.datetime | None) -> bool:
        return at is not None and agenda.today(at) > on

    def hushed(one: OccasionState) -> OccasionState:
        rating, unfinished = one.rating, one.unfinished
        if is_after(rating.planned_at):
            rating = rating.without_pending()
        if is_after(unfinished.planned_at):
            unfinished = unfinished.without_pending()
        return replace(one, rating=rating, unfinished=unfinished)

    return agenda.where(lambda one: one.kind is not OccasionKind.EXIT, hushed)


def _ask_again(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Ask about the newest that waits, where an earlier exit had spoken for it."""
    one = agenda.newest_waiting(now)
    if one is None or one.kind is OccasionKind.EXIT or is_spoken_for(agenda, one):
        return agenda
    return agenda if one.rating.newest in PENDING else ask(agenda, one.id, now)
