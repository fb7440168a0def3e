"""Needs: what a coach has to deal with, since when, and what they have said to it. Pure.

A need follows from what is stored of a participant. It stays until that changes or the coach says
that it is dealt with; looking at it does nothing. A coach can hide one for a while.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.people.participant_status import ParticipantStatus

EVENTS = (
    ParticipantStatus.WROTE,
    ParticipantStatus.HARD,
    ParticipantStatus.FELL,
    ParticipantStatus.NEW_RATING,
    ParticipantStatus.CANNOT_COME,
)
"""Something that happened: it is told also of somebody whom the coach lets rest."""
CAN_BE_DONE = (*EVENTS, ParticipantStatus.BLOCKED, ParticipantStatus.GAP)
"""What ends with the coach's word; all else ends by itself, when what it says is no more."""
SAY_THEIR_DAY = (
    ParticipantStatus.OVERDUE,
    ParticipantStatus.REVIEW,
    ParticipantStatus.ATTENDANCE,
    ParticipantStatus.GAP,
)
"""What these are called has the day in it."""
WITH_CALL = (
    ParticipantStatus.HARD,
    ParticipantStatus.BLOCKED,
    ParticipantStatus.SILENT,
    ParticipantStatus.CANNOT_COME,
    ParticipantStatus.UNOPENED,
    ParticipantStatus.GAP,
    ParticipantStatus.NO_INVITATION,
    ParticipantStatus.UNFINISHED,
    ParticipantStatus.OVERDUE,
)
"""For these a call is the strongest reminder there is."""
ENDED_BY_CALL = (ParticipantStatus.BLOCKED, ParticipantStatus.SILENT)
"""That nobody is heard of: over once the coach has reached them."""
_ONE_RATING = frozenset({ParticipantStatus.FELL, ParticipantStatus.NEW_RATING})


@dataclass(frozen=True)
class Need:
    """One need. It came at a moment (UTC), or on a local day; neither where nobody knows.

    ``first_at`` is when it began, where it has come again since; ``about_at`` when that is to
    happen which it is about (both UTC).
    """

    kind: ParticipantStatus
    at: dt.datetime | None = None
    on: dt.date | None = None
    first_at: dt.datetime | None = None
    about_at: dt.datetime | None = None

    def day(self, zone: dt.tzinfo) -> dt.date | None:
        """Give the local day on which it began."""
        began = self.first_at or self.at
        return began.astimezone(zone).date() if began else self.on


@dataclass(frozen=True)
class NeedMark:
    """What a coach has said of one kind of need: done up to a moment, hidden up to one. All UTC."""

    marked_at: dt.datetime
    done_until: dt.datetime | None = None
    hidden_until: dt.datetime | None = None


Marks = Mapping[ParticipantStatus, NeedMark]


def is_done(need: Need, mark: NeedMark | None) -> bool:
    """Tell whether a coach has dealt with a need: it began no later than they said so."""
    if mark is None or mark.done_until is None:
        return False
    if need.at is not None:
        return need.at <= mark.done_until
    return need.on is not None and need.on <= mark.done_until.date()


def hidden_until(
    need: Need, mark: NeedMark | None, rests_until: dt.datetime | None, now: dt.datetime
) -> dt.datetime | None:
    """Say up to when the coach does not want to see it; None where they do.

    What has happened since they said so is shown.
    """
    ends = []
    if rests_until is not None and rests_until > now and need.kind not in EVENTS:
        ends.append(rests_until)
    if mark is not None and mark.hidden_until is not None and mark.hidden_until > now:
        is_new = need.kind in EVENTS and need.at is not None and need.at > mark.marked_at
        if not is_new:
            ends.append(mark.hidden_until)
    return max(ends, default=None)


def marked_with(kind: ParticipantStatus) -> frozenset[ParticipantStatus]:
    """List what a word about one kind is about: a rating is one thing, new and fallen."""
    return _ONE_RATING if kind in _ONE_RATING else frozenset({kind})
