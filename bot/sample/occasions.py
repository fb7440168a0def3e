"""The occasions of invented lives, with what was written about them, as rows of the tables."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sample.lives import Life
from dialogs.agenda.asking import Asking, next_asking
from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.plan import PartOfDay, Plan
from dialogs.agenda.retracing import BegunRating, RetracedOccasion, retraced_occasions
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, LocalCalendar, Rhythm, slot, soonest
from dialogs.people.accounts import Channel

Row = dict[str, Any]
OccasionKey = tuple[int, str, int]
"""A participant's id with an occasion's kind and number."""
MISSED_REASONS = ("ill", None, "declined", "no-phone", None, "blocked")
"""Reasons for what was missed, in turn."""


@dataclass(frozen=True)
class InventedOccasion:
    """One occasion of an invented person, with its place in the tables."""

    person: int
    life: Life
    past: RetracedOccasion
    row: Row

    @property
    def key(self) -> OccasionKey:
        """Name the occasion."""
        return self.person, self.past.window.kind, self.past.window.number


def invented_occasions(
    person: int, life: Life, ratings: Sequence[int], now: dt.datetime, calendar: LocalCalendar
) -> Iterator[InventedOccasion]:
    """Give the occasions that a life led to; ``ratings`` are the ids of its ratings."""
    if life.opened_at is None or life.stage == "declined":
        return
    begun = [
        BegunRating(id_, of.started_at, of.finished_at, of.mode)
        for id_, of in zip(ratings, life.ratings, strict=True)
    ]
    today = now.astimezone(calendar.zone).date()
    exit_on = life.exit_on
    for past in retraced_occasions(Plan(), calendar.zone, life.opened_at, exit_on, begun, now):
        status = past.status(now, today)
        asked = _asking_of(life, past, status, today)
        missed = (
            MISSED_REASONS[(person + past.window.number // 3) % len(MISSED_REASONS)]
            if status == "missed"
            else None
        )
        settled = status in ("done", "late-done", "missed")
        yield InventedOccasion(
            person,
            life,
            past,
            {
                "participant_id": person,
                "kind": past.window.kind,
                "number": past.window.number,
                "opens_on": past.window.opens_on,
                "due_on": past.window.due_on,
                "closes_on": past.window.closes_on,
                "closes_at": past.closes_at,
                "status": "reminded" if status == "due" and asked.asked > 1 else status,
                "reason": past.reason or missed,
                "rating_id": past.begun.ref if past.begun else None,
                "asked": asked.asked,
                "silent": asked.silent,
                "streak_on": asked.streak_on,
                "settled_at": past.settled_at if settled else None,
            },
        )


def _asking_of(life: Life, past: RetracedOccasion, status: str, today: dt.date) -> Asking:
    """Invent how often somebody was written to about an occasion."""
    if status == "due" and past.window.kind != "enrolment" and life.stage != "stopped":
        if life.stage == "silent":
            return Asking(3, 3, past.window.due_on)
        return Asking(2, 1, today - DAY)
    if status == "missed" and past.window.kind != "enrolment":
        return Asking(3, 3, past.window.due_on)
    waited = past.begun is not None and past.begun.started_at.date() > past.window.due_on
    return Asking(1) if waited and past.window.kind not in ("enrolment", "extra") else Asking()


def planned_row(
    one: InventedOccasion, id_: int, now: dt.datetime, calendar: LocalCalendar
) -> Row | None:
    """Give the next message about an occasion that is open, where one is to come."""
    when = Timing(Plan(), Rhythm(calendar.zone, Plan().hour(PartOfDay.MORNING)), calendar.free)
    status, kind = one.row["status"], MessageKind.RATING
    at: dt.datetime | None
    if status == "started" or (status, one.row["kind"]) == ("due", "enrolment"):
        kind, at = MessageKind.UNFINISHED, soonest(now + DAY, when.rhythm, when.free)
    elif status in ("planned", "due", "reminded"):
        asking = Asking(one.row["asked"], one.row["silent"], one.row["streak_on"])
        at = next_asking(asking, one.past.window.due_on, when, now)
    else:
        at = None
    if at is None or at >= one.past.closes_at:
        return None
    number = one.row["asked"] + 1 if kind is MessageKind.RATING else 1
    return _row(one, id_, kind, number, at, calendar, status=MessageStatus.PLANNED)


def sent_rows(
    one: InventedOccasion, id_: int, now: dt.datetime, calendar: LocalCalendar
) -> Iterator[Row]:
    """Give the messages that went out about an occasion, each with its fate."""
    status, reason, asked = one.row["status"], one.row["reason"], one.row["asked"]
    rhythm = Rhythm(calendar.zone, Plan().hour(PartOfDay.MORNING))
    for number, days in enumerate(Plan().reminders[:asked], 1):
        at = slot(one.past.window.due_on + days * DAY, rhythm, calendar.free)
        last = number == asked
        if status in ("done", "late-done", "started") or reason == "declined":
            fate = MessageStatus.ANSWERED if last else MessageStatus.SENT
        elif reason == "blocked":
            fate = MessageStatus.UNDELIVERABLE
        else:
            fate = MessageStatus.UNCERTAIN if (one.person + number) % 7 == 0 else MessageStatus.SENT
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
    channel = Channel.TELEGRAM if one.life.stage == "blocked" else Channel.WEB
    return {
        "participant_id": one.person,
        "kind": kind,
        "subject": id_,
        "number": number,
        "due_at": at,
        "zone": str(calendar.zone),
        "until": one.past.closes_at,
        "wished": False,
        "status": status,
        "channel": channel if settled_at else None,
        "attempts": 0,
        "settled_at": settled_at,
    }
