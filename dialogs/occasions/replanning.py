"""Replanning: what has not happened yet is moved; what has happened stays as it is. Pure."""

import datetime as dt
from dataclasses import replace

from dialogs.agenda.messages import DROPPED, MessageStatus
from dialogs.agenda.plan import month_after
from dialogs.agenda.writing_hours import DAY, day_end, next_hour
from dialogs.occasions.agenda import Agenda, ask
from dialogs.occasions.exits import plan_exit
from dialogs.occasions.life import due_by_plan, ensure_next
from dialogs.occasions.occasion import OPEN, REGULAR, WAITING, OccasionState, OccasionStatus


def change_plan(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Move what is planned to the plan that the agenda has now; all else stays.

    Nothing falls due in the past by it, and nobody who has been silent is asked anew.
    """
    today = agenda.today(now)

    def by_plan(one: OccasionState) -> OccasionState:
        if one.status is OccasionStatus.PLANNED and one.due_on <= today:
            return due_by_plan(one)
        by_plan = one.rating.planned_at is not None and not one.rating.wished
        waits = one.status in WAITING and by_plan
        return one.with_asking_by_plan(agenda.when, now) if waits else one

    agenda = agenda.where(lambda _: True, by_plan)
    planned = {one.id for one in agenda.open_exits() if one.status is OccasionStatus.PLANNED}
    agenda = agenda.without(lambda one: one.id in planned).without_planned()
    agenda = ensure_next(agenda, now, not_due_before=today)
    if planned and agenda.exit_on is not None:
        agenda = plan_exit(agenda, agenda.exit_on, now)
    return agenda


def move_enrolment(agenda: Agenda, on: dt.date, now: dt.datetime) -> Agenda:
    """Count from another day of enrolment, and by the plan that the agenda has.

    What was done stays. A rating that nobody has begun, and that is not due yet by that day, is
    taken back until it is.
    As with a change of plan nothing falls due in the past by it.
    """
    today = agenda.today(now)
    agenda = replace(agenda, enrolled_on=on).without(
        lambda one: (
            one.kind in REGULAR
            and one.window.number > 0
            and one.status in WAITING
            and month_after(on, one.window.number) > today
        )
    )
    return change_plan(agenda, now)


def resume(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Ask again about what was dropped: after an unblocking, a new hour, a pause or a stop."""
    when = agenda.when
    coming = next_hour(now, when.rhythm, when.free)
    one = agenda.newest_waiting(now)
    if one is not None and one.rating.newest in DROPPED:
        agenda = agenda.with_change(one.id, OccasionState.with_reaction)
        agenda = ask(agenda, one.id, now, coming)
    elif one is not None and (at := one.asking.next_message(one.due_on, when, now - DAY)):
        agenda = agenda.with_change(one.id, lambda one: _no_later(one, max(at, coming)))
    return agenda.where(
        lambda one: one.unfinished.newest in DROPPED,
        lambda one: replace(one, unfinished=one.unfinished.with_plan(coming, one.closes_at)),
    )


def tell_of_laid(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Ask once more about what only lay in the chat: something can tell of it from now on."""
    one = agenda.newest_waiting(now)
    if one is None or one.rating.newest is not MessageStatus.LAID:
        return agenda
    return ask(agenda, one.id, now, next_hour(now, agenda.when.rhythm, agenda.when.free))


def in_zone(one: OccasionState, zone: dt.tzinfo) -> OccasionState:
    """Let the window of an open occasion end with the day of another time zone."""
    if one.status not in OPEN:
        return one
    return replace(one, closes_at=day_end(one.window.closes_on, zone))


def _no_later(one: OccasionState, at: dt.datetime) -> OccasionState:
    """Let the planned message come at ``at``, if it would be later and nobody wished it so."""
    planned_at = one.rating.planned_at
    if planned_at is None or planned_at <= at or one.rating.wished:
        return one
    return replace(one, rating=replace(one.rating, at=at))
