"""The life of an occasion: every change of its status, once. Pure; moments are UTC.

The letters are those of the functions below; a status is assigned nowhere else
(settle and take_back_reason: ``dialogs.occasions.coach_word``)::

              a              b               c
    (no row) ---> planned ------> due --------------> reminded
                     |             |                     |
                     +--d----------+----------d----------+---> started --e--> done | late-done
                     |             |                     |     |     ^            |
                     +--g----------+----------g----------+--g--+     +-----f------+
                     v                                               |
                   missed ------------------------d------------------+
                     |
                     +--h--> planned | due | reminded | started

    a  ensure_next, enrol, begin, ask_extra, plan_exit   an occasion is added
    b  fall_due                                          its day has come
    c  message_sent                                      the second message has gone out
    d  begin                                             a rating is begun; a missed one counts too
    e  finish                                            every question has been answered
    f  take_back                                         an answer was taken back
    g  miss_ended, decline, settle, give_way             the window ended, or somebody said why not
    h  reopen, take_back_reason                          what had ended it is off

Whatever has no rating of its own becomes *without-figures* when the coach says that one was made
on paper or together (settle). From there it goes on as from *missed* (d, g, h): nothing is said
about it any more, and it is done when there is a rating with figures, not before.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from dialogs.agenda.writing_hours import DAY, soonest, wish_moment
from dialogs.occasions.agenda import Agenda, ask, tell_unfinished
from dialogs.occasions.occasion import (
    ASKABLE,
    DONE,
    OPEN,
    REGULAR,
    WAITING,
    OccasionKind,
    OccasionState,
    OccasionStatus,
    Reason,
    rank,
)


def enrol(agenda: Agenda, now: dt.datetime) -> Agenda:
    """Plan the occasions of somebody who has said yes; changes nothing the second time."""
    if agenda.occasions:
        return agenda
    agenda, first = agenda.with_window(agenda.when.plan.enrolment(agenda.today(now)))
    agenda = agenda.with_change(first, lambda one: replace(one, status=OccasionStatus.DUE))
    return ensure_next(tell_unfinished(agenda, first, now), now)


def ensure_next(
    agenda: Agenda, now: dt.datetime, *, not_due_before: dt.date | None = None
) -> Agenda:
    """See to it that the next regular occasion is planned, and any that downtime has missed.

    What would have fallen due before the local day ``not_due_before`` never was: it is left out.
    """
    if agenda.enrolled_on is None:
        return agenda
    plan, today = agenda.when.plan, agenda.today(now)
    exits = [one for one in agenda.occasions if one.kind is OccasionKind.EXIT]
    spoken = [one.due_on - plan.before * DAY for one in exits]
    regular = [one for one in agenda.occasions if one.kind in REGULAR]
    number = regular[-1].window.number if regular else 0
    status = regular[-1].status if regular else None
    while status is not OccasionStatus.PLANNED:
        window = plan.next_window(agenda.enrolled_on, number, agenda.exit_on)
        if window is None:
            break
        number = window.number
        if not_due_before is not None and window.due_on < not_due_before:
            continue
        # Of somebody who stayed after an exit: what closed while it stood never fell due.
        if window.closes_on < today and any(since <= window.due_on for since in spoken):
            continue
        agenda, new = agenda.with_window(window)
        if window.closes_on < today:
            agenda = agenda.with_change(new, lambda one: close(one, OccasionStatus.MISSED, now))
        else:
            agenda = ask(agenda, new, now)
        status = agenda.occasion(new).status
    return agenda


def fall_due(agenda: Agenda, id_: int, now: dt.datetime) -> Agenda:
    """Let an occasion whose day has come be due, and plan the one after it."""
    this = agenda.occasion(id_)
    if this.status is not OccasionStatus.PLANNED or this.due_on > agenda.today(now):
        return agenda
    # One rating at a time is asked for: it serves both.
    agenda = agenda.where(lambda one: one.status in WAITING, lambda one: one.with_asking_at(None))
    agenda = agenda.with_change(id_, lambda one: replace(one, status=OccasionStatus.DUE))
    return ensure_next(agenda, now)


def message_sent(agenda: Agenda, id_: int, now: dt.datetime) -> Agenda:
    """Count a message that went out, or may have, and plan the one after it."""

    def count(one: OccasionState) -> OccasionState:
        status = OccasionStatus.REMINDED if one.asking.asked else OccasionStatus.DUE
        one = replace(one, status=status, asking=one.asking.with_message(agenda.today(now)))
        return one.with_asking_by_plan(agenda.when, now)

    return agenda.where(lambda one: one.id == id_ and one.status in ASKABLE, count)


def message_laid(agenda: Agenda, id_: int, now: dt.datetime) -> Agenda:
    """Count a message that lies in the chat: it stays there, and nobody was silent about it."""

    def count(one: OccasionState) -> OccasionState:
        return replace(one, asking=one.asking.with_lying_message()).with_asking_at(None)

    return agenda.where(lambda one: one.id == id_ and one.status in ASKABLE, count)


def begin(agenda: Agenda, rating_id: int, now: dt.datetime) -> tuple[Agenda, OccasionState]:
    """Let a new rating serve what is open today, or an extra occasion; gives the leading one."""
    today = agenda.today(now)
    if not any(one.can_serve(today) for one in agenda.occasions):
        agenda, _ = with_extra(agenda, today)

    def start(one: OccasionState) -> OccasionState:
        one = replace(one, rating=one.rating.with_reaction().without_pending(), rating_id=rating_id)
        return replace(one, status=OccasionStatus.STARTED, reason=None, settled_at=None)

    agenda = agenda.where(lambda one: one.can_serve(today), start)
    served = [one for one in agenda.occasions if one.rating_id == rating_id]
    first = max(served, key=lambda one: rank(one.kind, one.due_on)).id
    agenda = ensure_next(tell_unfinished(agenda, first, now), now)
    return agenda, agenda.occasion(first)


def finish(one: OccasionState, now: dt.datetime, reason: Reason | None = None) -> OccasionState:
    """Settle what a rating serves when it is finished; ``reason`` tells of paper or company."""
    if one.status in DONE:
        return one
    status = OccasionStatus.DONE if now < one.closes_at else OccasionStatus.LATE_DONE
    one = replace(one, unfinished=one.unfinished.with_reaction())
    return close(one, status, now, reason)


def take_back(one: OccasionState) -> OccasionState:
    """Open again what a rating serves that is not finished any more."""
    if one.status not in DONE:
        return one
    return replace(one, status=OccasionStatus.STARTED, settled_at=None)


def miss_ended(agenda: Agenda, now: dt.datetime, reason: Reason | None) -> Agenda:
    """Settle the occasions whose window has ended as missed."""
    return ensure_next(
        agenda.where(
            lambda one: one.status in OPEN and one.closes_at <= now,
            lambda one: close(one, OccasionStatus.MISSED, now, reason),
        ),
        now,
    )


def decline(agenda: Agenda, id_: int, now: dt.datetime) -> Agenda:
    """Settle an occasion at which the person does not want to rate themselves."""

    def refuse(one: OccasionState) -> OccasionState:
        one = replace(one, rating=one.rating.with_reaction())
        return close(one, OccasionStatus.MISSED, now, Reason.DECLINED)

    return agenda.where(lambda one: one.id == id_ and one.status in ASKABLE, refuse)


def postpone(agenda: Agenda, id_: int, wish: str, now: dt.datetime) -> Agenda:
    """Ask again when the person wished it, *today*, *tomorrow* or in a *week*, if not before."""

    def put_off(one: OccasionState) -> OccasionState:
        at = wish_moment(wish, now, agenda.when.rhythm, agenda.when.free, one.closes_at)
        one = replace(one.with_reaction(), rating=one.rating.with_reaction())
        return one.with_asking_at(at, wished=True)

    return agenda.where(lambda one: one.id == id_ and one.status in ASKABLE, put_off)


def ask_now(agenda: Agenda, id_: int, now: dt.datetime) -> Agenda:
    """Ask as soon as the person may be written to; what was begun is shown where it was left."""
    at = soonest(now, agenda.when.rhythm, agenda.when.free)
    one = agenda.occasion(id_)
    if one.status is OccasionStatus.STARTED or one.kind is OccasionKind.ENROLMENT:
        return tell_unfinished(agenda, id_, now, at)
    return ask(agenda.with_change(id_, OccasionState.with_reaction), id_, now, at)


def waiting_on(occasions: Sequence[OccasionState], today: dt.date) -> OccasionState | None:
    """Give the open occasion that a rating begun on the local day ``today`` would count for."""
    found = [one for one in occasions if one.status in OPEN and one.can_serve(today)]
    return max(found, key=lambda one: rank(one.kind, one.due_on)) if found else None


def ask_extra(agenda: Agenda, now: dt.datetime) -> tuple[Agenda, int | None]:
    """Ask for an extra rating now; where one would count already, that is asked about.

    None is added after the last day.
    """
    found = waiting_on(agenda.occasions, agenda.today(now))
    if found is not None:
        return ask_now(agenda, found.id, now), found.id
    if agenda.exit_on is not None and agenda.today(now) > agenda.exit_on:
        return agenda, None
    agenda, new = with_extra(agenda, agenda.today(now))
    return ask(agenda, new, now), new


def give_way(one: OccasionState, now: dt.datetime) -> OccasionState:
    """Settle an occasion that an exit has ended."""
    return close(one, OccasionStatus.MISSED, now, Reason.EXIT)


def reopen(one: OccasionState, today: dt.date) -> OccasionState:
    """Open again what an exit had ended that is off now, or a coach's word that is taken back."""
    status = OccasionStatus.REMINDED if one.asking.asked else OccasionStatus.DUE
    if one.rating_id is not None:
        status = OccasionStatus.STARTED
    elif one.due_on > today:
        status = OccasionStatus.PLANNED
    return replace(one, status=status, reason=None, settled_at=None)


def due_by_plan(one: OccasionState) -> OccasionState:
    """Let an occasion be due whose day has come when the plan changes."""
    return replace(one, status=OccasionStatus.DUE)


def close(
    one: OccasionState, status: OccasionStatus, now: dt.datetime, reason: Reason | None = None
) -> OccasionState:
    """Settle it, as every other way of settling does; nothing more is said about it."""
    return replace(one, status=status, reason=reason, settled_at=now).without_messages()


def with_extra(agenda: Agenda, today: dt.date) -> tuple[Agenda, int]:
    """Add an extra occasion of a local day to those of the plan; gives its id too."""
    extras = [one.window.number for one in agenda.occasions if one.kind is OccasionKind.EXTRA]
    return agenda.with_window(agenda.when.plan.on_wish(today, max(extras, default=0) + 1))
