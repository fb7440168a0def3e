"""The occasions of invented lives, with what was written about them, as rows of the tables."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.sample.lives import Life
from bot.sample.rows import channel_of
from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.plan import PartOfDay, Plan
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, LocalCalendar, Rhythm, slot
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.asking import NEVER_ASKED, Asking
from dialogs.occasions.exits import hush
from dialogs.occasions.life import message_laid, postpone
from dialogs.occasions.occasion import (
    DONE,
    OccasionKind,
    OccasionState,
    OccasionStatus,
    Reason,
)
from dialogs.occasions.retracing import (
    BegunRating,
    retrace_agenda,
)
from storage.occasions.agenda_rows import columns_of

Row = dict[str, Any]
OccasionKey = tuple[int, str, int]
"""A participant's id with an occasion's kind and number."""
MISSED_REASONS = (
    Reason.ILL,
    Reason.NO_KNOCK,
    Reason.DECLINED,
    Reason.NO_PHONE,
    Reason.NO_KNOCK,
    Reason.BLOCKED,
)
"""Reasons for what was missed, in turn."""


@dataclass(frozen=True)
class InventedOccasion:
    """One occasion of an invented person, with its place in the tables."""

    person: int
    life: Life
    state: OccasionState

    @property
    def key(self) -> OccasionKey:
        """Name the occasion."""
        return self.person, self.state.window.kind, self.state.window.number

    @property
    def row(self) -> Row:
        """Give it as it is stored."""
        return {"participant_id": self.person, **columns_of(self.state)}


def invented_occasions(
    person: int, life: Life, ratings: Sequence[int], now: dt.datetime, calendar: LocalCalendar
) -> Iterator[InventedOccasion]:
    """Give the occasions that a life led to; ``ratings`` are the ids of its ratings."""
    since = life.opened_at
    if since is None or life.stage == "declined":
        yield from _unasked_occasions(person, life, now, calendar)
        return
    begun = {
        id_: BegunRating(id_, of.started_at, of.finished_at, of.mode)
        for id_, of in zip(ratings, life.ratings, strict=True)
    }
    when = _timing(calendar)
    agenda = retrace_agenda(when, since, life.exit_on, begun.values(), now)
    for one in agenda.occasions:
        if one.status is OccasionStatus.DUE and one.kind is not OccasionKind.ENROLMENT:
            agenda = _written_to(agenda, one, life, now)
    for one in agenda.occasions:
        rating = begun.get(one.rating_id or 0)
        yield InventedOccasion(person, life, _told_of(person, one, rating))


def _timing(calendar: LocalCalendar) -> Timing:
    return Timing(Plan(), Rhythm(calendar.zone, Plan().hour(PartOfDay.MORNING)), calendar.free)


def _unasked_occasions(
    person: int, life: Life, now: dt.datetime, calendar: LocalCalendar
) -> Iterator[InventedOccasion]:
    """Give those of somebody who stands in the register alone: nothing is said about them."""
    agenda = retrace_agenda(_timing(calendar), life.invited_at, life.exit_on, (), now)
    for one in hush(replace(agenda, agreed=False)).occasions:
        missed = one.status is OccasionStatus.MISSED
        told = replace(one, reason=Reason.NO_BOT) if missed else one
        yield InventedOccasion(person, life, told)


def _written_to(agenda: Agenda, one: OccasionState, life: Life, now: dt.datetime) -> Agenda:
    """Invent how often somebody was written to about an occasion that waits.

    They have only the web chat, where one message lies until they come.
    """
    when = agenda.when
    if life.stage == "stopped":
        return agenda
    first = slot(one.due_on, when.rhythm, when.free)
    agenda = message_laid(agenda, one.id, first)
    if life.stage == "silent":
        return agenda
    agenda = postpone(agenda, one.id, "tomorrow", now - 2 * DAY)
    return message_laid(agenda, one.id, now - DAY)


def _told_of(person: int, one: OccasionState, rating: BegunRating | None) -> OccasionState:
    """Invent what was written about an occasion that is over, and why there is no rating."""
    regular = one.kind is not OccasionKind.ENROLMENT
    if one.status is OccasionStatus.MISSED:
        reason = MISSED_REASONS[(person + one.window.number // 3) % len(MISSED_REASONS)]
        asking = Asking(1) if regular else NEVER_ASKED
        return replace(one, reason=reason, asking=asking)
    waited = rating is not None and rating.started_at.date() > one.due_on
    if waited and regular and one.kind is not OccasionKind.EXTRA:
        return replace(one, asking=Asking(1))
    return one


def planned_row(one: InventedOccasion, id_: int, calendar: LocalCalendar) -> Row | None:
    """Give the next message about an occasion that is open, where one is to come."""
    state = one.state
    if (at := state.unfinished.planned_at) is not None:
        return _row(one, id_, MessageKind.UNFINISHED, 1, at, calendar, status=MessageStatus.PLANNED)
    if (at := state.rating.planned_at) is not None:
        number = state.asking.asked + 1
        planned = MessageStatus.PLANNED
        return _row(one, id_, MessageKind.RATING, number, at, calendar, status=planned)
    return None


def sent_rows(
    one: InventedOccasion, id_: int, now: dt.datetime, calendar: LocalCalendar
) -> Iterator[Row]:
    """Give the messages that went out about an occasion, each with its fate."""
    status, asked = one.state.status, one.state.asking.asked
    rhythm = Rhythm(calendar.zone, Plan().hour(PartOfDay.MORNING))
    for number, days in enumerate(Plan().reminders[:asked], 1):
        at = slot(one.state.due_on + days * DAY, rhythm, calendar.free)
        last = number == asked
        if status in (*DONE, OccasionStatus.STARTED) or one.state.reason is Reason.DECLINED:
            fate = MessageStatus.ANSWERED if last else MessageStatus.LAID
        elif one.state.reason is Reason.BLOCKED:
            fate = MessageStatus.UNDELIVERABLE
        else:
            fate = MessageStatus.LAID
        if at < now:
            yield _row(
                one, id_, MessageKind.RATING, number, at, calendar, status=fate, settled_at=at
            )


def _row(
    one: InventedOccasion,
    id_: int,
    kind: MessageKind,
    number: int,
    at: dt.datetime,
    calendar: LocalCalendar,
    *,
    status: MessageStatus,
    settled_at: dt.datetime | None = None,
) -> Row:
    channel = channel_of(one.life)
    return {
        "participant_id": one.person,
        "kind": kind,
        "subject": id_,
        "number": number,
        "due_at": at,
        "zone": str(calendar.zone),
        "until": one.state.closes_at,
        "wished": False,
        "status": status,
        "channel": channel if settled_at else None,
        "attempts": 0,
        "settled_at": settled_at,
    }
