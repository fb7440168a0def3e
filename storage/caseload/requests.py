"""Requests between coaches: to stand in for a time, or to take over. The other one has to agree.

Who may ask and who may answer is looked at here, with the staff's rows held: two presses at one
moment, or somebody who leaves meanwhile, make no other end than one after the other would.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.people.enrolment import IN_CASELOAD
from dialogs.people.requests import RequestKind
from dialogs.people.staff import StaffRole
from storage.caseload.telling import tell_of_substitutes
from storage.digests.recall import recall_digest
from storage.orientation.coach import hold_staff
from storage.people.audit import Audit, log_action
from storage.people.participants import hold_participant
from storage.sight.seen import covers
from storage.sight.tables import CoachRequest, RequestedParticipant
from storage.tables.people import Participant, Staff
from storage.trust.independence import circle_of


@dataclass(frozen=True)
class Span:
    """From when to when somebody stands in (UTC); ``ends_at`` is the first moment after it."""

    starts_at: dt.datetime
    ends_at: dt.datetime


async def ask_coach(
    session: AsyncSession,
    from_id: int,
    to_id: int,
    by: Staff,
    now: dt.datetime,
    *,
    span: Span | None,
    participants: Sequence[int] | None = None,
) -> CoachRequest | None:
    """Ask a coach to stand in during ``span``, or without one to take over for good.

    ``participants`` are those it is about, of the coach's own; None: everybody who is theirs. The
    same asked twice is one request. None where nobody can be asked, or nobody is left whom it is
    about.
    """
    held = {one: await hold_staff(session, one) for one in sorted({from_id, to_id})}
    to = held[to_id]
    if from_id == to_id or not to.is_here or StaffRole.COACH not in to.roles:
        return None
    if participants is not None:
        own = await own_participants(session, from_id)
        participants = [one.id for one in own if one.id in participants]
        if not participants:
            return None
    asked = CoachRequest(
        kind=RequestKind.HAND_OVER if span is None else RequestKind.SUBSTITUTE,
        from_id=from_id,
        to_id=to_id,
        by_id=by.id,
        everybody=participants is None,
        asked_at=now,
        starts_at=span.starts_at if span else None,
        ends_at=span.ends_at if span else None,
    )
    for before in await _unanswered(session, to_id, now):
        same = all(getattr(before, name) == getattr(asked, name) for name in _SAME)
        if same and (asked.everybody or await _named(session, before) == participants):
            if before.needs_consent and by.id not in await circle_of(session, to_id, now):
                before.by_id = by.id  # who asks the same has said yes to it
            return before
    session.add(asked)
    await session.flush()
    for one in participants or ():
        session.add(RequestedParticipant(request_id=asked.id, participant_id=one))
    await session.flush()
    await log_action(session, Audit.COACH_ASKED, now, staff_id=by.id, about_staff_id=to_id)
    return asked


_SAME = ("kind", "from_id", "everybody", "starts_at", "ends_at")
"""What two requests to one coach have in common that ask the same, and whom they name."""


def span_of_days(first: dt.date, last: dt.date, zone: dt.tzinfo) -> Span:
    """Make the time from the beginning of one local day to the end of another."""
    ends = last + dt.timedelta(days=1)
    first_moment, end = (
        dt.datetime.combine(day, dt.time.min, zone).astimezone(dt.UTC) for day in (first, ends)
    )
    return Span(first_moment, end)


async def held_request(
    session: AsyncSession, request_id: int, now: dt.datetime
) -> CoachRequest | None:
    """Hold a request that is still open, and read it after that; None where it is not."""
    found = select(CoachRequest).where(CoachRequest.id == request_id, _is_open(now))
    held = found.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(held)


async def accept(
    session: AsyncSession,
    request: CoachRequest,
    by: Staff,
    now: dt.datetime,
    calendar: LocalCalendar,
    *,
    alone: bool = False,
) -> None:
    """Say yes; of a substitute every participant whom it is about is told, if they have agreed.

    A hand-over is carried out by the caller, one participant after the other, and then closed
    (``storage.caseload.moving``). What the taker has asked for needs another's yes before, or
    ``alone`` (``storage.caseload.consent``).
    """
    if request.accepted_at is not None or (request.needs_consent and not alone):
        return
    request.accepted_at = now
    await session.flush()
    await log_action(
        session, Audit.COACH_AGREED, now, staff_id=by.id, about_staff_id=request.from_id
    )
    if request.kind is RequestKind.SUBSTITUTE:
        for participant in await requested_participants(session, request):
            await hold_participant(session, participant.id)
            await session.refresh(participant)
            await tell_of_substitutes(session, participant, now, calendar)


async def close(session: AsyncSession, request: CoachRequest, by: Staff, now: dt.datetime) -> None:
    """Decline, withdraw, or end before its time; a substitute's waiting digest is taken back.

    Of a hand-over under way those who have moved have moved, and the others stay.
    """
    request.closed_at = now
    await session.flush()
    other = request.from_id if by.id == request.to_id else request.to_id
    await log_action(session, Audit.COACH_REQUEST_CLOSED, now, staff_id=by.id, about_staff_id=other)
    if request.kind is RequestKind.SUBSTITUTE and request.accepted_at is not None:
        await recall_digest(session, await hold_staff(session, request.to_id), now)


async def close_requests_of(session: AsyncSession, staff_id: int, now: dt.datetime) -> None:
    """Close all that is open between somebody who leaves and others."""
    theirs = or_(CoachRequest.from_id == staff_id, CoachRequest.to_id == staff_id)
    closed = update(CoachRequest).where(theirs, CoachRequest.closed_at.is_(None))
    await session.execute(closed.values(closed_at=now))


def _is_open(now: dt.datetime) -> ColumnElement[bool]:
    lasts = or_(CoachRequest.ends_at.is_(None), CoachRequest.ends_at > now)
    return CoachRequest.closed_at.is_(None) & lasts


async def requests_of(
    session: AsyncSession, staff_id: int, now: dt.datetime
) -> Sequence[CoachRequest]:
    """List all that is open between somebody and other coaches, oldest first."""
    theirs = or_(CoachRequest.from_id == staff_id, CoachRequest.to_id == staff_id)
    found = select(CoachRequest).where(theirs, _is_open(now)).order_by(CoachRequest.id)
    return (await session.scalars(found)).all()


async def requests_to(
    session: AsyncSession, staff_id: int, now: dt.datetime
) -> Sequence[CoachRequest]:
    """List what waits for the answer of whoever was asked, oldest first."""
    found = await _unanswered(session, staff_id, now)
    return [one for one in found if not one.needs_consent]


async def _unanswered(
    session: AsyncSession, staff_id: int, now: dt.datetime
) -> Sequence[CoachRequest]:
    waits = (CoachRequest.to_id == staff_id, CoachRequest.accepted_at.is_(None))
    found = select(CoachRequest).where(*waits, _is_open(now)).order_by(CoachRequest.id)
    return (await session.scalars(found)).all()


async def own_participants(session: AsyncSession, coach_id: int) -> Sequence[Participant]:
    """List a coach's own participants, in the order they came."""
    own = select(Participant).where(
        Participant.coach_id == coach_id, Participant.status.in_(IN_CASELOAD)
    )
    return (await session.scalars(own.order_by(Participant.id))).all()


async def requested_participants(
    session: AsyncSession, request: CoachRequest
) -> Sequence[Participant]:
    """List whom a request is about now, in the order they came."""
    own = await own_participants(session, request.from_id)
    if request.everybody:
        return own
    return await among_named(session, request, own)


async def among_named(
    session: AsyncSession, request: CoachRequest, people: Sequence[Participant]
) -> Sequence[Participant]:
    """Keep those whom a request names."""
    named = set(await _named(session, request))
    return [one for one in people if one.id in named]


async def _named(session: AsyncSession, request: CoachRequest) -> Sequence[int]:
    named = select(RequestedParticipant.participant_id)
    found = await session.scalars(named.where(RequestedParticipant.request_id == request.id))
    return sorted(found)


async def hidden_from_substitute(session: AsyncSession, request: CoachRequest) -> Sequence[str]:
    """List, by pseudonym, of whom a substitute sees nothing: they have not agreed to it."""
    seen = (
        select(Participant.id)
        .join(CoachRequest, CoachRequest.from_id == Participant.coach_id)
        .where(CoachRequest.id == request.id, covers(Participant.id))
    )
    visible = set(await session.scalars(seen))
    about = await requested_participants(session, request)
    return [one.pseudonym for one in about if one.id not in visible]
