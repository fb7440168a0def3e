"""The coach's word about an occasion without a rating: why there is none, or that it is elsewhere.

Made on paper or together is no rating yet: it waits for its figures, with people and not with the
bot, and is done when they are there. Whatever was said can be taken back. Pure; moments are UTC.
"""

import datetime as dt
from dataclasses import replace

from dialogs.occasions.agenda import Agenda, ask, tell_unfinished
from dialogs.occasions.exits import is_spoken_for
from dialogs.occasions.life import close, ensure_next, give_way, reopen
from dialogs.occasions.occasion import (
    COACH_REASONS,
    DONE,
    ELSEWHERE_REASONS,
    LACKING,
    NO_RATING_REASONS,
    REGULAR,
    OccasionKind,
    OccasionState,
    OccasionStatus,
    Reason,
)


def coach_reasons(one: OccasionState, today: dt.date) -> tuple[Reason, ...]:
    """List what a coach can say about an occasion on the local day ``today``.

    That somebody will not rate themselves can be known beforehand, that they have cannot.
    """
    ahead = one.status is OccasionStatus.PLANNED and one.window.opens_on > today
    if one.status in DONE or ahead:
        return ()
    return COACH_REASONS if one.due_on <= today else NO_RATING_REASONS


def has_coach_reason(one: OccasionState) -> bool:
    """Tell whether a coach has said something about it that can be taken back."""
    return one.status in LACKING and one.reason in COACH_REASONS


def settle(agenda: Agenda, id_: int, reason: Reason, now: dt.datetime) -> Agenda:
    """Note why an occasion has no rating here, or that one was made elsewhere."""

    def note(one: OccasionState) -> OccasionState:
        if reason not in ELSEWHERE_REASONS:
            return close(one, OccasionStatus.MISSED, now, reason)
        one = replace(one, status=OccasionStatus.WITHOUT_FIGURES, reason=reason, settled_at=None)
        return one.without_messages()

    return ensure_next(agenda.with_change(id_, note), now)


def take_back_reason(agenda: Agenda, id_: int, now: dt.datetime) -> Agenda:
    """Take the coach's word back: it is open again, or missed where its window has ended.

    Whoever did not want to may have said so themselves: the bot does not ask them anew by it.
    """
    one = agenda.occasion(id_)
    if not has_coach_reason(one):
        return agenda
    declined = one.reason is Reason.DECLINED
    if one.closes_at <= now or _is_of_no_exit(agenda, one):
        return agenda.with_change(id_, lambda one: close(one, OccasionStatus.MISSED, now))
    if _is_after_exit(agenda, one):
        return agenda.with_change(id_, lambda one: give_way(one, now))
    agenda = agenda.with_change(id_, lambda one: reopen(one, agenda.today(now)))
    one = agenda.occasion(id_)
    if one.status is OccasionStatus.PLANNED:  # what comes after it is planned when it falls due
        agenda = agenda.without(lambda other: _is_planned_after(other, one))
    return agenda if declined else _speak_again(agenda, one, now)


def _speak_again(agenda: Agenda, one: OccasionState, now: dt.datetime) -> Agenda:
    """Plan what the bot says about an occasion that is open again, if it is its turn."""
    if one.status is OccasionStatus.STARTED:
        return tell_unfinished(agenda, one.id, now)
    newest = agenda.newest_waiting(now)
    speaks = one.status is OccasionStatus.PLANNED or (newest is not None and newest.id == one.id)
    exit_speaks = one.kind is not OccasionKind.EXIT and is_spoken_for(agenda, one)
    return ask(agenda, one.id, now) if speaks and not exit_speaks else agenda


def _is_after_exit(agenda: Agenda, one: OccasionState) -> bool:
    on = agenda.exit_on
    return on is not None and one.kind is not OccasionKind.EXIT and one.due_on > on


def _is_of_no_exit(agenda: Agenda, one: OccasionState) -> bool:
    return agenda.exit_on is None and one.kind is OccasionKind.EXIT


def _is_planned_after(other: OccasionState, one: OccasionState) -> bool:
    later = (other.due_on, other.id) > (one.due_on, one.id)
    return later and other.kind in REGULAR and other.status is OccasionStatus.PLANNED
