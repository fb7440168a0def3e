"""Contacts: when somebody was last heard of, by what is stored of them beside their ratings."""

from typing import Any

from sqlalchemy import func, select

from dialogs.agenda.attendance import Attendance
from dialogs.caseload.calls import CallOutcome
from storage.needs.tables import Call
from storage.tables.agenda import Meeting
from storage.tables.people import Participant, StoredConversation
from storage.tables.words import CoachWords

HELD = (Attendance.CAME, Attendance.LATE)
GOT_THROUGH = (CallOutcome.REACHED, CallOutcome.TOGETHER)

_LATEST = 3
"""So many of the talks that ended last are looked at: we may have ended one that lay there."""

_said = select(func.max(StoredConversation.active_at)).where(
    StoredConversation.participant_id == Participant.id,
    StoredConversation.ended_at.is_(None),
    # Until the person says something in it, a talk that we have opened counts as put away.
    StoredConversation.put_away.is_(False),
)
_ended = (
    select(StoredConversation.active_at)
    .where(
        StoredConversation.participant_id == Participant.id,
        StoredConversation.ended_at.is_not(None),
        StoredConversation.put_away.is_(False),
    )
    .order_by(StoredConversation.ended_at.desc())  # by its index: nobody's old talks are read
    .limit(_LATEST)
    .correlate(Participant)
    .subquery()
)
_had_said = select(func.max(_ended.c.active_at))
_met = select(func.max(Meeting.starts_at)).where(
    Meeting.participant_id == Participant.id, Meeting.attendance.in_(HELD)
)
_called = select(func.max(Call.at)).where(
    Call.participant_id == Participant.id, Call.outcome.in_(GOT_THROUGH)
)
_wrote = select(func.max(CoachWords.written_at)).where(CoachWords.participant_id == Participant.id)

CONTACTS: tuple[Any, ...] = tuple(
    one.scalar_subquery() for one in (_said, _had_said, _met, _called, _wrote)
)
"""Each kind's newest (UTC), in a statement about participants."""
