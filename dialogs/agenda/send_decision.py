"""The send decision: what to do with a message that has fallen due. Pure."""

import datetime as dt
from dataclasses import dataclass

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.obstacle import Contact, Obstacle, obstacle
from dialogs.agenda.writing_hours import DAY, RESTS_AFTER, FreeDay, Rhythm, may_write, slot, soonest

HARDLY_LATER = dt.timedelta(hours=1)
"""What a moment that somebody chose may be missed by; then it is like any other."""


@dataclass(frozen=True)
class Due:
    """A message that has fallen due, at ``at``. After ``until`` (UTC) it has no use any more.

    Nor after ``last_day``, a local day, where there is one.

    ``wished``: the person chose this moment. ``apart``: it is about a meeting, and no second
    message of the day. ``again``: it went out once before, and Telegram could not take it.
    """

    kind: MessageKind
    until: dt.datetime
    wished: bool = False
    at: dt.datetime | None = None
    again: bool = False
    last_day: dt.date | None = None

    @property
    def is_about_meeting(self) -> bool:
        """Tell whether it is about a meeting: not counted, and not kept waiting by a talk."""
        return self.kind == MessageKind.MEETING

    def as_wished(self, now: dt.datetime) -> bool:
        """Tell whether this is the moment that the person chose, or hardly later."""
        return self.wished and (self.at is None or now - self.at < HARDLY_LATER)


@dataclass(frozen=True)
class Addressee:
    """What is known, when a message falls due, of the person it is for.

    ``written_on`` is the local day of the newest message that nobody had asked for; ``active_at``
    when something was last said in what they are in the midst of, ``said_at`` the same also where
    they want to go on later.
    """

    rhythm: Rhythm
    reachable: bool = True
    stopped: bool = False
    has_died: bool = False
    quiet_until: dt.datetime | None = None
    written_on: dt.date | None = None
    active_at: dt.datetime | None = None
    said_at: dt.datetime | None = None

    def busy_since(self, due: Due) -> dt.datetime | None:
        """Give the latest word of a talk that a message would interrupt.

        What was left half-way rests for a day in any case.
        """
        return (
            self.said_at if due.kind == MessageKind.UNFINISHED and not due.again else self.active_at
        )


@dataclass(frozen=True)
class Send:
    """It goes out now."""


@dataclass(frozen=True)
class Wait:
    """It falls due again later (UTC)."""

    until: dt.datetime


@dataclass(frozen=True)
class Skip:
    """It does not go out, since it cannot reach the person or would come too late."""

    reason: Obstacle


SendDecision = Send | Wait | Skip


def send_decision(due: Due, to: Addressee, now: dt.datetime, free: FreeDay) -> SendDecision:
    """Decide. What waits and would come too late is skipped."""
    has_left = due.last_day is not None and to.rhythm.day(now) > due.last_day
    contact = Contact(
        stopped=to.stopped, is_reachable=to.reachable, has_left=has_left, has_died=to.has_died
    )
    if why := obstacle(contact, due.kind):
        return Skip(why)
    later = _later(due, to, now, free)
    if max(now, later or now) >= due.until:
        return Skip(Obstacle.LATE)
    return Send() if later is None else Wait(later)


def _later(due: Due, to: Addressee, now: dt.datetime, free: FreeDay) -> dt.datetime | None:
    """Give when to look again, or None where nothing speaks against now."""
    if to.quiet_until is not None and now < to.quiet_until:
        return soonest(to.quiet_until, to.rhythm, free)
    if due.is_about_meeting:
        early = Rhythm(to.rhythm.zone, 8)
        return None if may_write(now, to.rhythm.zone, free) else soonest(now, early, free)
    word = to.busy_since(due)
    if word is not None and now - word < RESTS_AFTER:
        return soonest(word + RESTS_AFTER, to.rhythm, free)
    if due.as_wished(now):
        return None if may_write(now, to.rhythm.zone, free) else soonest(now, to.rhythm, free)
    today = to.rhythm.day(now)
    if to.written_on is not None and to.written_on >= today:
        return slot(today + DAY, to.rhythm, free)
    # What comes late (the process was down) keeps to the person's own hour too.
    suits = soonest(now, to.rhythm, free)
    return suits if suits > now else None
